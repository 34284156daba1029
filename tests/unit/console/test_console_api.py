"""Every route of the console, signed in as each role that may use it, with what its pages send and with what no page would: never a fault
of ours. The routes come from the app, their fields from its pages; Schemathesis makes the requests, always the same ones.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from functools import partial

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx import Response
from schemathesis import Case

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate
from console.accounts import Account, Role
from console.frame.doors import doors_of
from console.frame.forgery import FormTokens
from console.permissions import ALLOWED, Act
from rumours.radar import UnmatchedClaim, week_of
from tests.contract.knowledge_base.samples import directory
from tests.contract.rumours.samples import card
from tests.contract.storage.databases import postgres_database
from tests.unit.bot.fakes import entry
from tests.unit.console.page_forms import ROOT, Known
from tests.unit.console.world import FROM_OUR_PAGE
from tests.unit.described import operations_of, sent, try_allowed, try_forbidden

ALLOWED_ONES, FORBIDDEN_ONES = 4, 2  # requests for each route, by those who may in turn
ALIKE = 2  # pages of one route that are read for what they link to
NOT_THERE = {  # what this town has none of: each is only asked for in vain
    "/static/{version}/{name}", "/link/{link}", "/agents/chat/unlink", "/claims/begun/{card_id}/finish",
    "/settings/history/{number}/undo",
}  # fmt: skip


class Console:
    """The console of the whole app over a small town, an account for each role, and a browser."""

    def __init__(self, house: House):
        self.house, self.desk = house, house.staff.desk
        migrate(house.database)
        self.app, whole = house.staff.console(), FastAPI()
        whole.mount("/console", self.app)
        self.client = TestClient(whole, follow_redirects=False, raise_server_exceptions=False)
        self.people = {role: self.desk.people.invite(f"Someone {role}", frozenset({role}), by=None)[0] for role in Role}
        self.token = ""
        house.staff.radar.report(UnmatchedClaim("bilbao", week_of(date.today()), "es", "the dogs of the park", id="c1"))

    def fill(self) -> None:
        """The town as it stands before each operation, whatever was done to it; drafts of an editor wait for a review."""
        house, editing, author = self.house, self.house.staff.editing, self.people[Role.EDITOR].id
        house.repository.save([entry("storks", languages=("es", "ar"), services=("srv-office",), verify=("Call.",)), entry("herons")])
        house.repository.save_directory("bilbao", directory())
        house.cards.save([card(), card("pisos")])
        for desk, city, id in (
            (editing.workshop.desk, "bilbao", "storks"),
            (editing.card_desk, "all", "pisos"),
            (editing.directory.desk, "bilbao", "srv-office"),
        ):
            desk.drop(desk.begin(city, id, author))
            desk.send(desk.save_text(desk.begin(city, id, author), "es", desk.papers.part(desk.papers.find(city, id), "es")))

    def sign_in(self, *roles: Role) -> None:
        """As somebody with these roles, whatever was done to the account before; as nobody without."""
        self.client.cookies.clear()
        if not roles:
            self.client.cookies.set("harrera_visit", "visit", path="/console")
            self.token = FormTokens(self.desk.sealer).of("visit visit")
            return
        account = self._as_it_was(self.people[roles[0]].id, frozenset(roles))
        self.client.cookies.set("harrera_session", self.desk.sessions.begin(account), path="/console")
        self.token = FormTokens(self.desk.sealer).of(f"account {account.id} {account.password}")

    def _as_it_was(self, id: str, roles: frozenset[Role]) -> Account:
        return self.desk.accounts.change(id, roles=roles, locked=False, password="x", second_step=b"", language="")

    def known(self) -> Known:
        """What the pages say, read as somebody with every role follows their links."""
        known, waiting, seen, read = Known(self.app), ["/", "/sign-in", "/agents/cards/pisos"], set(), Counter()
        self.sign_in(*Role)
        while waiting:
            address = waiting.pop(0)
            route = known.route_of(address)
            if address in seen or not route or read[route] >= ALIKE:
                continue
            seen.add(address)
            read[route] += 1
            answer = self.client.get(f"/console{address}")
            if answer.headers["content-type"].startswith("text/html"):
                waiting += known.learn(address, answer.text)
        return known

    def roles(self) -> dict[tuple[str, str], tuple[Role, ...]]:
        """(path, method) -> the roles that may; none for what is open to all."""
        found = {}
        for route in iter_route_contexts(self.app.routes):
            act = doors_of(route)[0].act
            roles = tuple(role for role in Role if act and role in ALLOWED[Act(act)])
            found |= {(route.path, method.lower()): roles for method in route.methods}
        return found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def console(request, tmp_path_factory) -> Iterator[Console]:
    with postgres_database() if request.param == "postgresql" else nullcontext("") as url:
        house = House(Settings(data_dir=tmp_path_factory.mktemp(request.param), database_url=url, engine_timeout=0.2))
        yield Console(house)
        house.database.dispose()


def fault_of(response: Response) -> str:
    """A fault of ours; empty for a good answer."""
    if response.status_code >= 500:
        return str(response.status_code)
    return "a trace" if "Traceback" in response.text else ""


def test_console_answers_whatever_is_sent_by_whoever_may_send_it(console):
    console.fill()
    known, roles = console.known(), console.roles()
    tried, faults, reached = Counter(), Counter(), set()

    def check(case: Case, names: list[dict[str, str]]) -> None:
        route, n = (case.operation.path, case.operation.method), tried[case.operation.path, case.operation.method]
        tried[route] += 1
        console.sign_in(*roles[route][n % len(roles[route]) :][:1] if roles[route] else ())
        if names:
            case.path_parameters = names[n % len(names)]
        response = sent(console.client, case, ROOT, **FROM_OUR_PAGE, **{"x-form-token": console.token})
        if response.status_code not in (403, 404, 419):
            reached.add(route)
        if fault := fault_of(response):
            faults[f"{case.operation.label}: {fault}"] += 1

    for operation in operations_of(known.description()):
        console.fill()
        try_allowed(operation, ALLOWED_ONES, partial(check, names=known.names(operation.path)))
        if console.house.database.dialect.name == "sqlite":  # what no page sends is turned away before any database is asked
            try_forbidden(operation, FORBIDDEN_ONES, partial(check, names=[]))
    assert faults == {}
    assert set(tried) == set(roles)
    assert {path for path, _ in set(tried) - reached} == NOT_THERE


def test_name_that_no_database_may_hold_is_not_found(console):
    """Schemathesis sends none, because many servers refuse it before."""
    console.fill()
    asked = [(path, method, roles) for (path, method), roles in console.roles().items() if "{" in path]
    for path, method, roles in asked:
        console.sign_in(*roles[:1])
        address = ROOT + re.sub(r"\{[^}]*\}", "%00", path)
        answer = console.client.request(method, address, headers=FROM_OUR_PAGE | {"x-form-token": console.token})
        assert answer.status_code in (404, 422), (path, method, answer.status_code)

    assert len(asked) > 50
