"""My account: password, second step, where I am signed in."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from markupsafe import Markup

from bot.sealing import Unreadable
from console.frame.doors import allowed
from console.frame.sections import Section
from console.frame.visit import Staff
from console.own_account import WeakPassword
from console.permissions import Act
from console.second_step import new_secret, qr_of
from console.sign_in import Wait, WrongSignIn

_OWN = Act.OWN_ACCOUNT


def myself_section() -> Section:
    router = APIRouter(prefix="/myself")

    @router.get("")
    def myself(staff: Staff = allowed(_OWN)) -> Response:
        return _page(staff)

    @router.post("/password")
    def password(staff: Staff = allowed(_OWN)) -> Response:
        form, own = staff.form, staff.desk.own
        if form.get("password") != form.get("again"):
            return _page(staff, 422, faults=[staff.say("password.differ")])
        return _try(
            staff,
            lambda: own.change(staff.account, form.get("current"), form.get("password"), staff.session.digest),
            "myself.said.password",
        )

    @router.get("/second-step")
    def second_step_page(staff: Staff = allowed(_OWN)) -> Response:
        return _second_step(staff, new_secret())

    @router.post("/second-step")
    def begin_second_step(staff: Staff = allowed(_OWN)) -> Response:
        try:
            secret = _opened(staff)
            staff.desk.own.begin_second_step(staff.account, secret, staff.form.get("code"))
        except Unreadable:
            return _second_step(staff, new_secret(), staff.say("myself.second.again"), 422)
        except WrongSignIn as wrong:
            return _second_step(staff, secret, staff.say("myself.second.wrong"), wrong.status)
        return staff.goes_to("/myself", "myself.said.second_step")

    @router.post("/second-step/end")
    def end_second_step(staff: Staff = allowed(_OWN)) -> Response:
        end = staff.desk.own.end_second_step
        return _try(staff, lambda: end(staff.account, staff.form.get("current")), "myself.said.second_step_ended")

    @router.post("/sessions/end")
    def end_sessions(staff: Staff = allowed(_OWN)) -> Response:
        count = staff.desk.own.sign_out_elsewhere(staff.account, staff.session.digest)
        return staff.goes_to("/myself", "myself.said.sessions", count=count)

    return Section("myself", router)


def _try(staff: Staff, deed: Callable[[], None], said: str) -> Response:
    """Do it and say so, or show the page again with what was wrong."""
    try:
        deed()
    except WeakPassword as weak:
        return _page(staff, weak.status, faults=[staff.say(f"password.{fault}") for fault in weak.faults])
    except Wait as wait:
        return _page(staff, wait.status, trouble=staff.say("entrance.wait", minutes=-(-wait.seconds // 60)))
    except WrongSignIn as wrong:
        return _page(staff, wrong.status, trouble=staff.say("myself.wrong_current"))
    return staff.goes_to("/myself", said)


def _page(staff: Staff, status: int = 200, trouble: str = "", faults: list[str] | None = None) -> Response:
    sessions = staff.desk.sessions.of(staff.account)
    return staff.page("myself/myself.html", status, sessions=sessions, trouble=trouble, faults=faults or [])


def _second_step(staff: Staff, secret: str, trouble: str = "", status: int = 200) -> Response:
    """The secret travels sealed through the form: nothing is kept until the phone has proved that it has it."""
    sealed = staff.desk.sealer.seal([f"second step of {staff.account.id}", secret]).decode()
    values = {"qr": Markup(qr_of(secret, staff.account)), "secret": secret, "sealed": sealed, "trouble": trouble}
    return staff.page("myself/second_step.html", status, **values)


def _opened(staff: Staff) -> str:
    """The secret that we sealed for this account. Raises Unreadable for any other."""
    whose, secret = staff.desk.sealer.open(staff.form.get("secret").encode())
    if whose != f"second step of {staff.account.id}":
        raise Unreadable("sealed for another account")
    return secret
