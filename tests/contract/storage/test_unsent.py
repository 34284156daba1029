"""Why messages did not go out: for each reason the last day, for thirty days."""

from datetime import date, timedelta

import pytest

from bot.storage.database import migrate
from bot.storage.unsent import SqlUnsent
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database

TODAY = date(2026, 11, 22)


@pytest.fixture(params=["sqlite", "postgresql"])
def unsent(request, tmp_path):
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url, engine_of(url) as engine:
        migrate(engine)
        yield SqlUnsent(engine)


def test_last_day_of_each_reason_and_channel(unsent):
    unsent.note("whatsapp", "window", TODAY - timedelta(days=3))
    unsent.note("whatsapp", "window", TODAY)
    unsent.note("whatsapp", "token", TODAY - timedelta(days=1))
    unsent.note("telegram", "token", TODAY)

    assert unsent.last("whatsapp", TODAY) == {"token": TODAY - timedelta(days=1), "window": TODAY}


def test_what_is_long_ago_is_not_shown(unsent):
    unsent.note("whatsapp", "window", TODAY - timedelta(days=31))

    assert unsent.last("whatsapp", TODAY) == {}
