"""Started processes: what they started goes with them, and a dead one is not waited for."""

import sys
import time
from pathlib import Path

import pytest

from benchmarks.processes import NotReady, running

PARENT = "import subprocess, sys, time; c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print(c.pid, flush=True); {}"


def child_of(process) -> int:
    process.until(lambda: process.out.read_text().strip().isdecimal())
    return int(process.out.read_text())


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0]
        except FileNotFoundError:
            return True
        if state == "Z":  # ended, only not yet noticed by its parent
            return True
        time.sleep(0.02)
    return False


def test_what_a_process_started_ends_with_it(tmp_path):
    with running("parent", [sys.executable, "-c", PARENT.format("time.sleep(60)")], tmp_path) as parent:
        child = child_of(parent)
    assert gone(child)


def test_a_process_that_ended_is_not_waited_for(tmp_path):
    with pytest.raises(NotReady, match="status 3"), running("parent", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path) as parent:
        parent.until(lambda: False)


def test_a_process_that_died_while_measured_spoils_the_measuring(tmp_path):
    with pytest.raises(NotReady, match="while it was measured"), running("parent", [sys.executable, "-c", ""], tmp_path) as parent:
        parent.process.wait()
