"""A browser and a served chat page. Override `page_url` to run the same journeys against the whole app."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.console_world import goes_in, serving
from tests.unit.connectors.web_fakes import FakeConversation, web_app

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_terminal_summary(terminalreporter) -> None:
    """The loud part of a skip: nobody should believe that the page was tried."""
    if shutil.which("chromium") is None and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("NO BROWSER TEST WAS RUN: chromium is missing.", red=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system. Without one: a failure in CI, a loud skip elsewhere."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI"):
        pytest.fail("chromium is missing: install the Debian package `chromium`")
    if path is None:
        pytest.skip("chromium is missing: install the Debian package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def page_url() -> Iterator[str]:
    """Address of a chat page; here the web channel alone, on a free port, with a conversation made of known replies."""
    with serving(web_app(FakeConversation())) as url:
        yield url


@pytest.fixture
def staff(new_visitor, page_url):
    """Somebody who has signed in, at a page of the application at `page_url`."""
    return lambda name, path, **options: goes_in(new_visitor(**options).page, page_url, name, path)


class Visitor:
    """A person with a browser: verbs for what people do on the page."""

    def __init__(self, page: Page, url: str):
        self.page, self.url = page, url
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def arrives(self, language: str = "es") -> "Visitor":
        self.page.goto(f"{self.url}/?language={language}", wait_until="load")
        return self

    def writes(self, text: str) -> None:
        self.page.fill("#text", text)
        self.page.press("#text", "Enter")

    def asks(self, text: str):
        """Writes, waits for the answer, and gives its last message."""
        before = self.page.locator("[role=log] .reply").count()
        self.writes(text)
        return self.gets_answer(before)

    def gets_answer(self, before: int):
        replies = self.page.locator("[role=log] .reply")
        replies.nth(before).wait_for()
        return replies.last

    def scrolls_sideways(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def new_visitor(browser: Browser, page_url: str):
    """Makes visitors with a fresh browser each (`width`, `color_scheme`, `java_script_enabled`, ...); no script may fail."""
    contexts, visitors = [], []

    def make(width: int = 1024, height: int = 800, **options) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="es-ES", **options)
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), page_url))
        return visitors[-1]

    yield make
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for context in contexts:
        context.close()
    assert faults == []
