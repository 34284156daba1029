"""Real databases for contract tests: a SQLite file, and a PostgreSQL schema of its own for each test, dropped afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError

from bot.storage.database import make_engine

POSTGRES = os.environ.get("HARRERA_TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@contextmanager
def sqlite_database(folder: Path) -> Iterator[str]:
    """The URL of an empty SQLite database."""
    yield f"sqlite:///{folder / 'harrera.db'}"


@contextmanager
def postgres_database() -> Iterator[str]:
    """The URL of an empty PostgreSQL schema. Without a server the test fails in CI and is skipped elsewhere, saying so."""
    schema = f"harrera_test_{secrets.token_hex(6)}"
    admin = make_engine(POSTGRES)
    _run(admin, f"CREATE SCHEMA {schema}")
    try:
        url = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        _run(admin, f"DROP SCHEMA {schema} CASCADE")
        admin.dispose()


def _run(engine: Engine, statement: str) -> None:
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    except OperationalError:
        where = make_url(POSTGRES).render_as_string()
        message = f"PostgreSQL does not answer at {where}: nothing was tested on it (set HARRERA_TEST_DATABASE_URL)"
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(message)
        pytest.skip(message)


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    """An engine that is closed at the end."""
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
