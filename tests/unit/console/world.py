"""A console with everything in memory, a clock that tests set, and people in front of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from bot.texts import Texts
from console.accounts import Account, Role
from console.desk import Desk, Terms, open_desk
from console.frame.app import console_app
from console.frame.sections import Section
from console.frame.texts import ConsoleTexts
from console.passwords import Passwords
from console.sections import all_sections
from console.storage.kept import Kept, in_memory

PASSWORD = "umbrella kettle fourteen"
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))  # argon2, but not for real
TERMS = Terms(idle_seconds=3600.0, session_seconds=86_400.0, link_seconds=7200.0)
FROM_OUR_PAGE = {"sec-fetch-site": "same-origin"}


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """`sections` are those of the house besides the desk's own; `texts` are others than the room's."""

    sections: Sequence[Section] = ()
    kept: Kept = field(default_factory=in_memory)
    clock: Clock = field(default_factory=Clock)
    texts: ConsoleTexts | None = None
    always_secure: bool = False
    home: Section | None = None
    desk: Desk = field(init=False)
    app: FastAPI = field(init=False)

    def __post_init__(self):
        self.desk = open_desk(self.kept, b"a secret for tests only" * 2, QUICK, TERMS, self.clock)
        console = console_app(
            self.desk, all_sections(self.sections, self.home), Texts.load(), always_secure=self.always_secure, texts=self.texts
        )
        self.app = FastAPI()
        self.app.mount("/console", console)

    def account(self, *roles: str, name: str = "") -> Account:
        """Somebody with these roles who can sign in."""
        account, _ = self.desk.people.invite(name or " ".join(("Someone", *roles)), frozenset(map(Role, roles)), by=None)
        self.desk.own.set_password(account, PASSWORD)
        return self.desk.accounts.find(account.id)

    def browser(self, base_url: str = "http://testserver") -> "Browser":
        return Browser(TestClient(self.app, base_url=base_url, follow_redirects=False))

    def signed_in(self, *roles: str, name: str = "") -> "Browser":
        """A browser in which somebody with these roles has signed in; made on the first call for a name."""
        shown = name or " ".join(("Someone", *roles))
        account = self.desk.accounts.named(shown) or self.account(*roles, name=shown)
        browser = self.browser()
        assert browser.signs_in(account.name).status_code == 303
        browser.account = account
        return browser


@dataclass
class Browser:
    """Sends forms as a browser does: from a page of ours, with the token that stands in it."""

    client: TestClient
    account: Account | None = None

    def get(self, path: str, **options) -> Response:
        return self.client.get(f"/console{path}", **options)

    def token(self, page: str) -> str:
        """The token in the forms of a page."""
        return field_of(self.get(page).text, "token")

    def send(self, path: str, page: str = "/myself", **data) -> Response:
        """The form of `page` that goes to `path`. Lists become fields that are given several times."""
        return self.client.post(f"/console{path}", data={"token": self.token(page)} | data, headers=FROM_OUR_PAGE)

    def post(self, path: str, data: dict | None = None, headers: dict | None = None, **options) -> Response:
        """Only what is given: without a token or headers of its own."""
        return self.client.post(f"/console{path}", data=data or {}, headers=headers or {}, **options)

    def signs_in(self, name: str, password: str = PASSWORD, code: str = "", **more: str) -> Response:
        return self.send("/sign-in", page="/sign-in", name=name, password=password, code=code, **more)

    @property
    def session(self) -> str:
        """The token in the cookie; empty when there is none."""
        return next((cookie.value or "" for cookie in self.client.cookies.jar if cookie.name.endswith("harrera_session")), "")


def field_of(html: str, name: str) -> str:
    """The value of a field in a page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', html)
    assert found, f"the page has no field {name}"
    return unescape(found[1])
