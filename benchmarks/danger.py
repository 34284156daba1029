"""Part `danger`: how many people in danger the detector finds, and how often it alarms without need, per language and kind."""

import time

import numpy as np

from benchmarks.sentences import Line, by_language, dangers, ordinary
from benchmarks.tables import Table
from bot.safety import DangerDetector
from matching.language import LanguageIdentification
from matching.normalisation import clean

NOTE = "`found`: a card is shown, whatever its kind. `kind`: of those found, the right one (`other` has none). A miss is the gravest error."


def tables() -> list[Table]:
    """Per language, then per kind."""
    started = time.perf_counter()
    detector = DangerDetector.load()
    loading = time.perf_counter() - started
    identify = LanguageIdentification()
    in_danger, safe, times = dangers(), ordinary(), []

    def detect(line: Line) -> str | None:
        text = clean(line.text)
        language = identify(text)[0] or line.language
        begun = time.perf_counter()
        found = detector.detect(text, language)
        times.append((time.perf_counter() - begun) * 1000)
        return str(found) if found else None

    found, alarms = [detect(line) for line in in_danger], [detect(line) for line in safe]
    p50, p95 = np.percentile(times, (50, 95))
    note = f"{NOTE} Loading {loading:.1f} s; p50 {p50:.2f} ms, p95 {p95:.2f} ms a message."
    return [_by_language(in_danger, found, safe, alarms, note), _by_kind(in_danger, found)]


def _by_language(in_danger: list[Line], found: list, safe: list[Line], alarms: list, note: str) -> Table:
    rows, quiet = [], by_language(safe)
    for language, positions in by_language(in_danger).items():
        hits = [n for n in positions if found[n]]
        judged = [n for n in hits if in_danger[n].label != "other"]
        kinds = _share(sum(found[n] == in_danger[n].label for n in judged), len(judged))
        false = sum(alarms[n] is not None for n in quiet[language])
        recall = _share(len(hits), len(positions))
        rows.append((language, len(positions), recall, kinds, len(quiet[language]), false, _share(false, len(quiet[language]))))
    head = ("language", "in danger", "found %", "kind %", "ordinary", "false alarms", "false alarms %")
    return Table("Danger found", head, rows, note)


def _by_kind(in_danger: list[Line], found: list) -> Table:
    kinds = {kind: [n for n, line in enumerate(in_danger) if line.label == kind] for kind in sorted({line.label for line in in_danger})}
    rows = [(kind, len(ns), sum(found[n] is not None for n in ns), sum(found[n] == kind for n in ns)) for kind, ns in kinds.items()]
    return Table("Danger found, by kind", ("kind", "in danger", "found", "found with this kind"), rows)


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else float("nan")
