"""Part `live`: from the moment an entry or a card is published until every process answers with it, with two processes on PostgreSQL.

HARRERA_BENCHMARK_SIZES=10000 measures ten thousand: first each process encodes them, a quarter of an hour on two cores.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import numpy as np

from benchmarks import live_cards
from benchmarks.paths import ROOT
from benchmarks.processes import ONE_THREAD
from benchmarks.scale_process import changed, real_entries
from benchmarks.synthetic import CITY, LANGUAGES, entries, sizes, unheard_word
from benchmarks.tables import Table
from bot.storage.database import migrate
from knowledge_base.repository import EntryRepository
from knowledge_base.sql_repository import SqlEntryRepository
from tests.contract.storage.databases import engine_of, postgres_database

SIZES = sizes("1000")
PROCESSES, PUBLISHED = 2, 30
TOO_LONG = 60.0  # seconds
NOTE = (
    f"{PROCESSES} processes that follow one PostgreSQL database as the app does, and a third that publishes {PUBLISHED} changed entries, one after "
    "the other. Counted from before the publication until the last process finds the entry by a word it did not have before and gives its new "
    "title. Invented entries, as in the part `scale`. Each process looks at the store every 0.3 s."
)


@dataclass(frozen=True)
class Answering:
    """A process that answers questions from its own library."""

    process: subprocess.Popen

    def ask(self, text: str) -> dict:
        """Topic and title of the first candidate; empty before there is one."""
        print(json.dumps({"text": text, "language": LANGUAGES[0]}), file=self.process.stdin, flush=True)
        return self.said()

    def said(self) -> dict:
        return json.loads(self.process.stdout.readline())


def tables() -> list[Table]:
    """One row per number of entries; one for each kind of change of a card."""
    head = ("entries", "p50 s", "p95 s", "longest s")
    entries = Table("From published to answered", head, [(size, *_measure(size)) for size in SIZES], NOTE)
    return [entries, live_cards.table(lambda url: _answering(url, "benchmarks.live_cards_process"))]


def _measure(size: int) -> tuple[float, ...]:
    with postgres_database() as url, engine_of(url) as engine, ExitStack() as stack:
        migrate(engine)
        repository = SqlEntryRepository(engine)
        repository.save(entries(real_entries(), size))
        processes = [stack.enter_context(_answering(url)) for _ in range(PROCESSES)]
        for answering in processes:
            answering.said()  # it is ready
        chosen = random.Random(size).sample(repository.entries(CITY), PUBLISHED)
        times = [_seconds(repository, processes, entry, unheard_word(f"entry {number}")) for number, entry in enumerate(chosen)]
    return tuple(float(share) for share in np.percentile(times, (50, 95, 100)))


def _seconds(repository: EntryRepository, processes: list[Answering], entry, word: str) -> float:
    newer = changed(entry, word)
    wanted = {"topic": entry.id, "title": newer.texts[LANGUAGES[0]].title}
    started = time.perf_counter()
    repository.save([newer])
    for answering in processes:
        while answering.ask(word) != wanted:
            if time.perf_counter() - started > TOO_LONG:
                raise TimeoutError("a published entry was not answered")
            time.sleep(0.01)
    return time.perf_counter() - started


@contextmanager
def _answering(url: str, process: str = "benchmarks.live_process") -> Iterator[Answering]:
    command = [sys.executable, "-m", process, url]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | ONE_THREAD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield Answering(process)
        finally:
            process.terminate()
