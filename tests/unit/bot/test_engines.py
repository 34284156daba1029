"""Several dialogue engines: a conversation stays with one while it answers, and goes to the next when it does not."""

import asyncio
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.dialogue.client import EngineClient
from bot.dialogue.engine import free_port
from bot.dialogue.engines import REST, EngineAddress, Engines, RemoteEngines
from bot.errors import EngineUnavailable, Misconfigured
from bot.messages import RedactedMessage, Reply
from bot.wire import reply_to_json
from connectors.simulator.serving import Serving

TOKEN = "t" * 32


@dataclass
class StandInEngine:
    """Answers with its name, or not."""

    name: str
    status: int = 200
    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/webhooks/harrera/message")
        async def message(request: Request) -> JSONResponse:
            self.asked.append((await request.json())["sender"])
            await asyncio.sleep(self.seconds)
            return JSONResponse({"replies": [reply_to_json(Reply(self.name, "es"))]}, self.status)

        @app.get("/webhooks/harrera/")
        async def health() -> dict[str, str]:
            return {"status": "ok"}

        return app


@pytest.fixture
def engines():
    one, other = StandInEngine("one"), StandInEngine("other")
    with Serving(one.app()) as url, Serving(other.app()) as other_url:
        one.url, other.url = url, other_url
        yield one, other


@pytest.fixture
async def client(engines):
    client = EngineClient([EngineAddress(each.url, TOKEN) for each in engines], 1.0, 8)
    yield client
    await client.close()


async def said(client: EngineClient, conversation: str) -> str:
    (reply,) = await client.send(RedactedMessage("hola", "es", conversation, "web", "bilbao"), "es")
    return reply.text


async def test_conversation_stays_with_its_engine_and_conversations_are_shared_out(client):
    first = {f"talk-{n}": await said(client, f"talk-{n}") for n in range(20)}

    assert {name: await said(client, name) for name in first} == first
    assert 3 < list(first.values()).count("one") < 17


async def test_broken_engine_is_passed_over_and_rests(client, engines):
    one, other = engines
    one.status = 500

    assert {await said(client, f"talk-{n}") for n in range(20)} == {"other"}
    assert len(one.asked) == 1


async def test_engine_that_is_gone_is_passed_over(engines):
    gone = EngineAddress(f"http://127.0.0.1:{free_port()}", TOKEN)
    client = EngineClient([gone, EngineAddress(engines[0].url, TOKEN)], 1.0, 8)

    assert {await said(client, f"talk-{n}") for n in range(10)} == {"one"} and await client.is_ready()
    await client.close()


async def test_slow_engine_has_the_message_and_nobody_else_gets_it(client, engines):
    for each in engines:
        each.seconds = 3.0
    with pytest.raises(EngineUnavailable):
        await said(client, "talk")

    assert sorted(len(each.asked) for each in engines) == [0, 1]


async def test_all_gone_is_said():
    client = EngineClient([EngineAddress(f"http://127.0.0.1:{free_port()}", TOKEN) for _ in range(2)], 1.0, 8)
    with pytest.raises(EngineUnavailable, match="ConnectError"):
        await said(client, "talk")

    assert not await client.is_ready()
    await client.close()


async def test_engine_is_asked_first_again_after_its_rest():
    now = 100.0
    engines = Engines([EngineAddress("http://one", TOKEN), EngineAddress("http://other", TOKEN)], 1.0, lambda: now)
    first, second = engines.for_conversation("talk")
    engines.failed(first)
    assert engines.for_conversation("talk") == [second, first]
    now += REST + 0.1

    assert engines.for_conversation("talk") == [first, second]
    await engines.close()


@pytest.mark.parametrize(("urls", "token"), [("http://a:1", "short"), ("ftp://a", TOKEN), ("a:5005", TOKEN)])
def test_settings_that_cannot_work_are_refused(urls, token):
    with pytest.raises(Misconfigured):
        RemoteEngines(urls, token, TOKEN)


def test_addresses_are_read_with_spaces_and_kept_out_of_words():
    remote = RemoteEngines("http://10.0.0.5:5005, http://10.0.0.6:5005 ,", TOKEN, TOKEN)

    assert [each.url for each in remote.addresses] == ["http://10.0.0.5:5005", "http://10.0.0.6:5005"]
    assert TOKEN not in repr(remote.addresses)
