"""How well rumours are recognised in messages with known answers: the figures of `harrera evaluate` for lines that say a rumour."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.errors import BadInput

FIGURES = (
    "n",
    "first",
    "ranked_first",
    "shown",
    "wrong",
    "abstained",
    "two",
    "both_of_two",
    "others",
    "answered",
    "mixed",
    "both",
    "p50",
    "p95",
)


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the file; `rumours` is empty when no rumour may be answered, `topics` when it holds no question of ours."""

    id: str
    text: str
    language: str
    rumours: frozenset[str]
    topics: frozenset[str]
    kind: str
    city: str


def is_about_rumours(file: Path) -> bool:
    """Whether the lines of a file say which rumours are acceptable."""
    with file.open(encoding="utf-8") as lines:
        return '"acceptable_rumours"' in next(lines, "")


def read_messages(file: Path, city: str) -> list[Message]:
    """Messages of a JSON lines file; `city` for lines without one. Raises BadInput with the line's number."""
    messages = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            read = json.loads(line)
            rumours, topics = (_wanted(read, *keys) for keys in (("rumour", "acceptable_rumours"), ("topic", "acceptable")))
            language, kind, own_city = read.get("language") or "", read.get("kind") or "", read.get("city") or city
            messages.append(Message(str(read["id"]), read["text"], language, rumours, topics, kind, own_city))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"{file.name}:{number}: not an evaluation line ({type(error).__name__})") from error
    return messages


def summarise(messages: list[Message], predictions: list[dict], by: str = "language") -> dict[str, dict[str, float]]:
    """Figures per language (or `kind`) and in `all`, shares in per cent.

    first: answered, and the first rumour is right. ranked_first: the first candidate is right, answered or not. shown: a right one among
    at most three that are answered or offered. wrong: answered, and not right. abstained: nothing shown. both_of_two: of messages with
    two rumours, both answered. answered: of the `others`, which carry no rumour, those answered with one. both: of the `mixed`, a right
    rumour and a right entry.
    """
    groups = defaultdict(list)
    for message, prediction in zip(messages, predictions, strict=True):
        for group in (getattr(message, by), "all"):
            groups[group].append((message, prediction))
    return {group: _figures(groups[group]) for group in sorted(groups, key=lambda g: (g == "all", g))}


def _figures(pairs: list[tuple[Message, dict]]) -> dict[str, float]:
    said = [(m, p) for m, p in pairs if m.rumours]
    others = [p for m, p in pairs if not m.rumours]
    mixed = [(m, p) for m, p in said if m.topics]
    two = [(m, p) for m, p in said if m.kind == "two"]
    times = [p["milliseconds"] for _, p in pairs]
    return {
        "n": len(said),
        "first": _share(p["decision"] == "answer" and _first_right(m, p) for m, p in said),
        "ranked_first": _share(_first_right(m, p) for m, p in said),
        "shown": _share(p["decision"] != "none" and any(c["id"] in m.rumours for c in p["candidates"][:3]) for m, p in said),
        "wrong": _share(p["decision"] == "answer" and not _first_right(m, p) for m, p in said),
        "abstained": _share(p["decision"] == "none" for _, p in said),
        "two": len(two),
        "both_of_two": _share(m.rumours <= set(p["answered"]) for m, p in two),
        "others": len(others),
        "answered": _share(p["decision"] == "answer" for p in others),
        "mixed": len(mixed),
        "both": _share(p["decision"] == "answer" and _first_right(m, p) and p["topic"] in m.topics for m, p in mixed),
        "p50": round(float(np.percentile(times, 50)), 2),
        "p95": round(float(np.percentile(times, 95)), 2),
    }


def _wanted(read: dict, one: str, several: str) -> frozenset[str]:
    return frozenset(read.get(several) or []) | ({read[one]} if read.get(one) else set())


def _first_right(message: Message, prediction: dict) -> bool:
    return bool(prediction["candidates"]) and prediction["candidates"][0]["id"] in message.rumours


def _share(hits: Iterable[bool]) -> float:
    hits = list(hits)
    return round(100 * sum(hits) / len(hits), 1) if hits else float("nan")
