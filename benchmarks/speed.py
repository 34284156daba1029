"""How fast a served assistant answers: p50, p95 and messages a second at several numbers of people at once."""

import json
import random
import statistics
import subprocess
import sys
from dataclasses import dataclass

import numpy as np

from benchmarks.paths import ROOT
from benchmarks.sentences import answerable

PEOPLE = (1, 8, 32)
MESSAGES = {1: 200, 8: 350, 32: 350}
WARMING = 40
SEED = 7
MOST_FAILED = 0.02  # as a share


class Unanswered(Exception):
    """The assistant stopped answering while it was measured."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where an assistant answers, and in which protocol of `benchmarks.asking`."""

    url: str
    protocol: str


@dataclass(frozen=True, slots=True)
class Speed:
    """p50 and p95 in milliseconds and messages per second of those answered, and how many of all `messages` were not."""

    p50: float
    p95: float
    rate: float
    messages: int
    failed: int


def warm(served: Served) -> None:
    """A few questions that do not count."""
    measure(served, people=4, round_number=-1, count=WARMING)


def measure(served: Served, people: int, round_number: int, count: int | None = None) -> Speed:
    """Development questions in an order that depends on the round only, so that all assistants hear the same."""
    texts = [line.text for line in answerable()]
    random.Random(SEED + round_number).shuffle(texts)
    texts = texts[: count or MESSAGES[people]]
    job = {"url": served.url, "protocol": served.protocol, "texts": texts, "people": people}
    command = [sys.executable, "-m", "benchmarks.asking"]
    run = subprocess.run(command, cwd=ROOT, input=json.dumps(job), capture_output=True, text=True, timeout=600, check=True)
    return _speed(json.loads(run.stdout))


def middle(speeds: list[Speed]) -> Speed:
    """The median of several rounds, figure by figure; failures are added up."""
    p50, p95, rate = (statistics.median(getattr(speed, name) for speed in speeds) for name in ("p50", "p95", "rate"))
    return Speed(p50, p95, rate, sum(speed.messages for speed in speeds), sum(speed.failed for speed in speeds))


def _speed(run: dict) -> Speed:
    answered, failed = len(run["milliseconds"]), run["failed"]
    if failed > MOST_FAILED * (answered + failed):
        raise Unanswered(f"{failed} of {answered + failed} messages got no answer: no figure means anything")
    p50, p95 = (float(share) for share in np.percentile(run["milliseconds"], (50, 95)))
    return Speed(p50, p95, answered / run["seconds"], answered + failed, failed)
