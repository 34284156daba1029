"""The servers that tests need: those that already answer, else throw-away ones from installed programs, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Missing(Exception):
    """What cannot be tested here; the message says why."""


@contextmanager
def postgresql() -> Iterator[str]:
    """SQLAlchemy URL of a server: HARRERA_TEST_DATABASE_URL, the local one, or a throw-away one. Raises Missing."""
    given = os.environ.get("HARRERA_TEST_DATABASE_URL")
    if postgresql_answers(given or POSTGRES):
        yield given or POSTGRES
        return
    if given:
        raise Missing("nothing answers at HARRERA_TEST_DATABASE_URL")
    with own_postgresql(program("initdb"), program("pg_ctl")) as url:
        yield url


@contextmanager
def redis() -> Iterator[str]:
    """URL of a server: HARRERA_TEST_REDIS_URL, the local one, or a throw-away one. Raises Missing."""
    given = os.environ.get("HARRERA_TEST_REDIS_URL")
    if redis_says("PING", given or REDIS) == "+PONG":
        yield given or REDIS
        return
    if given:
        raise Missing("nothing answers at HARRERA_TEST_REDIS_URL")
    with own_redis() as url:
        yield url


@contextmanager
def browser_path() -> Iterator[str]:
    """A PATH on which the browser is called `chromium`, whatever its name here. Raises Missing."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise Missing("no Chromium is installed (Debian package `chromium`)")
    with tempfile.TemporaryDirectory(prefix="harrera-browser-") as folder:
        if not found.endswith("/chromium"):
            Path(folder, "chromium").symlink_to(found)
        yield f"{folder}{os.pathsep}{os.environ['PATH']}"


def postgresql_answers(url: str) -> bool:
    """Whether a server at `url` lets us in and answers a query."""
    import psycopg

    try:
        with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), connect_timeout=3) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def redis_says(command: str, url: str) -> str | None:
    """First line of the answer to an inline command, None when nobody answers."""
    host, _, port = url.removeprefix("redis://").partition("/")[0].rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=3) as connection:
            connection.sendall(f"{command}\r\n".encode())
            return connection.makefile().readline().strip()
    except (OSError, ValueError):
        return None


@contextmanager
def own_postgresql(initdb: str, pg_ctl: str) -> Iterator[str]:
    with restartable_postgresql(initdb, pg_ctl) as (url, _):
        yield url


@contextmanager
def restartable_postgresql(initdb: str, pg_ctl: str) -> Iterator[tuple[str, Callable[[str], None]]]:
    """(SQLAlchemy URL, what stops it as if the power went or starts it again: "stop", "start")."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="harrera-postgresql-") as folder:
        as_user = _as_ordinary_user(folder)
        data = f"{folder}/data"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        _run([*as_user, initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], folder)
        own = [*as_user, pg_ctl, "-D", data]
        commands = {"start": [*own, "-o", options, "-l", f"{folder}/log", "-w", "start"], "stop": [*own, "-m", "immediate", "stop"]}
        _run(commands["start"], folder)
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres", lambda what: _run(commands[what], folder)
        finally:
            _run(commands["stop"], folder)


@contextmanager
def own_redis() -> Iterator[str]:
    server, port = program("redis-server"), _free_port()
    with tempfile.TemporaryDirectory(prefix="harrera-redis-") as folder:
        command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            url = f"redis://127.0.0.1:{port}"
            try:
                _until(lambda: redis_says("PING", url) == "+PONG", "redis-server does not start")
                yield url
            finally:
                process.terminate()


def program(name: str) -> str:
    newest_first = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: -float(p.parts[-3]))
    found = next(map(str, newest_first), None) or shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise Missing(f"no server answers and `{name}` is not installed")
    return found


def _as_ordinary_user(folder: str) -> list[str]:
    """initdb refuses root: then the server runs as `postgres`, or as `nobody` where there is no such user."""
    if os.geteuid() != 0:
        return []
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        raise Missing(f"`{next(Path(part).name for part in command if part.startswith('/'))}` failed")


def _until(done, otherwise: str) -> None:
    for _ in range(100):
        if done():
            return
        time.sleep(0.1)
    raise Missing(otherwise)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
