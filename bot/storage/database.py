"""The door to the database: engine, transactions, migrations. SQLite for one machine, PostgreSQL for many; nothing happens at import."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url, text
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import Misconfigured

WAIT_FOR_LOCK = 30  # seconds that a writer waits for another process before it gives up
ASK_AGAIN = 0.02  # seconds between two tries to change SQLite's journal
MIGRATION_LOCK = 4_727_737  # any number, as long as every Harrera process uses the same one
_MIGRATIONS = Path(__file__).parent / "migrations"
_together: ContextVar[tuple[Engine, Connection] | None] = ContextVar("together", default=None)
_alembic_in_this_process = threading.Lock()  # Alembic keeps its context in module globals


def make_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL; makes the folder of a SQLite file. Raises Misconfigured for any other database.

    `postgres://` and `postgresql://` mean psycopg 3. Parameters are hidden from every error message.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5})


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Misconfigured("the database URL cannot be read") from None
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        return parsed
    raise Misconfigured("the database must be SQLite or PostgreSQL")


def _sqlite_engine(url: URL) -> Engine:
    options = {}
    if url.database in (None, "", ":memory:"):
        options["poolclass"] = StaticPool  # one connection, else every thread would see a database of its own
    else:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_FOR_LOCK, "check_same_thread": False}, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection, _record) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that tables are made inside transactions too
    _write_ahead(connection)
    # FULL: what was acknowledged must be there after a power cut too
    for pragma in ("synchronous = FULL", "foreign_keys = ON", f"busy_timeout = {WAIT_FOR_LOCK * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Where processes begin together SQLite refuses to change the journal at once, whatever the timeout: asked again here."""
    deadline = time.monotonic() + WAIT_FOR_LOCK
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as refusal:
            # a full disk refuses too, and must be said at once: who waits here holds up the house
            if refusal.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(ASK_AGAIN)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its place at once: a reader that turns writer half way cannot wait for the lock, it fails.
    writes = connection.get_execution_options().get("harrera_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection that writes: committed at the end of the block, rolled back when the block raises."""
    if (joined := _joined(engine)) is not None:
        yield joined
        return
    with engine.execution_options(harrera_writes=True).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads; what it sees is one state of the database, also between two statements."""
    if (joined := _joined(engine)) is not None:
        yield joined
        return
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.execution_options(**level).begin() as connection:
        yield connection


@contextmanager
def together(engine: Engine) -> Iterator[None]:
    """All that this thread does with the database inside is one transaction, whichever room does it: all or, on an error, nothing."""
    with transaction(engine) as connection:
        token = _together.set((engine, connection))
        try:
            yield
        finally:
            _together.reset(token)


def _joined(engine: Engine) -> Connection | None:
    """The connection of `together`, inside one."""
    joined = _together.get()
    return joined[1] if joined is not None and joined[0] is engine else None


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision` (default: the newest; `base` takes everything away).

    Safe when several processes start at once: one migrates, the others wait and then find nothing to do.
    """
    with _alembic_in_this_process, _migration_connection(engine) as connection:
        config = _alembic_config()
        config.attributes["connection"] = connection
        go = command.downgrade if revision == "base" else command.upgrade
        go(config, revision)


def ready(engine: Engine) -> bool:
    """True when the database answers and its tables are the newest."""
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError:
        return False
    return set(current) == set(ScriptDirectory.from_config(_alembic_config()).get_heads())


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _migration_connection(engine: Engine) -> Iterator[Connection]:
    if engine.dialect.name == "sqlite":
        with _without_foreign_keys(engine) as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        yield connection


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    # Batch mode drops and remakes a table; with foreign keys on, the drop would take the rows of other tables along.
    with engine.execution_options(harrera_writes=True).connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if raw.execute("PRAGMA foreign_key_check").fetchall():
                    raise Misconfigured("a migration left rows without the row they belong to")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")
