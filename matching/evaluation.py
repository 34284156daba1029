"""How well a matcher does on questions with known answers: the figures of `harrera evaluate`."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.errors import BadInput

FIGURES = ("n", "first", "ranked_first", "shown", "wrong", "abstained", "outside", "refused", "calibration_error", "p50", "p95")
BINS = 10


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the file; `acceptable` is empty when nothing may be answered."""

    id: str
    text: str
    language: str
    acceptable: frozenset[str]
    city: str


def read_questions(file: Path, city: str) -> list[Question]:
    """Questions of a JSON lines file; `city` for lines without one. Raises BadInput with the line's number."""
    questions = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
            wanted = read.get("topic") or read.get("rumour")
            acceptable = frozenset(read.get("acceptable") or []) | ({wanted} if wanted else set())
            questions.append(Question(str(read["id"]), read["text"], read.get("language") or "", acceptable, read.get("city") or city))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"{file.name}:{number}: not an evaluation line ({type(error).__name__})") from error
    return questions


def summarise(questions: list[Question], predictions: list[dict]) -> dict[str, dict[str, float]]:
    """Figures per language and in `all`, shares in per cent.

    first: answered, and right. ranked_first: the first candidate is right, answered or not. shown: a right one among at most three
    that are shown. wrong: answered, and not right. abstained: nothing shown. refused: nothing answered nor offered, of the `outside`
    questions. calibration_error: expected calibration error of the first candidate in points, 10 bins (Naeini et al. 2015).
    """
    groups = defaultdict(list)
    for question, prediction in zip(questions, predictions, strict=True):
        for group in (question.language, "all"):
            groups[group].append((question, prediction))
    return {group: _figures(groups[group]) for group in sorted(groups, key=lambda g: (g == "all", g))}


def _figures(pairs: list[tuple[Question, dict]]) -> dict[str, float]:
    inside = [(q, p) for q, p in pairs if q.acceptable]
    outside = [p for q, p in pairs if not q.acceptable]
    times = [p["milliseconds"] for _, p in pairs]
    return {
        "n": len(inside),
        "first": _share(p["decision"] == "answer" and _first_right(q, p) for q, p in inside),
        "ranked_first": _share(_first_right(q, p) for q, p in inside),
        "shown": _share(p["decision"] != "none" and any(c["id"] in q.acceptable for c in p["candidates"][:3]) for q, p in inside),
        "wrong": _share(p["decision"] == "answer" and not _first_right(q, p) for q, p in inside),
        "abstained": _share(p["decision"] == "none" for _, p in inside),
        "outside": len(outside),
        "refused": _share(p["decision"] == "none" for p in outside),
        "calibration_error": _calibration_error(pairs),
        "p50": round(float(np.percentile(times, 50)), 2),
        "p95": round(float(np.percentile(times, 95)), 2),
    }


def _first_right(question: Question, prediction: dict) -> bool:
    return bool(prediction["candidates"]) and prediction["candidates"][0]["id"] in question.acceptable


def _share(hits) -> float:
    hits = list(hits)
    return round(100 * sum(hits) / len(hits), 1) if hits else float("nan")


def _calibration_error(pairs: list[tuple[Question, dict]]) -> float:
    said = np.array([p["candidates"][0]["probability"] if p["candidates"] else 0.0 for _, p in pairs])
    right = np.array([_first_right(q, p) for q, p in pairs], dtype=float)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any()]
    return round(100 * float(sum(gaps)), 1)


def summary_table(summary: dict[str, dict[str, float]], shown: Sequence[str] = FIGURES) -> str:
    """The figures as a table for people."""
    head = ("language", *shown)
    rows = [head, *((name, *(f"{figures[figure]:g}" for figure in shown)) for name, figures in summary.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths)) for row in rows)
