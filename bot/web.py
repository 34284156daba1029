"""The HTTP application: the web channel, the engine's way back to us, health, readiness, metrics, and one shape for every error."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.actions.protocol import read_turn, write_outcome
from bot.actions.registry import run_action
from bot.bootstrap import House
from bot.dialogue.client import EngineClient
from bot.errors import HarreraError, NotAllowed
from bot.health import Health, health_router
from bot.metrics import Observed
from bot.privacy_log import log
from connectors.web_channel.conversation_ids import ConversationIds
from connectors.web_channel.routes import web_router

ACTION_PATH = "/webhook"
PATIENCE = 60.0  # seconds after which the chat is announced although the engine is still silent


def make_app(house: House, port: int, on_ready: Callable[[], None] = lambda: None) -> FastAPI:
    """The application on `port`; its engine starts and stops with it, and `on_ready` is called when it first answers."""
    settings = house.settings
    engine = house.engine()
    client = house.engine_client(engine.addresses)
    conversation = Observed(house.conversation(client))
    channels = house.doors.channels(conversation)
    inbox = house.doors.inbox(channels) if channels else None
    health = Health(house, client, inbox)
    housekeeping = house.housekeeping(health.job)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine.start(f"http://127.0.0.1:{port}{ACTION_PATH}", client.is_ready)
        house.current.follow()
        await run_in_threadpool(house.library.open, settings.city)
        await run_in_threadpool(house.rumours.open)
        await housekeeping.start()
        if inbox:
            await inbox.start()
        announcing = asyncio.create_task(_announce(client, on_ready))
        async with house.doors.telegram_opened(inbox) if inbox and settings.has_telegram else nullcontext():
            yield
        announcing.cancel()
        if inbox:
            await inbox.stop()
        if settings.whatsapp_phone_id:
            await house.doors.graph.close()
        if settings.has_telegram:
            await house.doors.telegram_bot.close()
        await housekeeping.stop()
        house.current.close()
        house.library.close()
        house.rumours.close()
        await engine.stop()
        await client.close()
        await house.talks.close()
        await house.limiter.close()
        await run_in_threadpool(house.counter.close)
        log("stopped")

    app = FastAPI(title="Harrera", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.engine = engine
    _add_errors(app)
    _add_actions(app, house, engine.action_token)
    production = settings.environment != "development"
    app.include_router(health_router(health, settings.metrics_token.get_secret_value(), is_production=production))
    if inbox and settings.whatsapp_phone_id:
        app.include_router(house.doors.whatsapp(inbox))
    if inbox and settings.has_telegram:
        app.include_router(house.doors.telegram(inbox))
    app.mount("/console", house.staff.console())
    app.include_router(house.staff.card_pages())
    app.include_router(house.staff.overview.public())
    ids = ConversationIds(house.secret)
    app.include_router(
        web_router(
            conversation,
            house.spoken,
            ids,
            later=house.later_door(ids),
            message_limit=settings.message_limit,
            default_language=settings.default_language,
        )
    )
    return app


async def _announce(client: EngineClient, on_ready: Callable[[], None]) -> None:
    """When the engine answers, or after a while without it: questions are answered all the same."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not await client.is_ready():
                await asyncio.sleep(0.2)
    on_ready()


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(HarreraError)
    async def ours(_: Request, error: HarreraError) -> JSONResponse:
        return _error(error.status, error.code, str(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return _error(422, "bad_input", "missing or of the wrong type")

    @app.exception_handler(HTTPException)
    async def framework(_: Request, error: HTTPException) -> JSONResponse:
        return _error(error.status_code, "not_found" if error.status_code == 404 else "bad_input", str(error.detail))

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        # the edge of the process: the kind of error is logged, never its words, which could hold a message
        log("unexpected_error", kind=type(error).__name__, where="web")
        return _error(500, "error", "something went wrong on our side")


def _error(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def _add_actions(app: FastAPI, house: House, token: str) -> None:
    @app.post(ACTION_PATH, include_in_schema=False)
    async def action(request: Request) -> JSONResponse:
        if not hmac.compare_digest(request.headers.get("x-action-token", "").encode(), token.encode()):
            raise NotAllowed("only the engine may ask")
        turn = read_turn(await request.json(), house.settings.default_language, house.settings.city)
        # in a thread: a search takes tens of milliseconds, in which nothing else would be acknowledged
        return JSONResponse(write_outcome(await run_in_threadpool(run_action, turn, house.toolbox(turn.city))))
