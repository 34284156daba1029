"""`python -m benchmarks.scale_process N`: fits N invented entries and prints what it cost as one line of JSON."""

import json
import random
import resource
import sys
import time
from dataclasses import replace

import numpy as np

from benchmarks.invented_vectors import InventedVectors
from benchmarks.synthetic import CITY, LANGUAGES, entries, question, unheard_word
from bot.bootstrap.foundations import CONTENT
from knowledge_base.content_check import check_folder
from knowledge_base.entry import Entry
from knowledge_base.lexicon import shipped_lexicon
from knowledge_base.library import Shelf, Teaching
from knowledge_base.repository import MemoryEntryRepository
from matching.encoder import load_encoder
from matching.translation.table import shipped_table
from matching.weights import shipped_weights

ASKED, CHANGED = 200, 20


def main(size: int) -> dict[str, float]:
    """Seconds, megabytes, milliseconds and per cent by name."""
    repository = MemoryEntryRepository()
    repository.save(entries(real_entries(), size))
    vectors = InventedVectors(load_encoder())
    teaching = Teaching(shipped_weights(), vectors, shipped_lexicon().finder(), table=shipped_table())
    started = time.perf_counter()
    shelf = Shelf(repository, CITY, teaching)
    fit = time.perf_counter() - started
    chosen = random.Random(size).sample(repository.entries(CITY), ASKED)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"fit": fit, "memory": memory} | _asked(shelf, chosen) | _changed(shelf, repository, chosen[:CHANGED])


def real_entries() -> list[Entry]:
    """All that we have, of every city."""
    return [entry for content in check_folder(CONTENT).must_be_clean() for entry in content.entries]


def changed(entry: Entry, word: str) -> Entry:
    """The same with a new title and one more question, in each language."""
    texts = {
        code: replace(text, title=f"{text.title} {word}", questions=(*text.questions, f"{word} {text.questions[0]}"))
        for code, text in entry.texts.items()
    }
    return replace(entry, texts=texts)


def _asked(shelf: Shelf, chosen: list[Entry]) -> dict[str, float]:
    times, processor, right = [], [], 0
    for number, entry in enumerate(chosen):
        language = LANGUAGES[number % len(LANGUAGES)]
        asked = question(entry, language)
        started, worked = time.perf_counter(), time.process_time()
        match = shelf.matcher.match(asked, language)
        times.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - worked) * 1000)
        right += bool(match.candidates) and match.candidates[0].id == entry.id
    (p50, p95), (cpu50, cpu95) = (np.percentile(measured, (50, 95)) for measured in (times, processor))
    return {"p50": p50, "p95": p95, "cpu50": cpu50, "cpu95": cpu95, "right": 100 * right / len(chosen)}


def _changed(shelf: Shelf, repository: MemoryEntryRepository, chosen: list[Entry]) -> dict[str, float]:
    times = []
    for number, entry in enumerate(chosen):
        word = unheard_word(f"entry {number}")
        repository.save([changed(entry, word)])
        started = time.perf_counter()
        newer = shelf.patched()
        assert newer is not None and newer.matcher.match(word, LANGUAGES[0]).candidates[0].id == entry.id
        times.append(time.perf_counter() - started)
        shelf = newer
    live50, live95 = np.percentile(times, (50, 95))
    return {"live50": live50, "live95": live95}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
