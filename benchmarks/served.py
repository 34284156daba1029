"""Starts what is measured: our application as a person starts it, and a stock Rasa with its action server. Loopback only."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.paths import ENGINE_PYTHON, ROOT
from benchmarks.processes import Running, answers, resident_mb, running
from benchmarks.speed import Served
from benchmarks.stock_project import write_serving
from tests.run import encode_content

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
QUIET_LIMIT = {"HARRERA_MESSAGES_PER_MINUTE": "1000000"}


@dataclass(frozen=True, slots=True)
class Standing:
    """An assistant that answers: where, after how many seconds, and its memory (its own, what runs beside it) in MB when asked."""

    served: Served
    seconds: float
    memory: Callable[[], tuple[float, float]]
    log: Path


@contextmanager
def our_application(folder: Path, settings: dict[str, str] | None = None) -> Iterator[Standing]:
    """`harrera serve` with `folder`/data as its data folder; ready when /readyz says so, engine included.

    The published texts have their vectors before: only the first start on a machine encodes them, for minutes.
    """
    encode_content()
    command = [str(ROOT / ".venv" / "bin" / "harrera"), "serve", "--port", "0", "--data-dir", str(folder / "data")]
    with running("harrera", command, folder, QUIET_LIMIT | (settings or {})) as app:
        seconds = app.until(lambda: bool(_address(app)) and answers(f"{_address(app)}/readyz"))
        served = Served(f"{_address(app)}/api/chat", "harrera")
        yield Standing(served, seconds, lambda: resident_mb(app.process.pid), app.err)


@contextmanager
def stock_rasa(model: Path, folder: Path) -> Iterator[Standing]:
    """`rasa run` with the REST channel, and Rasa's action server beside it; ready when both answer."""
    port, action_port = _free_port(), _free_port()
    write_serving(folder, f"http://127.0.0.1:{action_port}/webhook")
    actions = [str(ENGINE_PYTHON), "-m", "rasa_sdk", "--actions", "benchmarks.engine.actions", "-p", str(action_port)]
    rasa = [str(ENGINE_PYTHON), "-m", "rasa", "run", "-m", str(model), "-i", "127.0.0.1", "-p", str(port)]
    rasa += ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "SANIC_HOST": "127.0.0.1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with running("actions", actions, folder, quiet) as beside, running("rasa", rasa, folder, quiet) as engine:
        health = (f"http://127.0.0.1:{action_port}/health", f"http://127.0.0.1:{port}/webhooks/rest/")
        seconds = engine.until(lambda: all(map(answers, health)))
        served = Served(f"http://127.0.0.1:{port}/webhooks/rest/webhook", "rasa")
        yield Standing(served, seconds, lambda: (sum(resident_mb(engine.process.pid)), sum(resident_mb(beside.process.pid))), engine.err)


def events(log: Path) -> list[dict]:
    """The events that our application logged, in order."""
    lines = (line.partition("{") for line in log.read_text(errors="replace").splitlines())
    return [json.loads(brace + rest) for _, brace, rest in lines if brace and rest.startswith('"event"')]


def _address(app: Running) -> str:
    found = ADDRESS.search(app.out.read_text(errors="replace"))
    return found.group() if found else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
