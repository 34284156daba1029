"""Importing a module does nothing: no file written, no connection, no process, no line printed."""

import json
import subprocess
import sys

import pytest

from tests.house.tree import PACKAGES, ROOT, sources

# Alembic runs this file when it migrates; nobody imports it.
RUN_BY_ALEMBIC = {"bot.storage.migrations.env"}
AUDITED = """
import importlib, json, sys, threading
deeds = []
def audit(event, arguments):
    if event == "socket.bind" and arguments[1] == ("::1", 0):
        return  # urllib3, a library of libraries, asks at import whether this machine has IPv6
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        deeds.append(event)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        deeds.append(f"write {arguments[0]}")
    elif event in ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree", "sqlite3.connect"):
        deeds.append(f"{event} {arguments[0]}")
sys.addaudithook(audit)
found = {}
for name in sys.argv[1:]:
    before = len(deeds)
    importlib.import_module(name)
    found[name] = deeds[before:]
found["threads"] = [t.name for t in threading.enumerate() if t is not threading.main_thread()]
sys.stderr.write(json.dumps(found))
"""


def deeds(*modules: str) -> dict[str, list[str]]:
    """What each module does when it is imported, in a fresh process; and the threads alive after all."""
    command = [sys.executable, "-B", "-W", "ignore", "-c", AUDITED, *modules]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == ""
    return json.loads(done.stderr)


def modules() -> list[str]:
    paths = [path for path, _ in sources(*PACKAGES)]
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [name for name in names if name not in RUN_BY_ALEMBIC and not name.split(".")[-1][0].isdigit()]


def test_importing_everything_does_nothing():
    names = modules()
    found = deeds(*names)

    assert len(names) > 80
    assert {name: done for name, done in found.items() if done} == {}


@pytest.mark.parametrize(
    ("line", "deed"),
    [
        ("open('made', 'w')", "write"),
        ("import sqlite3; sqlite3.connect(':memory:')", "sqlite3.connect"),
        ("import socket; socket.create_connection(('127.0.0.1', 9), 0.1)", "socket"),
        ("import subprocess; subprocess.Popen(['true'])", "subprocess.Popen"),
    ],
)
def test_guard_sees_what_a_module_does(tmp_path, line, deed):
    (tmp_path / "busy.py").write_text(f"try:\n    {line}\nexcept OSError:\n    pass\n".replace("'made'", repr(str(tmp_path / "made"))))
    command = [sys.executable, "-B", "-W", "ignore", "-c", AUDITED, "busy"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert any(found.startswith(deed) for found in json.loads(done.stderr)["busy"])


def test_command_line_loads_nothing_heavy():
    code = "import sys, bot.cli; print([m for m in ('torch', 'sklearn', 'fastapi', 'sqlalchemy', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"
