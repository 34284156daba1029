"""What the house itself needs from an admin, on the real pages over a real database: shown when it is so, and only then, and to nobody else."""

import re
from datetime import date, timedelta
from time import time

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate, transaction
from bot.storage.inflight import SqlInflight
from bot.storage.retention import GRACE
from bot.storage.unsent import SqlUnsent
from console.accounts import Account, Role
from console.home.upkeep import FRESH
from tests.unit.bot.fakes import entry
from tests.unit.console.world import Browser

GIVEN = {"operator": "A town hall", "human_contact": "by telephone"}


class Town:
    """The console of a house, and an admin who signs in with a code."""

    def __init__(self, folder, **settings):
        self.house = House(Settings(data_dir=folder, **settings))
        self.database, self.desk = self.house.database, self.house.staff.desk
        migrate(self.database)
        self.house.repository.save([entry("storks")])
        self.app = FastAPI()
        self.app.mount("/console", self.house.staff.console())
        self.admin = self.desk.accounts.change(self.somebody("Ada", Role.ADMIN).id, second_step=b"sealed")

    def somebody(self, name: str, role: Role) -> Account:
        """An account with a password, made without the seconds that a real one costs."""
        account, _ = self.desk.people.invite(name, frozenset({role}), by=None)
        return self.desk.accounts.change(account.id, password="x")

    def browser(self, account: Account) -> Browser:
        client = TestClient(self.app, follow_redirects=False)
        client.cookies.set("harrera_session", self.desk.sessions.begin(account), path="/console")
        return Browser(client, account)

    def lines(self, account: Account | None = None) -> list[tuple[str, int]]:
        """(address, number) of what Today says."""
        html = self.browser(account or self.admin).get("/").text
        return [(path, int(n)) for path, n in re.findall(r'<a href="/console([^"]*)"><span class="number">(\d+)', html)]


@pytest.fixture
def town(tmp_path):
    town = Town(tmp_path, **GIVEN)
    yield town
    town.database.dispose()


def test_house_that_needs_nothing_says_so(town):
    assert town.lines() == []
    assert 'class="empty"' in town.browser(town.admin).get("/").text


def test_settings_that_people_miss_are_counted(tmp_path):
    town = Town(tmp_path)
    assert town.lines() == [("/settings", 2)]
    town.house.current.change(GIVEN, town.admin.id)
    assert town.lines() == []
    town.database.dispose()


def test_people_with_a_password_alone_and_without_a_link_are_named(town):
    town.somebody("Ben", Role.EDITOR)
    gone, _ = town.desk.people.invite("Eva", frozenset({Role.EDITOR}), by=None)
    town.desk.people.invite("Ion", frozenset({Role.EDITOR}), by=None)
    town.desk.links.withdraw(gone)
    town.desk.people.lock(town.somebody("Leo", Role.EDITOR), by=None)

    assert town.lines() == [("/today/no_way_in", 1), ("/today/one_step", 1)]
    browser = town.browser(town.admin)
    assert "Eva" in browser.get("/today/no_way_in").text and f'href="/console/people/{gone.id}"' in browser.get("/today/no_way_in").text
    assert {"Ben"} == {name for name in ("Ada", "Ben", "Eva", "Ion", "Leo") if f"{name}</a>" in browser.get("/today/one_step").text}


def test_what_is_kept_too_long_and_what_a_platform_refuses_lead_to_the_state(town):
    long_ago = time() - 60 * town.house.current.now.inflight_minutes - 2 * GRACE
    for chat in ("ana", "ben", "eva"):
        SqlInflight(town.database, lambda: long_ago).add(f"whatsapp:{chat}", chat, b"sealed")
    before, unsent = date.today() - FRESH - timedelta(days=1), SqlUnsent(town.database)
    for reason, day in (("token", date.today()), ("permission", date.today()), ("window", date.today()), ("account", before)):
        unsent.note("whatsapp", reason, day)

    assert town.lines() == [("/settings/state", 3), ("/settings/state", 2)]


def test_changed_trail_is_seen(town):
    for name in ("Ben", "Eva", "Ion"):
        town.desk.people.lock(town.somebody(name, Role.AGENT), by=None)
    assert town.lines() == []
    with transaction(town.database) as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_row'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit_row SET act = 'x' WHERE position = 2"))

    assert town.lines() == [("/trail", 1)]


def test_repository_that_is_behind_is_seen_and_the_page_of_files_says_why(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "somebody's notes").write_text("not ours")
    town = Town(tmp_path / "data", content_git=folder, **GIVEN)
    town.house.staff.editing.archived.git.close()

    assert town.lines() == [("/files", 1)]
    assert "NotOurs" in town.browser(town.admin).get("/files").text
    town.database.dispose()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_sees_it(town, role):
    unset = town.somebody("Ben", role)

    assert not {"/settings", "/trail", "/files", "/today/one_step", "/today/no_way_in"} & {path for path, _ in town.lines(unset)}
    assert town.browser(unset).get("/today/one_step").status_code in (403, 404)
