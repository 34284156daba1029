"""Part `load`: people on the three channels at once, through stand-ins for the platforms: how many messages a second, for how long.

HARRERA_BENCHMARK_SECONDS says for how long (default: ten minutes). The rate is found first: it grows while 95 of a hundred messages are
answered within a second, and the long run is made at four fifths of the last good one.
Part `load_scaled` (or HARRERA_BENCHMARK_PROFILE=scaled) measures two apps and two engines behind nginx, on a PostgreSQL and a Redis of their own.
HARRERA_BENCHMARK_URL measures an installation that runs already and was started with the settings that are printed.
"""

import asyncio
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.people import CHANNELS, Heard, World, world
from benchmarks.processes import resident_mb
from benchmarks.sentences import answerable
from benchmarks.served import QUIET_LIMIT, our_application
from benchmarks.tables import Table
from tests.e2e.programs import Program
from tests.e2e.scaled import scaled
from tests.run import encode_content

SECONDS = float(os.environ.get("HARRERA_BENCHMARK_SECONDS", "600"))
RATES = (2, 3, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)  # messages a second
STEP_SECONDS = 15.0
GOOD = 1000.0  # milliseconds within which 95 of a hundred are answered
HEAD = ("messages/s", "channel", "messages", "answered p50 ms", "answered p95 ms", "acknowledged p95 ms", "not answered")
NOTE = (
    "Development questions in five languages at random moments, each channel a third of them; people write again once answered. Answered: until "
    "the platform has the first message of the answer. Acknowledged: until the platform has our 200; on the page both are the same. The people "
    "and both stand-ins run on the same cores as what is measured. The last run is the long one: four fifths of the best rate."
)
FAULTS_NOTE = "Not answered: not within a minute. Sent twice: the same message to the same person after one question."
MEMORY_NOTE = "Resident memory (RSS), every process of the house; sampled every 2 s of the long run, mean of each quarter."


def tables(profile: str = os.environ.get("HARRERA_BENCHMARK_PROFILE", "embedded")) -> list[Table]:
    """The steps and the long run; memory in the quarters of the long run when the house is ours."""
    with world() as people, _house(people, profile) as (url, memory):
        texts = [line.text for line in answerable()]
        np.random.default_rng(7).shuffle(texts)
        steps = asyncio.run(_steps(people, url, texts))
        best = max((rate for rate, heard in steps if is_good(heard)), default=RATES[0])
        with _sampled(memory) as samples:
            last = asyncio.run(people.load(url, texts, best * 0.8, SECONDS))
        steps.append((best * 0.8, last))
        wrong = faults([heard for _, heard in steps], people.twice)
    found = [Table("People on three channels", HEAD, [row for rate, heard in steps for row in rows(rate, heard)], NOTE)]
    return [*found, wrong, *([quarters(samples)] if samples else [])]


async def _steps(people: World, url: str, texts: list[str]) -> list[tuple[float, list[Heard]]]:
    """Each rate until one is too much."""
    await people.load(url, texts, RATES[0], STEP_SECONDS)  # warm
    found: list[tuple[float, list[Heard]]] = []
    for rate in RATES:
        found.append((rate, await people.load(url, texts, rate, STEP_SECONDS)))
        if not is_good(found[-1][1]):
            break
    return found


def is_good(heard: list[Heard]) -> bool:
    """Everything was answered, and 95 of a hundred in time."""
    answered = [each.answered for each in heard if each.answered is not None]
    return bool(answered) and len(answered) == len(heard) and float(np.percentile(answered, 95)) <= GOOD


def rows(rate: float, heard: list[Heard]) -> list[tuple]:
    """One for each channel, and one for all."""
    return [_row(rate, name, [h for h in heard if name in ("all", h.channel)]) for name in (*CHANNELS, "all")]


def _row(rate: float, name: str, heard: list[Heard]) -> tuple:
    answered = [each.answered for each in heard if each.answered is not None]
    acknowledged = [each.acknowledged for each in heard if each.acknowledged is not None]
    p50, p95 = (float(np.percentile(answered, share)) if answered else float("nan") for share in (50, 95))
    return (
        float(rate),
        name,
        len(heard),
        p50,
        p95,
        float(np.percentile(acknowledged, 95)) if acknowledged else float("nan"),
        len(heard) - len(answered),
    )


def faults(runs: list[list[Heard]], twice: int) -> Table:
    """What must not happen, at whatever rate."""
    everything = [each for heard in runs for each in heard]
    counts = {
        "messages": len(everything),
        "not acknowledged": sum(each.acknowledged is None for each in everything),
        "not answered": sum(each.answered is None for each in everything),
        "sent twice": twice,
    }
    return Table("In all these runs", ("what", "how many"), list(counts.items()), FAULTS_NOTE)


def quarters(samples: list[tuple[float, float]]) -> Table:
    """(app, engine) in MB, one after the other."""
    parts = np.array_split(np.array(samples), 4)
    shown = [(f"quarter {number}", *(float(mean) for mean in part.mean(axis=0))) for number, part in enumerate(parts, 1) if len(part)]
    return Table("Memory while people write", ("when", "app, MB", "engine, MB"), shown, MEMORY_NOTE)


@contextmanager
def _house(people: World, profile: str) -> Iterator[tuple[str, Callable[[], tuple[float, float]] | None]]:
    """(address, memory). Ours, or one that runs already."""
    if url := os.environ.get("HARRERA_BENCHMARK_URL"):
        input(f"Start the installation with {json.dumps(people.settings)}, then press Enter. ")
        yield url, None
        return
    if profile == "scaled":
        encode_content()  # else two apps do it at once, for longer than anybody waits for a start
        with tempfile.TemporaryDirectory() as name, scaled(Path(name) / "house", **QUIET_LIMIT, **people.settings) as house:
            yield house.url, lambda: (_resident(house.apps), _resident(house.engines))
        return
    with tempfile.TemporaryDirectory() as name, our_application(Path(name), people.settings) as app:
        yield app.served.url.removesuffix("/api/chat"), app.memory


def _resident(programs: list[Program]) -> float:
    """MB of all of them."""
    return sum(sum(resident_mb(each.process.pid)) for each in programs)


@contextmanager
def _sampled(memory: Callable[[], tuple[float, float]] | None) -> Iterator[list[tuple[float, float]]]:
    """A sample every two seconds, while the block lasts."""
    samples, over = [], threading.Event()

    def sample() -> None:
        while memory and not over.wait(2.0):
            samples.append(memory())

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()
