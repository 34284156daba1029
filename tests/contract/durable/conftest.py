"""A place for an inbox, once on SQLite and once on PostgreSQL."""

import pytest

from tests.contract.durable.platform import Platform, drop_library, place_of
from tests.contract.storage.databases import postgres_database, sqlite_database


async def at_once(_seconds: float) -> None:
    """Waits between attempts take no time in tests that do not look at them."""
    import asyncio

    await asyncio.sleep(0.001)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url:
        yield url
        drop_library(url)


@pytest.fixture
def place(database_url, tmp_path):
    place = place_of(database_url, tmp_path, pause=at_once)
    yield place
    place.engine.dispose()


@pytest.fixture
def platform(tmp_path):
    return Platform(tmp_path / "platform.jsonl")
