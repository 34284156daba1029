"""Processes that the benchmark starts: each with its children in a group of its own, stopped when the measuring ends, however it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.paths import ROOT

PATIENCE = 300.0  # seconds for the slowest of them to be ready on a busy machine
ONE_THREAD = {
    name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS")
}


class NotReady(Exception):
    """A process died or did not answer in time; the message names the program only."""


@dataclass(frozen=True)
class Running:
    """A process, when it was started, and the files with what it printed."""

    process: subprocess.Popen
    started: float
    out: Path
    err: Path

    def until(self, ready: Callable[[], bool]) -> float:
        """Seconds from its start until `ready()`. Raises NotReady."""
        while time.monotonic() - self.started < PATIENCE:
            if self.process.poll() is not None:
                raise NotReady(f"{Path(self.process.args[0]).name} ended with status {self.process.returncode}")
            if ready():
                return time.monotonic() - self.started
            time.sleep(0.05)
        raise NotReady(f"{Path(self.process.args[0]).name} was not ready in {PATIENCE:.0f} s")


@contextmanager
def running(name: str, command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Iterator[Running]:
    """`command` in the repository's root; what it prints goes to `folder`/`name`.out and .err."""
    out, err = folder / f"{name}.out", folder / f"{name}.err"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | (environment or {}), stdout=to_out, stderr=to_err, start_new_session=True
        )
        try:
            yield Running(process, time.monotonic(), out, err)
        finally:
            died = process.poll()
            _stop(process)
            if died is not None:
                raise NotReady(f"{name} ended with status {died} while it was measured")


def answers(url: str) -> bool:
    """Whether `url` gives 200 at this moment."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def resident_mb(pid: int) -> tuple[float, float]:
    """Resident memory of a process and of everything it started, in MB."""
    own = _resident(pid)
    return own, sum((sum(resident_mb(child)) for child in _children(pid)), 0.0)


def _stop(process: subprocess.Popen) -> None:
    """Kindly first; whatever is left of its group is killed, so that nothing outlives the benchmark."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(15)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:  # it ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def _children(pid: int) -> list[int]:
    return [int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text().split()]
