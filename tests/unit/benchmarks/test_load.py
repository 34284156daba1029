"""People on three channels: through the real deliveries to a house written by hand, counted rightly, also when nobody answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI, Request, Response

from benchmarks.load import faults, is_good, quarters, rows
from benchmarks.people import CHANNELS, LONGEST_WAIT, Heard, world
from connectors.delivery import Outgoing
from connectors.simulator.serving import Serving
from connectors.telegram_channel.sending import BotApi
from connectors.whatsapp_channel import GraphApi


def house(settings: dict[str, str], answers: bool) -> FastAPI:
    """Acknowledges each delivery, then sends an answer by the real clients."""

    @asynccontextmanager
    async def closing(_: FastAPI) -> AsyncIterator[None]:
        yield
        await asyncio.gather(*under_way)
        await asyncio.gather(bot.close(), graph.close())

    app = FastAPI(lifespan=closing)
    bot = BotApi(settings["HARRERA_TELEGRAM_TOKEN"], settings["HARRERA_TELEGRAM_API_BASE"])
    graph = GraphApi(settings["HARRERA_WHATSAPP_API_BASE"], settings["HARRERA_WHATSAPP_PHONE_ID"], settings["HARRERA_WHATSAPP_TOKEN"])
    under_way = set()

    def later(sending) -> Response:
        if answers:
            under_way.add(asyncio.create_task(sending))
        else:
            sending.close()
        return Response(status_code=200)

    @app.post("/telegram/webhook")
    async def telegram(request: Request) -> Response:
        chat = str((await request.json())["message"]["chat"]["id"])
        return later(bot.send(chat, Outgoing("sendMessage", {"text": "hola"})))

    @app.post("/whatsapp/webhook")
    async def whatsapp(request: Request) -> Response:
        message = json.loads(await request.body())["entry"][0]["changes"][0]["value"]["messages"][0]
        return later(graph.post({"recipient": message["from_user_id"], "type": "text", "text": {"body": "hola"}}))

    @app.post("/api/chat")
    async def chat() -> dict:
        return {"conversation": "x", "replies": [{"text": "hola"}]}

    return app


@pytest.mark.parametrize("answers", [True, False])
def test_every_message_is_heard_of_on_each_channel(answers):
    with world() as people, Serving(house(people.settings, answers)) as url:
        people.patience = LONGEST_WAIT if answers else 1.0
        heard = asyncio.run(people.load(url, ["hola", "kaixo"], rate=30, seconds=1.5))

    assert {each.channel for each in heard} == set(CHANNELS) and len(heard) > 15
    assert all(each.acknowledged for each in heard)
    assert all(bool(each.answered) == (answers or each.channel == "web") for each in heard)
    assert is_good(heard) == answers and people.twice == 0


def test_what_is_sent_twice_after_one_question_is_counted():
    with world() as people:
        for content in ("hola", "kaixo", "hola"):
            people.took("someone", content)
        people.took("another", "hola")

    assert people.twice == 1 and dict(faults([[Heard("web", None, None)]], people.twice).rows)["sent twice"] == 1


def test_rows_say_what_was_not_answered():
    heard = [Heard("web", 10.0, 10.0), Heard("telegram", 5.0, None), Heard("telegram", 7.0, 2000.0)]
    found = {row[1]: row[2:] for row in rows(3, heard)}

    assert found["web"] == (1, 10.0, 10.0, 10.0, 0)
    assert found["telegram"][0] == 2 and found["telegram"][-1] == 1 and found["whatsapp"][0] == 0
    assert found["all"][0] == 3 and not is_good(heard) and not is_good([])


def test_memory_is_shown_by_quarter():
    table = quarters([(100.0 + n, 50.0) for n in range(8)])

    assert [row[1] for row in table.rows] == [100.5, 102.5, 104.5, 106.5] and {row[2] for row in table.rows} == {50.0}
