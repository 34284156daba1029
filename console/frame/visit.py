"""One request: by a visitor who is not signed in, or by a member of staff. What routes read from and answer with."""

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from bot.http.languages import choose_language
from bot.sealing import Unreadable
from console.accounts import Account
from console.audit import Deed
from console.desk import Desk
from console.frame import ROOT
from console.frame.cookies import SAID, VISIT, Cookies
from console.frame.forgery import FormTokens
from console.frame.forms import Form
from console.frame.headers import PAGE_HEADERS, STRICT_TRANSPORT
from console.frame.look import Look
from console.frame.sections import Place
from console.permissions import Act, may
from console.storage.sessions import Session


@dataclass
class Visit:
    """Somebody at a page. `form` is empty unless something was sent."""

    request: Request
    desk: Desk
    look: Look
    cookies: Cookies
    form: Form = field(default_factory=Form)

    account: Account | None = None
    visit: str = field(default="", repr=False)

    def __post_init__(self):
        self.visit = self.cookies.read(self.request, VISIT) or secrets.token_urlsafe(16)

    @property
    def language(self) -> str:
        """What the account chose, what the address asks for, what the browser prefers."""
        own = self.account.language if self.account else ""
        asked = own or self.request.query_params.get("language") or self.form.get("language")
        return choose_language(asked, self.request.headers.get("accept-language"), self.look.languages, "es")

    @property
    def form_token(self) -> str:
        return FormTokens(self.desk.sealer).of(self.whose)

    @property
    def whose(self) -> str:
        return f"visit {self.visit}"

    @property
    def here(self) -> str:
        """The page's path below /console, with its query when it was only looked at."""
        query = f"?{self.request.url.query}" if self.request.url.query and self.request.method == "GET" else ""
        return self.request.url.path.removeprefix(ROOT) + query

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A whole page."""
        said, said_values = self._said()
        body = self.look.draw(template, self.language, visit=self, said=said, said_values=said_values, **values)
        response = HTMLResponse(body, status, headers=self._headers())
        if said:
            self.cookies.remove(self.request, response, SAID)
        if not self.account:
            self.cookies.give(self.request, response, VISIT, self.visit)
        return response

    def part(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A piece of a page, for a script of ours that puts it in its place."""
        return HTMLResponse(self.look.draw(template, self.language, visit=self, **values), status, headers=self._headers())

    def data(self, values: object, status: int = 200) -> JSONResponse:
        return JSONResponse(values, status, headers=self._headers())

    def say(self, key: str, **values: object) -> str:
        """A text in the language of the page."""
        return self.look.texts.get(self.language, key, **values)

    def goes_to(self, path: str, said: str = "", **values: str | int) -> RedirectResponse:
        """To another page of the console, where the text `said` is shown once, filled with `values`."""
        response = RedirectResponse(f"{ROOT}{path}", 303, headers=self._headers())
        if said:
            self.cookies.give(self.request, response, SAID, self.desk.sealer.seal([said, values]).decode(), seconds=60)
        return response

    def _said(self) -> tuple[str, dict]:
        try:
            said, values = self.desk.sealer.open(self.cookies.read(self.request, SAID).encode())
            return said, values
        except (Unreadable, ValueError, TypeError):
            return "", {}

    def _headers(self) -> dict[str, str]:
        secure = STRICT_TRANSPORT if self.request.url.scheme == "https" else {}
        return PAGE_HEADERS | secure | {"Content-Language": self.language}


@dataclass
class Staff(Visit):
    """Somebody signed in who may do what the route is for."""

    session: Session | None = None

    @property
    def whose(self) -> str:
        return f"account {self.account.id} {self.account.password}"

    @property
    def places(self) -> list[Place]:
        return self.look.places(self.account)

    @property
    def at(self) -> str:
        """Path of the page of the rail under which this one lies: the nearest of them."""
        own = self.request.url.path.removeprefix(ROOT)
        return max((place.path for place in self.places if f"{own}/".startswith(f"{place.path}/")), key=len, default="")

    def may(self, act: str) -> bool:
        """For templates: a button that leads to a refusal is not drawn."""
        return may(self.account, Act(act))

    def did(self, act: str, kind: str, object_id: str, version: int | None = None) -> None:
        """Into the audit trail: right after the deed, and before anybody is told that it is done."""
        self.desk.audit.record(Deed(self.account.id, act, kind, object_id, version))


def sign_in_path(request: Request) -> str:
    """Where somebody goes who is not signed in, with the way back."""
    wanted = request.url.path.removeprefix(ROOT)
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/sign-in?{urlencode({'next': wanted + query})}" if wanted.strip("/") else "/sign-in"


def safe_path(path: str) -> str:
    """`path` when it is a page of the console, else the home page: nobody is sent to another site after signing in."""
    good = path.startswith("/") and not path.startswith("//") and not set(path) & set("\\\r\n\t") and ".." not in path
    return path if good and len(path) < 500 else "/"
