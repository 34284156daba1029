"""How the house is: alive, ready, and in figures. For whoever runs it, never for people who write."""

import hmac
from ipaddress import ip_address

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot.bootstrap import House
from bot.dialogue.client import EngineClient
from bot.durable import DurableInbox
from bot.errors import NotAllowed
from bot.housekeeping import Job
from bot.metrics import CONTENT_AGE, ENGINE_READY, OLDEST, STORE_READY, WAITING
from bot.storage.database import ready
from bot.storage.inflight import SqlInflight

MEASURED_EVERY = 5.0  # seconds
STATES = ("waiting", "parked")
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")  # what proxies add


class Health:
    """Of one process."""

    def __init__(self, house: House, client: EngineClient, inbox: DurableInbox | None):
        self._house, self._client, self._inbox = house, client, inbox
        self._inflight = SqlInflight(house.database)
        CONTENT_AGE.labels("entries").set_function(house.library.age)
        CONTENT_AGE.labels("cards").set_function(house.rumours.age)

    async def state(self) -> dict[str, bool]:
        """Which parts are there."""
        state = {
            "store": await run_in_threadpool(ready, self._house.database),
            "content": self._house.library.size(self._house.settings.city) > 0,
            "engine": await self._client.is_ready(),
        }
        return state | ({"inbox": self._inbox.ready()} if self._inbox else {})

    @property
    def job(self) -> Job:
        """What has to be looked at now and then."""
        return Job(MEASURED_EVERY, self.measure)

    async def measure(self) -> None:
        """Set the gauges that are not counted as it happens."""
        ENGINE_READY.set(await self._client.is_ready())
        try:
            await run_in_threadpool(self._measure_store)
        except SQLAlchemyError:
            STORE_READY.set(0)

    def _measure_store(self) -> None:
        counted = self._inflight.counted()
        for state in STATES:
            WAITING.labels(state).set(counted.get(state, 0))
        OLDEST.set(self._inflight.oldest())
        STORE_READY.set(ready(self._house.database))


def health_router(health: Health, metrics_token: str, *, is_production: bool) -> APIRouter:
    """`/healthz`, `/readyz`, `/metrics`."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def healthy() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get("/readyz")
    async def is_ready() -> JSONResponse:
        """200 when the store, the content, the engine and, with platform channels, the durable inbox are there, else 503.

        Answers go on without the engine all the same.
        """
        state = await health.state()
        return JSONResponse(state, 200 if all(state.values()) else 503)

    @router.get("/metrics")
    def metrics(request: Request) -> Response:
        """Prometheus text, with `Authorization: Bearer` and HARRERA_METRICS_TOKEN; without that setting, in development, from this machine."""
        if not _may_read(request, metrics_token, is_production):
            raise NotAllowed("only for those who run this house")
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


def _may_read(request: Request, token: str, is_production: bool) -> bool:
    if token:
        return hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    return not is_production and _is_near(request)


def _is_near(request: Request) -> bool:
    """From this machine and past no proxy: behind one, everybody seems to come from here."""
    passed_on = any(name in request.headers for name in _PASSED_ON)
    try:
        return not passed_on and request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
