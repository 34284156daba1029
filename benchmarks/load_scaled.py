"""Part `load_scaled`: the same people before an installation of several processes (benchmarks/load.py)."""

from benchmarks import load
from benchmarks.tables import Table


def tables() -> list[Table]:
    return load.tables("scaled")
