"""Who may read the figures, and what they say of people in danger."""

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from prometheus_client import REGISTRY

from bot.errors import EngineUnavailable, HarreraError
from bot.health import health_router
from bot.inbound import InboundMessage
from bot.messages import RedactedMessage, Reply
from bot.metrics import STEP, Observed, ObservedEngine

WORD = "a word for those who run the house"


class State:
    """A house of which one part may be missing."""

    def __init__(self, **parts: bool):
        self._parts = {"store": True, "engine": True} | parts

    async def state(self) -> dict[str, bool]:
        return self._parts


async def get(
    path: str, *, token: str = "", production: bool = False, come_from: str = "127.0.0.1", state: State | None = None, **headers: str
):
    app = FastAPI()
    app.include_router(health_router(state or State(), token, is_production=production))

    @app.exception_handler(HarreraError)
    async def ours(_, error: HarreraError) -> JSONResponse:
        return JSONResponse({}, error.status)

    transport = httpx.ASGITransport(app, client=(come_from, 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://house") as client:
        return await client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("come_from", ["127.0.0.1", "::1", "10.0.0.9"])
async def test_figures_are_for_who_has_the_word_from_wherever(come_from):
    right = await get("/metrics", token=WORD, production=True, come_from=come_from, authorization=f"Bearer {WORD}")

    assert right.status_code == 200 and "harrera_messages_total" in right.text


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", f"Bearer {WORD}x", WORD, f"Basic {WORD}"])
async def test_figures_are_not_for_who_has_another(given):
    assert (await get("/metrics", token=WORD, authorization=given)).status_code == 403


async def test_without_a_word_figures_are_for_the_machine_itself_while_it_is_built():
    assert (await get("/metrics")).status_code == 200
    assert (await get("/metrics", production=True)).status_code == 403
    assert [(await get("/metrics", come_from=far)).status_code for far in ("10.0.0.9", "testclient")] == [403, 403]


@pytest.mark.parametrize("header", ["forwarded", "x_forwarded_for", "x_forwarded_proto", "x_real_ip", "via"])
async def test_without_a_word_figures_pass_no_proxy(header):
    assert (await get("/metrics", **{header: "127.0.0.1"})).status_code == 403


async def test_house_is_ready_when_all_of_it_is():
    assert (await get("/readyz")).status_code == 200 and (await get("/healthz")).status_code == 200
    missing = await get("/readyz", state=State(engine=False))

    assert (missing.status_code, missing.json()) == (503, {"store": True, "engine": False})


class Answers:
    def __init__(self, reply: Reply):
        self._reply = reply

    async def answer(self, message: InboundMessage) -> list[Reply]:
        return [self._reply]

    async def send(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        raise EngineUnavailable("silence")


def danger() -> float:
    return REGISTRY.get_sample_value("harrera_danger_total") or 0.0


async def test_people_in_danger_are_counted_in_fives():
    house, before, seen = Observed(Answers(Reply("112", "es", emergency=True))), danger(), []
    for _ in range(2 * STEP):
        await house.answer(InboundMessage("...", "ana", "web"))
        seen.append(danger() - before)
    await Observed(Answers(Reply("hola", "es"))).answer(InboundMessage("...", "ana", "web"))

    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10] and danger() - before == 10


async def test_silence_of_the_engine_is_counted():
    def silent() -> float:
        return REGISTRY.get_sample_value("harrera_engine_seconds_count", {"outcome": "silent"}) or 0.0

    before = silent()
    with pytest.raises(EngineUnavailable):
        await ObservedEngine(Answers(Reply("", "es"))).send(RedactedMessage("hola", "es", "c", "web", "bilbao"), "es")

    assert silent() == before + 1
