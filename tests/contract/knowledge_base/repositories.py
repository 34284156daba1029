"""Every repository of entries, each with a fixture `repository`: the first base of a class of tests."""

import pytest

from bot.storage.database import migrate
from knowledge_base.editing.cached import CachedEntries
from knowledge_base.repository import MemoryEntryRepository
from knowledge_base.sql_repository import SqlEntryRepository
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


class InMemory:
    @pytest.fixture
    def repository(self):
        return MemoryEntryRepository()


class CachedInMemory:
    @pytest.fixture
    def repository(self):
        return CachedEntries(MemoryEntryRepository())


class CachedOnSqlite:
    @pytest.fixture
    def repository(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            migrate(engine)
            yield CachedEntries(SqlEntryRepository(engine))


class OnSqlite:
    @pytest.fixture
    def repository(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlEntryRepository(engine)


class OnPostgresql:
    @pytest.fixture
    def repository(self):
        with postgres_database() as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlEntryRepository(engine)
