"""Errors as pages: what happened, what is safe, what to do. Scripts of ours get the one error shape instead."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from bot.errors import HarreraError
from bot.privacy_log import log
from console.frame import ROOT
from console.frame.doors import SignInNeeded, staff_at
from console.frame.headers import PAGE_HEADERS
from console.frame.visit import Visit, sign_in_path

_WITH_WORDS = {403, 404, 405, 413, 419, 422, 429, 503}  # statuses that have words of their own (`errors.<status>`)
_AS = {400: 422, 401: 419}


def add_errors(app: FastAPI) -> None:
    @app.exception_handler(SignInNeeded)
    async def sign_in_first(request: Request, error: SignInNeeded) -> Response:
        if _wants_json(request):
            return await _refusal(request, error.status, error.code)
        return RedirectResponse(f"{ROOT}{sign_in_path(request)}", 303, headers=PAGE_HEADERS)

    @app.exception_handler(HarreraError)
    async def ours(request: Request, error: HarreraError) -> Response:
        return await _refusal(request, error.status, error.code)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, _: RequestValidationError) -> Response:
        return await _refusal(request, 422, "bad_input")

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        return await _refusal(request, error.status_code, "not_found" if error.status_code == 404 else "bad_input")

    @app.exception_handler(SQLAlchemyError)
    async def store_silent(request: Request, error: SQLAlchemyError) -> Response:
        log("store_silent", kind=type(error).__name__)
        return await _refusal(request, 503, "unavailable")

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        # the edge of the process: the kind of error is logged, never its words
        log("unexpected_error", kind=type(error).__name__, where="console")
        return await _refusal(request, 500, "error")


async def _refusal(request: Request, status: int, code: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": {"code": code, "message": code}}, status, headers=PAGE_HEADERS)
    shown = _AS.get(status, status)
    visit = await _visit(request)
    return visit.page("error.html", status, words=f"errors.{shown if shown in _WITH_WORDS else 500}")


async def _visit(request: Request) -> Visit:
    """Who came through a door is known; at an address that does not exist nobody came through one."""
    if known := getattr(request.state, "visit", None):
        return known
    try:
        return await staff_at(request)
    except (HarreraError, SQLAlchemyError):
        state = request.app.state
        return Visit(request, state.desk, state.look, state.cookies)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
