"""The doors: every route of the console has one, and a test holds that. A door finds out who it is, asks `console.permissions`, and
turns away forms that are not ours; only then the route begins."""

from collections.abc import Callable
from typing import Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from bot.errors import HarreraError, NotAllowed, NotFound
from console.frame.cookies import SESSION
from console.frame.forgery import FormTokens, is_ours
from console.frame.forms import FORM_LIMIT, read_form
from console.frame.visit import Staff, Visit
from console.permissions import Act, require

_READS = {"GET", "HEAD"}


class SignInNeeded(NotAllowed):
    """Nobody is signed in, or the session is over."""

    code = "sign_in_needed"
    status = 401


class Expired(HarreraError):
    """The form is older than the session it was made for, or not ours."""

    code = "expired"
    status = 419


def allowed(act: Act, limit: int = FORM_LIMIT) -> Any:
    """For a route's parameter `staff: Staff = allowed(Act.WRITE_ENTRY)`. `limit` is in bytes of what is sent."""

    async def door(request: Request) -> Staff:
        staff = await staff_at(request)
        request.state.visit = staff
        require(staff.account, act)
        _look_at_names(request)
        await _read(staff, limit)
        return staff

    door.act = act
    return Depends(door)


def open_to_all() -> Any:
    """For the few routes before signing in: `visit: Visit = open_to_all()`. Forms are guarded all the same."""

    async def door(request: Request) -> Visit:
        state = request.app.state
        visit = Visit(request, state.desk, state.look, state.cookies)
        request.state.visit = visit
        _look_at_names(request)
        await _read(visit, FORM_LIMIT)
        return visit

    door.act = None
    return Depends(door)


async def staff_at(request: Request) -> Staff:
    """Who is signed in. Raises SignInNeeded, for something sent Expired."""
    state = request.app.state
    token = state.cookies.read(request, SESSION)
    found = await run_in_threadpool(state.desk.sessions.find, token)
    if found is None:
        raise Expired("the session is over") if request.method not in _READS else SignInNeeded("sign in first")
    return Staff(request, state.desk, state.look, state.cookies, account=found.account, session=found.session)


def _look_at_names(request: Request) -> None:
    """Raises NotFound for names in the address that nothing can have: PostgreSQL does not even look for a NUL, it refuses."""
    if any("\0" in str(name) for name in request.path_params.values()):
        raise NotFound("nothing is called so")


async def _read(visit: Visit, limit: int) -> None:
    """Raises Expired, TooLarge, BadInput."""
    if visit.request.method in _READS:
        return
    if not is_ours(visit.request.headers):
        raise Expired("this form was not sent by our page")
    visit.form = await read_form(visit.request, limit)
    token = visit.form.get("token") or visit.request.headers.get("x-form-token", "")
    if not FormTokens(visit.desk.sealer).fits(visit.whose, token):
        raise Expired("this form is too old")


def doors_of(route: Any) -> list[Callable]:
    """The doors of a route, for the test that every route has exactly one; none for what is no route of FastAPI's."""
    dependencies = route.dependant.dependencies if hasattr(route, "dependant") else []
    return [dependency.call for dependency in dependencies if hasattr(dependency.call, "act")]
