"""Signing in and out, choosing a password with a one-time link, and the language of the pages."""

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.frame import ROOT
from console.frame.cookies import SESSION, VISIT
from console.frame.doors import allowed, open_to_all
from console.frame.sections import Section
from console.frame.visit import Staff, Visit, safe_path
from console.own_account import WeakPassword
from console.permissions import Act
from console.sign_in import Wait, WrongSignIn

_CLEAR = {"Clear-Site-Data": '"cache"'}  # not "cookies": that would empty the whole site


def entrance_section() -> Section:
    router = APIRouter()

    @router.get("/sign-in")
    def sign_in_page(visit: Visit = open_to_all()) -> Response:
        return _sign_in(visit, wanted=visit.request.query_params.get("next", "/"))

    @router.post("/sign-in")
    def sign_in(visit: Visit = open_to_all()) -> Response:
        form = visit.form
        wanted, old = safe_path(form.get("next", "/")), visit.cookies.read(visit.request, SESSION)
        try:
            token = visit.desk.sign_in.sign_in(form.get("name"), form.get("password"), form.get("code"), instead_of=old)
        except Wait as wait:
            minutes = -(-wait.seconds // 60)
            return _sign_in(visit, wait.status, wanted, visit.say("entrance.wait", minutes=minutes))
        except WrongSignIn as wrong:
            return _sign_in(visit, wrong.status, wanted, visit.say("entrance.wrong"))
        return _enter(visit, token, wanted)

    @router.get("/link/{link}")
    def link_page(link: str, visit: Visit = open_to_all()) -> Response:
        return _link(visit, link)

    @router.post("/link/{link}")
    def choose_password(link: str, visit: Visit = open_to_all()) -> Response:
        password, old = visit.form.get("password"), visit.cookies.read(visit.request, SESSION)
        if password != visit.form.get("again"):
            return _link(visit, link, ["differ"], 422)
        try:
            token = visit.desk.own.choose_by_link(link, password, instead_of=old)
        except WeakPassword as weak:
            return _link(visit, link, weak.faults, weak.status)
        except NotFound:
            return _link(visit, link)
        return _enter(visit, token, "/", "entrance.welcome")

    @router.post("/sign-out")
    def sign_out(staff: Staff = allowed(Act.OWN_ACCOUNT)) -> Response:
        staff.desk.sessions.end(staff.cookies.read(staff.request, SESSION))
        response = staff.goes_to("/sign-in", "entrance.signed_out")
        response.headers.update(_CLEAR)
        staff.cookies.remove(staff.request, response, SESSION)
        return response

    @router.post("/language")
    def speak(staff: Staff = allowed(Act.OWN_ACCOUNT)) -> Response:
        if staff.form.get("language") in staff.look.languages:
            staff.desk.own.speak(staff.account, staff.form.get("language"))
        return staff.goes_to(safe_path(staff.form.get("back", "/")))

    return Section("entrance", router)


def _sign_in(visit: Visit, status: int = 200, wanted: str = "/", trouble: str = "") -> Response:
    nobody = not visit.desk.accounts.all()
    return visit.page(
        "entrance/sign_in.html", status, wanted=safe_path(wanted), trouble=trouble, nobody=nobody, name=visit.form.get("name")
    )


def _link(visit: Visit, link: str, faults: list[str] | None = None, status: int = 200) -> Response:
    try:
        owner = visit.desk.links.owner(link)
    except NotFound as gone:
        return visit.page("entrance/link_gone.html", gone.status)
    words = [visit.say(f"password.{fault}") for fault in faults or ()]
    return visit.page("entrance/link.html", status, owner=owner, action=f"{ROOT}/link/{link}", faults=words)


def _enter(visit: Visit, token: str, wanted: str, said: str = "") -> Response:
    response = visit.goes_to(wanted, said)
    visit.cookies.give(visit.request, response, SESSION, token)
    visit.cookies.remove(visit.request, response, VISIT)
    return response
