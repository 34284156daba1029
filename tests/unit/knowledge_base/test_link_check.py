"""Dead links are found, living ones are left in peace: against a small server of our own."""

import asyncio
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.storage.database import migrate
from knowledge_base.link_check import check_links

STATUS = {"/good": 200, "/gone": 404, "/closed": 403, "/broken": 500, "/no-head": 200}


class Site(BaseHTTPRequestHandler):
    asked: Counter = Counter()
    busy = most = 0
    done = threading.Event()

    def do_HEAD(self):
        self._answer(405 if self.path == "/no-head" else STATUS.get(self.path, 404))

    def do_GET(self):
        self._answer(STATUS.get(self.path, 404))

    def _answer(self, status: int):
        Site.busy += 1
        Site.most = max(Site.most, Site.busy)
        Site.asked[self.command, self.path] += 1
        if self.path == "/slow":
            Site.done.wait(60)
        self.send_response(301 if self.path == "/moved" else status)
        if self.path == "/moved":
            self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        Site.busy -= 1
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    Site.asked, Site.busy, Site.most, Site.done = Counter(), 0, 0, threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Site.done.set()
    server.shutdown()
    server.server_close()


def checked(links: dict[str, list[str]], patience: float = 60.0) -> dict:
    """The links checked; `patience` is for an answer, in seconds, and long where every one is sure to come."""

    async def run():
        timeout = httpx.Timeout(60.0, read=patience)
        async with httpx.AsyncClient(timeout=timeout, follow_redirects=True, trust_env=False) as client:
            return await check_links(links, client, pause=0.0)

    return {link.url.rpartition("/")[2]: link for link in asyncio.run(run())}


def test_dead_links_are_told_from_living_and_closed_ones(site):
    found = checked({f"{site}/{name}": ["here"] for name in ("good", "moved", "gone", "closed", "broken", "no-head")})

    assert {name: link.why for name, link in found.items()} == {
        "good": "", "moved": "", "gone": "404", "closed": "403", "broken": "500", "no-head": "",
    }  # fmt: skip
    assert [name for name, link in found.items() if link.dead] == ["broken", "gone"]
    assert Site.asked["GET", "/good"] == 0, "HEAD was enough"
    assert Site.asked["GET", "/no-head"] == 1


def test_each_address_is_asked_for_once_and_a_host_never_twice_at_once(site):
    found = checked({f"{site}/good": ["rumours/b", "bilbao/a"], f"{site}/gone": ["x"], f"{site}/moved": ["y"]})

    assert found["good"].places == ("bilbao/a", "rumours/b")
    assert Site.asked["HEAD", "/good"] == 2, "itself, and where the other leads"
    assert Site.most == 1


def test_silence_and_nonsense_are_dead(site):
    free = "http://127.0.0.1:9/nobody"
    found = checked({f"{site}/slow": ["x"], free: ["y"], "http://[bad": ["z"]}, patience=0.4)

    assert found["slow"].why == "ReadTimeout" and found["slow"].dead
    assert found["nobody"].why == "ConnectError"
    assert found["[bad"].dead


def test_command_reports_dead_links_and_fails(site, tmp_path, monkeypatch):
    monkeypatch.setenv("HARRERA_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("bot.cli.links._links_of", lambda house: {f"{site}/good": {"bilbao/a"}, f"{site}/gone": {"rumours/b"}})
    monkeypatch.setattr("bot.bootstrap.House.open", lambda house: migrate(house.database) or house)  # an empty store
    done = CliRunner().invoke(app, ["content", "links"])

    assert done.exit_code == 1
    assert f"dead (404): {site}/gone\n    rumours/b" in done.output
    assert "2 links, 1 dead, 0 closed to programs" in done.output


def test_links_are_those_of_entries_and_cards():
    from types import SimpleNamespace as Thing

    from bot.cli.links import _links_of

    entry = Thing(id="padron", sources=[Thing(url="https://a.example")])
    card = Thing(id="rgi", evidence=[Thing(url="https://a.example"), Thing(url="")])
    house = Thing(repository=Thing(cities=lambda: ["bilbao"], entries=lambda city: [entry]), cards=Thing(cards=lambda: [card]))

    assert _links_of(house) == {"https://a.example": {"bilbao/padron", "rumours/rgi"}}
