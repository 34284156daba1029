"""Guards that look at every section of the house: each route has a door, each act its pages, each page its headers."""

import re

import pytest
from fastapi.routing import RouteContext, iter_route_contexts

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate
from console.accounts import Role
from console.frame.doors import doors_of
from console.permissions import may
from tests.unit.console.world import World

# These come before signing in: with no act behind them. Everything else asks for a role.
OPEN = {("GET", "/static/{version}/{name}"), ("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/link/{link}"), ("POST", "/link/{link}")}


@pytest.fixture
def world(tmp_path) -> World:
    """With all sections of the house."""
    house = House(Settings(data_dir=tmp_path, city="bilbao"))
    migrate(house.database)  # pages of the house read what is kept
    return World(sections=house.staff.console_sections())


def routes(world: World) -> list[tuple[str, RouteContext]]:
    """(method, route) of everything that the console answers."""
    mounted = next(route.app for route in world.app.routes if getattr(route, "path", "") == "/console")
    return [(method, route) for route in iter_route_contexts(mounted.routes) for method in sorted(route.methods or {"ANY"})]


def test_every_route_has_exactly_one_door(world):
    found = routes(world)

    assert len(found) > 20
    assert [(method, route.path) for method, route in found if len(doors_of(route)) != 1] == []
    assert {(method, route.path) for method, route in found if doors_of(route)[0].act is None} == OPEN


def test_page_refuses_who_may_not_and_asks_strangers_to_sign_in(world):
    people = {role: world.signed_in(role) for role in Role}
    stranger, looked = world.browser(), 0
    for method, route in routes(world):
        if (act := doors_of(route)[0].act) is None:
            continue
        path = re.sub(r"\{[^}]*\}", "1", route.path)
        for role, browser in people.items():
            if not may(browser.account, act):
                looked += 1
                assert _tried(browser, method, path).status_code == 403, (method, path, role)
        answer = _tried(stranger, method, path)
        assert answer.status_code == (303 if method == "GET" else 419), (method, path)

    assert looked > 40


def _tried(browser, method: str, path: str):
    return browser.get(path) if method == "GET" else browser.send(path, page="/myself" if browser.account else "/sign-in")


def test_every_place_of_the_rail_opens_and_is_shown_to_those_who_may(world):
    for role in Role:
        browser = world.signed_in(role)
        html = browser.get("/").text
        shown = re.findall(r'<a href="/console([^"]*)"', html.split('class="rail"')[1].split("</nav>")[0])
        assert "/" in shown
        for path in shown:
            assert browser.get(path).status_code == 200, (role, path)
        assert ("/people" in shown) is (role == Role.ADMIN)


def test_every_page_has_the_strict_headers_and_nothing_inline(world):
    browser, looked = world.signed_in(*Role), 0
    for method, route in routes(world):
        if method != "GET" or "{" in route.path:
            continue
        response = browser.get(route.path)
        looked += 1
        assert response.status_code == 200, route.path
        assert response.headers["content-security-policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "same-origin"
        if response.headers["content-type"].startswith("text/html"):
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", response.text), route.path
            assert re.findall(r"<script(?![^>]*(?:src=|application/json))", response.text) == []
            assert set(re.findall(r'(?:src|action|href)="(https?:[^"]*)"', response.text)) == set(), "nothing of ours leads elsewhere"
            assert all('name="token"' in form for form in re.findall(r'<form method="post".*?</form>', response.text, re.DOTALL)), (
                route.path
            )

    assert looked >= 6


def test_page_with_its_files_weighs_under_100_kb(world):
    browser = world.signed_in(*Role)
    for method, route in routes(world):
        if method == "GET" and "{" not in route.path:
            html = browser.get(route.path).text
            files = set(re.findall(r'(?:href|src)="/console(/static/[^"]+)"', html))
            assert len(html.encode()) + sum(len(browser.get(file).content) for file in files) < 100_000, route.path
