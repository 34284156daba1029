"""Databases for the tests of this folder."""

import pytest

from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The URL of an empty database, once of each kind."""
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url:
        yield url


@pytest.fixture
def engine(database_url):
    """An engine on an empty database."""
    with engine_of(database_url) as engine:
        yield engine
