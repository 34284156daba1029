"""Part `matching`: what each signal of the matcher is worth alone and what all give together, on questions nobody trained on."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.paths import DEVELOPMENT
from benchmarks.tables import Table
from bot.bootstrap import House
from bot.bootstrap.foundations import CONTENT
from bot.settings import Settings
from knowledge_base.lessons import rehearsals
from knowledge_base.library import Shelf, Teaching
from matching.evaluation import Question, read_questions, summarise
from matching.items import Item
from matching.matcher import Matcher
from matching.signals import NAMES, Reading, Signals
from matching.weights import Rehearsal, learn

PLAIN = ("lexical", "lexical_other", "classifier", "nearest", "nearest_other")
ENCODER = ("encoder_example", "encoder_text", "encoder_group")
VARIANTS = {
    "character BM25 alone": ("lexical", "lexical_other"),
    "classifier over examples alone": ("classifier",),
    "nearest example alone": ("nearest", "nearest_other"),
    "sentence encoder alone": ENCODER,
    "translation table alone": ("translated",),
    "BM25, and the examples": PLAIN,
    "BM25, the examples, and the table": (*PLAIN, "translated"),
    "BM25, the examples, the table, and the encoder": (*PLAIN, "translated", *ENCODER),
    "all, that is with the concepts": NAMES,
    "all but the encoder and the table": (*PLAIN, "concepts"),
    "all but the encoder": (*PLAIN, "concepts", "translated"),
    "all but the table": (*PLAIN, "concepts", *ENCODER),
    "all but the examples": ("lexical", "lexical_other", "encoder_text", "concepts", "translated"),
}
NOTE = (
    "In per cent: first = answered and right, ranked = right one first whether answered or not, shown = right one among the three shown, "
    "wrong = answered and not right, refused = nothing given, of the questions that no entry answers. Weights and calibration are learnt "
    "again for each row, from the rehearsal questions."
)
THREADS = "Each row adds to the one above. Threads of the linear algebra library; `harrera serve` decides for the application."
PER_LANGUAGE = "first / shown / wrong / refused, in per cent."


class Remembered:
    """Signals that read each question once: the rows differ in what they hear of it, not in the reading."""

    def __init__(self, signals: Signals):
        self.ids, self.has_examples, self.is_sparse = signals.ids, signals.has_examples, signals.is_sparse
        self.read = cache(signals.read)


@dataclass(frozen=True)
class Only:
    """Signals of which only some are heard; the others are zero, as if they did not exist."""

    signals: Remembered
    heard: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        return self.signals.ids

    def has_examples(self, language: str | None = None) -> bool:
        return self.signals.has_examples(language)

    def is_sparse(self, language: str) -> bool:
        return self.signals.is_sparse(language)

    def read(self, text: str, language: str, as_if_absent: bool = False) -> Reading:
        whole = self.signals.read(text, language, as_if_absent)
        silent = [position for position, name in enumerate(NAMES) if name not in self.heard]
        values = whole.values.copy()
        values[:, silent] = 0.0
        outside = whole.outside if "classifier" in self.heard else 0.0
        beyond, limit = (whole.beyond, whole.limit) if set(ENCODER) <= set(self.heard) else (0.0, 0.0)
        return replace(whole, values=values, outside=outside, beyond=beyond, limit=limit)


@dataclass(frozen=True)
class Asked:
    """The development questions, each with the language that it is taken to be in."""

    questions: list[Question]
    spoken: list[str]

    def answered_by(self, matchers: dict[str, Matcher]) -> dict[str, dict[str, float]]:
        """Figures by language, each question asked in its city."""
        predictions = []
        for question, language in zip(self.questions, self.spoken):
            match = matchers[question.city].match(question.text, language)
            candidates = [{"id": c.id, "probability": c.probability} for c in match.candidates]
            predictions.append({"decision": match.decision, "candidates": candidates, "milliseconds": 0.0})
        return summarise(self.questions, predictions)


def tables() -> list[Table]:
    """One row per set of signals: in all, and by language; then the time of each kind of signal."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(data_dir=Path(folder))).open()
        own = house.settings.city
        questions = read_questions(DEVELOPMENT / "questions.jsonl", own)
        asked = Asked(questions, [house.identify(question.text)[0] or house.settings.default_language for question in questions])
        shelves = {city: Shelf(house.repository, city, house.teaching) for city in {own, *(question.city for question in questions)}}
        lessons = rehearsals(CONTENT / own / "rehearsal.jsonl")
        signals = {city: Remembered(shelf.signals) for city, shelf in shelves.items()}
        blind = {city: _without_encoder(shelf, house.teaching) for city, shelf in shelves.items()}
        summaries = {}
        for name, heard in VARIANTS.items():
            summaries[name] = _variant(heard, signals if set(ENCODER) & set(heard) else blind, own, lessons, asked)
        summaries["as shipped"] = asked.answered_by({city: Matcher(read, house.teaching.weights) for city, read in signals.items()})
        times = _times(shelves[own], house.teaching, asked)
        house.database.dispose()
    return [_in_all(summaries), _by_language(summaries), times]


