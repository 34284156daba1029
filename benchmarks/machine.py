"""The machine in plain words: enough to judge a figure by, nothing that names whose machine it is."""

import os
import platform
from datetime import date
from pathlib import Path


def measured_on() -> str:
    """Date, cores, memory and how busy the machine was when the measuring began."""
    busy = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    return (
        f"Measured on {date.today():%d.%m.%Y}: {cores} cores ({platform.machine()}), {_memory_gb():.0f} GB of memory, Linux, "
        f"Python {platform.python_version()} for the app, 3.10 for Rasa; load {busy:.1f} before it began."
    )


def _memory_gb() -> float:
    total = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return int(total.split()[1]) / 1024**2
