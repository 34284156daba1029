"""The script that makes both environments says so where there is no Python for one of them, and makes none with another Python."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT

TOOLS = ("bash", "cat", "cut", "dirname", "sed", "sha256sum")  # all that it needs until it asks for a Python
UV = '#!/bin/sh\necho "$@" >>"$(dirname "$0")/asked"\n[ "$1" != python ] || {answer}\n'


@pytest.fixture
def machine(tmp_path):
    """A repository with what the script reads, and a PATH with a uv that only writes down what it was asked, and no Python."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool))
    for name in ("deploy/bootstrap.sh", "pyproject.toml", "requirements.lock", "nlu/requirements.lock"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def bootstrap(machine: Path, answer: str) -> tuple[int, list[str]]:
    """(exit status, the words with which uv was called first)."""
    uv = machine / "bin" / "uv"
    uv.write_text(UV.replace("{answer}", answer))
    uv.chmod(0o755)
    own = {"PATH": str(machine / "bin"), "HOME": str(machine)}
    done = subprocess.run(["bash", "deploy/bootstrap.sh"], cwd=machine, env=own, stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode, [line.split()[0] for line in (machine / "bin" / "asked").read_text().splitlines()]


def test_no_environment_is_made_with_a_python_that_was_not_found(machine):
    status, asked = bootstrap(machine, "exit 1")

    assert status != 0 and set(asked) == {"python"}


def test_python_that_uv_installs_is_used(machine):
    _, asked = bootstrap(machine, 'echo "found"')

    assert "venv" in asked