def _without_encoder(shelf: Shelf, teaching: Teaching) -> Remembered:
    """Signals in which no meaning stands in for a text that is not there."""
    return Remembered(Signals(shelf.items, shelf.negatives, None, teaching.concepts, teaching.table))


def _variant(heard: tuple[str, ...], signals: dict[str, Remembered], own: str, lessons: list[Rehearsal], asked: Asked) -> dict:
    """Figures by language of some signals, with weights learnt in our own city, as the shipped ones are."""
    only = {city: Only(read, heard) for city, read in signals.items()}
    weights = learn(only[own], lessons)
    return asked.answered_by({city: Matcher(read, weights) for city, read in only.items()})


def _in_all(summaries: dict[str, dict]) -> Table:
    figures = ("first", "ranked_first", "shown", "wrong", "abstained", "refused", "calibration_error")
    rows = [(name, *(summary["all"][figure] for figure in figures)) for name, summary in summaries.items()]
    head = ("signals", "first", "ranked", "shown", "wrong", "abstained", "refused", "calibration error")
    return Table("What each signal of the matcher is worth", head, rows, NOTE)


def _by_language(summaries: dict[str, dict]) -> Table:
    languages = [language for language in next(iter(summaries.values())) if language != "all"]
    rows = [
        (name, *(" / ".join(f"{summary[language][f]:.0f}" for f in ("first", "shown", "wrong", "refused")) for language in languages))
        for name, summary in summaries.items()
    ]
    return Table("The same by language", ("signals", *languages), rows, PER_LANGUAGE)


def _times(shelf: Shelf, teaching: Teaching, asked: Asked) -> Table:
    """Each kind of signal is what it adds: texts without examples, then the examples, then the encoder."""
    items, negatives = shelf.items, shelf.negatives
    bare = [Item(item.id, {code: replace(text, examples=()) for code, text in item.texts.items()}) for item in items]
    steps = {
        "character BM25, all languages": Signals(bare, [], None).read,
        "and the examples (classifier, nearest), all languages": Signals(items, negatives, None).read,
        "and the sentence encoder": Signals(items, negatives, teaching.encoder).read,
        "and the concepts": Signals(items, negatives, teaching.encoder, teaching.concepts).read,
        "and the translation table: everything": Signals(items, negatives, teaching.encoder, teaching.concepts, teaching.table).read,
    }
    rows = []
    for name, read in steps.items():
        free = _percentiles(read, asked)
        with threadpool_limits(1):
            rows.append((name, *_percentiles(read, asked), *free))
    head = ("signals", "one thread, p50 ms", "p95 ms", "a thread per core, p50 ms", "p95 ms")
    return Table("Milliseconds to read one question", head, rows, THREADS)


def _percentiles(read: Callable, asked: Asked) -> tuple[float, float]:
    times = []
    for question, language in zip(asked.questions, asked.spoken):
        started = time.perf_counter()
        read(question.text, language)
        times.append((time.perf_counter() - started) * 1000)
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))
