"""Part `scale`: one match over a thousand and ten thousand entries, and how long a changed one takes to be live.

HARRERA_BENCHMARK_SIZES=1000,10000,100000 measures a hundred thousand too: half an hour, and 11 GB.
"""

import json
import os
import subprocess
import sys

from benchmarks.paths import ROOT
from benchmarks.processes import ONE_THREAD
from benchmarks.synthetic import LANGUAGES, LINES, QUESTIONS, sizes
from benchmarks.tables import Table

SIZES = sizes("1000,10000")
NOTE = (
    f"Invented entries, made by recombining the sentences of the real ones: {len(LANGUAGES)} languages ({', '.join(LANGUAGES)}), in each {QUESTIONS} "
    f"example questions and {LINES} sentences. One thread. `processor`: time of the processor alone, which a busy machine does not change. "
    "Right: of 200 questions, the entry meant comes first. Live: from the change in the store to the state that answers with it, read and "
    "patched; a process looks at the store every 0.3 s (see the part `live`). The vectors of the entries are invented, so the fit is without "
    "their encoding, once for each of 20 texts an entry; what is asked is encoded."
)
HEAD = ("entries", "fit, s", "memory, MB", "p50 ms", "p95 ms", "processor p50", "processor p95", "right, %", "live, p50 s", "live, p95 s")


def tables() -> list[Table]:
    """One row per size, each measured in a process of its own."""
    return [Table("One match, by the number of entries", HEAD, [_row(size) for size in SIZES], NOTE)]


def _row(size: int) -> tuple[float, ...]:
    command = [sys.executable, "-m", "benchmarks.scale_process", str(size)]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | ONE_THREAD, capture_output=True, text=True, timeout=7200, check=True)
    found = json.loads(run.stdout)
    return (size, *(float(found[name]) for name in ("fit", "memory", "p50", "p95", "cpu50", "cpu95", "right", "live50", "live95")))
