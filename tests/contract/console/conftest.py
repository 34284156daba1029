"""Everything the console keeps: in memory, on SQLite and on PostgreSQL."""

import pytest

from bot.storage.database import migrate
from console.accounts import Account, Role
from console.storage.kept import in_database, in_memory
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """A database with today's tables."""
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url, engine_of(url) as engine:
        migrate(engine)
        yield engine


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept(request, tmp_path):
    """Empty."""
    if request.param == "memory":
        yield in_memory()
        return
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url, engine_of(url) as engine:
        migrate(engine)
        yield in_database(engine)


@pytest.fixture
def people(kept):
    """Two accounts."""
    for account in (Account("a1", "Ana", frozenset({Role.ADMIN}), 5), Account("b2", "Ben", frozenset({Role.EDITOR, Role.AGENT}), 6)):
        kept.accounts.add(account)
    return kept
