"""Trained engines for comparison, kept under var/benchmarks by the hash of everything they are made of."""

import hashlib
import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.paths import ENGINE_PYTHON, KEPT, ROOT
from benchmarks.processes import ONE_THREAD

NO_POLICIES = "-"
LONGEST_TRAINING = 3600  # seconds; a DIET that takes longer than an hour is not worth waiting for


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and what making it cost: `seconds` on the clock and `cpu_seconds` of work (less moved by other work on the machine),

    `peak_mb` resident at most. `kept` means trained in an earlier run.
    """

    path: Path
    seconds: float
    cpu_seconds: float
    peak_mb: int
    kept: bool


def trained(name: str, config: Path, data: Path, domain: Path | None, also: list[Path] = ()) -> Trained:
    """The model of these ingredients, trained now unless an earlier run did. Raises TrainingFailed.

    `also`: files that change the model without being named in the project (our components and their terms).
    """
    path = KEPT / f"{name}-{_digest([config, *([domain] if domain else []), *_files(data), *also])}.tar.gz"
    record = path.with_name(path.name.replace(".tar.gz", ".json"))
    if path.exists() and record.exists():
        return Trained(path, **json.loads(record.read_text()), kept=True)
    cost = _train(path, config, data, domain)
    record.write_text(json.dumps(cost))
    return Trained(path, **cost, kept=False)


class TrainingFailed(Exception):
    """Rasa made no model; the message holds the last lines it printed, none of which is a training sentence."""


def asked(module: str, model: Path, lines: Iterable[dict[str, str]], seconds: float) -> Any:
    """What `module` of `benchmarks.engine`, run with the model in a process of its own, says of the lines.

    One thread per library, as the engine is served; the texts go through a pipe only. Raises CalledProcessError, TimeoutExpired.
    """
    command = [str(ENGINE_PYTHON), "-m", f"benchmarks.engine.{module}", str(model)]
    environment = {"PATH": "/usr/bin:/bin", **ONE_THREAD}
    written = "".join(json.dumps(line) + "\n" for line in lines)
    run = subprocess.run(command, cwd=ROOT, input=written, capture_output=True, text=True, timeout=seconds, env=environment, check=True)
    return json.loads(run.stdout.splitlines()[-1])


def _train(path: Path, config: Path, data: Path, domain: Path | None) -> dict:
    KEPT.mkdir(parents=True, exist_ok=True)
    older = list(KEPT.glob(f"{path.name.rsplit('-', 1)[0]}-*"))
    name = path.name.removesuffix(".tar.gz")
    arguments = [config, data, domain or NO_POLICIES, KEPT, name]
    command = [str(ENGINE_PYTHON), "-m", "benchmarks.engine.training", *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_TRAINING)
    if run.returncode != 0 or not path.exists():
        raise TrainingFailed("\n".join(run.stderr.splitlines()[-5:]))
    for old in older:
        old.unlink()
    return json.loads(run.stdout.splitlines()[-1])


def _files(data: Path) -> list[Path]:
    return sorted(data.rglob("*.yml"))


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
