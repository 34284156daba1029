"""What is said about migrants sets off no emergency: shares over the rumour messages, which nobody trains on. Never the texts."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from bot.safety import DangerDetector

RUMOURS = Path(__file__).parent / "development" / "rumours.jsonl"
RUMOUR = ("said", "question", "tweet", "headline", "two")
# Per cent of alarms, at most. Measured 5.9, 11.8, 15.9 and 7.1, six of 84 (before there were examples of hearsay: 28.1, 91.2, 35.2 and 9.5).
AT_MOST = {"rumour": 6, "chain": 15, "mixed": 20, "orientation": 8}


@pytest.fixture(scope="module")
def alarms() -> dict[str, float]:
    """Share of messages with an alarm, in per cent, by kind; all kinds that are a rumour and no more are `rumour`."""
    detector, hits = DangerDetector.load(), defaultdict(list)
    for line in map(json.loads, RUMOURS.read_text(encoding="utf-8").splitlines()):
        kind = "rumour" if line["kind"] in RUMOUR else line["kind"]
        hits[kind].append(detector.detect(line["text"], line["language"]) is not None)
    assert len(hits["rumour"]) > 500 and len(hits["chain"]) > 30
    return {kind: round(100 * sum(found) / len(found), 1) for kind, found in hits.items()}


@pytest.mark.parametrize(("kind", "most"), AT_MOST.items())
def test_rumours_raise_no_alarm(alarms: dict[str, float], kind: str, most: int, capsys) -> None:
    with capsys.disabled():
        print(f"\n  [alarms over rumours, {kind}: {alarms[kind]} %]", end="")
    assert alarms[kind] <= most
