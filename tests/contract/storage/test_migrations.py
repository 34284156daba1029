"""The hand-written migrations make the tables that the rooms declare, on SQLite and PostgreSQL, also when two processes start at once."""

import importlib
import multiprocessing
import pkgutil
import sqlite3
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from bot.errors import Misconfigured
from bot.storage import database
from bot.storage.database import make_engine, migrate, reading, ready, transaction
from bot.storage.tables import metadata

ROOMS = ("bot", "knowledge_base", "rumours", "console", "connectors")


def declared_tables():
    """The metadata with the tables of every room: each `<room>/**/tables.py` is imported."""
    found = []
    for room in ROOMS:
        try:
            package = importlib.import_module(room)
        except ModuleNotFoundError:
            continue  # a room that is not built yet
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if module.name.endswith(".tables"):
                found.append(importlib.import_module(module.name))
    assert len(found) >= 2, "the search for tables found too little"
    return metadata


def start_in_process(url, barrier):
    barrier.wait()
    migrate(make_engine(url))


def insert_city(connection, name):
    connection.execute(text("INSERT INTO kb_city (city, revision) VALUES (:name, 1)"), {"name": name})


def test_migrations_make_what_the_rooms_declare(engine):
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, declared_tables()) == []


def test_a_missing_column_would_be_noticed(engine):
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE kb_text DROP COLUMN summary"))
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, declared_tables()) != []


def test_primary_and_foreign_keys_are_those_declared(engine):
    migrate(engine)
    for table in declared_tables().tables.values():
        found = inspect(engine)
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key.columns]
        declared = {(tuple(key.column_keys), key.referred_table.name, key.ondelete) for key in table.foreign_key_constraints}
        made = {
            (tuple(key["constrained_columns"]), key["referred_table"], key["options"].get("ondelete"))
            for key in found.get_foreign_keys(table.name)
        }
        assert made == declared, table.name


def test_migrations_go_down_and_up_again(engine):
    migrate(engine)
    migrate(engine, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    assert not ready(engine)
    migrate(engine)
    assert ready(engine)


def test_database_is_ready_only_when_migrated(engine):
    assert not ready(engine)
    migrate(engine)
    assert ready(engine)


def test_migrating_again_keeps_what_is_there(engine):
    migrate(engine)
    with transaction(engine) as connection:
        insert_city(connection, "bilbao")
    migrate(engine)
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM kb_city")) == 1


def test_four_processes_may_start_at_once(database_url):
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(4)
    processes = [context.Process(target=start_in_process, args=(database_url, barrier)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    engine = make_engine(database_url)
    assert ready(engine)
    engine.dispose()


def test_journal_is_asked_for_again_while_another_process_holds_the_file(tmp_path):
    holder, newcomer = (sqlite3.connect(tmp_path / "shared.sqlite", timeout=0, check_same_thread=False) for _ in range(2))
    holder.execute("BEGIN EXCLUSIVE")
    letting_go = threading.Timer(0.2, holder.rollback)
    letting_go.start()
    database._write_ahead(newcomer)
    letting_go.join()
    assert newcomer.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_journal_refused_for_good_is_said_at_once(tmp_path, monkeypatch):
    """A full disk, a file that cannot be written: waiting would hold up everybody behind this connection."""
    sqlite3.connect(tmp_path / "kept.sqlite").execute("CREATE TABLE kept (id INTEGER)")
    monkeypatch.setattr(database.time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database._write_ahead(sqlite3.connect(f"file:{tmp_path / 'kept.sqlite'}?mode=ro", uri=True))


def test_database_that_does_not_answer_is_not_ready():
    assert not ready(make_engine("postgresql://nobody@127.0.0.1:1/nothing"))


def test_transaction_that_raises_leaves_nothing(engine):
    migrate(engine)
    with pytest.raises(KeyError), transaction(engine) as connection:
        insert_city(connection, "bilbao")
        raise KeyError
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM kb_city")) == 0


def test_row_without_its_owner_is_refused(engine):
    migrate(engine)
    with pytest.raises(IntegrityError), transaction(engine) as connection:
        connection.execute(text("INSERT INTO kb_directory (city, fields) VALUES ('nowhere', '{}')"))


def test_database_errors_hide_what_was_written(engine):
    migrate(engine)
    with pytest.raises(IntegrityError) as refused, transaction(engine) as connection:
        for _ in range(2):
            connection.execute(text("INSERT INTO kb_city (city, revision) VALUES (:name, 1)"), {"name": "canary-4711"})
    assert "canary-4711" not in str(refused.value).split("DETAIL")[0]
    assert "hide_parameters" in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://x@y/z", "not a url", ""])
def test_other_databases_are_refused(url):
    with pytest.raises(Misconfigured):
        make_engine(url)


def test_sqlite_file_gets_its_folder(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/some/where/harrera.db")
    migrate(engine)
    assert (tmp_path / "some" / "where" / "harrera.db").is_file()
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
