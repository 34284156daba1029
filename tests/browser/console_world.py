"""A served console with people in it, and what they do there, for browser tests."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page

from bot.bootstrap import House
from bot.texts import Texts
from connectors.web_channel.conversation_ids import ConversationIds
from connectors.web_channel.routes import web_router
from console.accounts import Role
from console.frame.texts import ConsoleTexts
from tests.unit.bot.fakes import FakeEngine
from tests.unit.console.world import PASSWORD, World

STRICT = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}


@contextmanager
def served(world: World) -> Iterator[str]:
    """The address of the console of `world`, on a free port."""
    with serving(world.app) as url:
        yield f"{url}/console"


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of an application, on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the console's server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def with_people(house: House, people: Mapping[str, Iterable[Role]]) -> House:
    """The house with an account for each name, all with the same password."""
    for name, roles in people.items():
        account, _ = house.staff.desk.people.invite(name, frozenset(roles), by=None)
        house.staff.desk.own.set_password(account, PASSWORD)
    return house


def console_and_chat(house: House, texts: Texts) -> FastAPI:
    """The real console and the real chat page over one database. The engine is silent, as in an outage: the knowledge base answers."""
    app, ids = FastAPI(), ConversationIds(house.secret)
    app.mount("/console", house.staff.console())
    app.include_router(house.staff.card_pages())
    app.include_router(web_router(house.conversation(FakeEngine(silent=True)), texts, ids, later=house.later_door(ids)))
    return app


def goes_in(page: Page, url: str, name: str, path: str = "", language: str = "es") -> Page:
    """Signs in at the application at `url`, and goes on to one of its pages."""
    page.goto(f"{url}/console/sign-in?language={language}")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/console/")
    if path:
        page.goto(f"{url}{path}")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def barriers(page: Page) -> list[tuple[str, str]]:
    """(rule, first element) of each that axe finds."""
    return [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page, options=STRICT).response["violations"]]


def fits(page: Page) -> bool:
    """Nobody has to scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def soon(condition: Callable[[], bool]) -> bool:
    """True as soon as it holds; False after twenty seconds."""
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def mirrored_texts(sections: list[str]) -> ConsoleTexts:
    """The words in es, eu and en, and as `ar` the English ones: what is tried is the direction of the page, not the words."""
    texts = ConsoleTexts.load(sections)
    catalogues = {code: texts._catalogues[code] for code in ("es", "eu", "en")}
    return ConsoleTexts(catalogues | {"ar": catalogues["en"]})
