"""`python -m benchmarks [PART] [--write]`: measure all parts or one, print tables, and keep them in docs/benchmarks.md."""

import argparse
import importlib
import signal
import sys

from benchmarks import report
from benchmarks.machine import measured_on
from benchmarks.paths import PAGE
from benchmarks.tables import Table

PARTS = {
    "path": "The whole path of a message",
    "stock": "Beside a stock Rasa",
    "acts": "The classifier of acts",
    "matching": "The matcher",
    "rivals": "Questions beside others",
    "across": "Across languages",
    "talks": "Dialogues",
    "danger": "The danger detector",
    "rumours": "The rumours room",
    "lookup": "Looking up as an agent types",
    "scale": "Many entries",
    "live": "Live at once",
    "console": "The pages of staff",
    "load": "People on three channels",
    "load_scaled": "The same, with several processes",
}


def main(arguments: list[str] | None = None) -> int:
    """Print each part's tables as soon as they are measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part; all when left out")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in docs/{PAGE.name}")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything it started is stopped on the way out
    measured: dict[str, list[Table]] = {}
    circumstances: dict[str, str] = {}
    for part in [given.part] if given.part else PARTS:
        circumstances[part] = measured_on()
        print(f"\n· {PARTS[part]}\n  {circumstances[part]}\n", flush=True)
        measured[part] = importlib.import_module(f"benchmarks.{part}").tables()
        print("\n\n".join(table.as_text() for table in measured[part]), flush=True)
        if given.write:
            report.write(PAGE, PARTS, {part: measured[part]}, circumstances)
    return 0


if __name__ == "__main__":
    sys.exit(main())
