"""Nothing of ours calls out, the training neither: Rasa's reports to its makers are off, whatever the machine says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def reports(before: str, home: Path) -> str:
    """Whether Rasa would report when it trains, in a process and a home of its own that say nothing about it."""
    code = f"{before}; from rasa import telemetry; telemetry.initialize_telemetry(); print(telemetry.is_telemetry_enabled())"
    own = {name: value for name, value in os.environ.items() if not name.startswith("RASA_")} | {"HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=own, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def test_training_reports_to_nobody(tmp_path):
    assert reports("from nlu.train import tell_nobody; tell_nobody()", tmp_path) == "False"


def test_it_would_without_our_word(tmp_path):
    assert reports("import nlu.train", tmp_path) == "True"
