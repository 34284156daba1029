"""Sends one redacted message to the engine and reads the replies of that turn. Never sends anything a person could use as a command."""

import asyncio
from collections.abc import Sequence

import httpx

from bot.dialogue.engines import EngineAddress, Engines
from bot.errors import EngineUnavailable
from bot.messages import RedactedMessage, Reply
from bot.payloads import engine_text
from bot.wire import reply_from_json


class EngineClient:
    """`send` raises EngineUnavailable when no answer comes within `timeout` seconds, whatever the reason."""

    def __init__(self, addresses: Sequence[EngineAddress], timeout: float, concurrency: int):
        self._timeout = timeout
        self._places = asyncio.Semaphore(concurrency)
        self._engines = Engines(addresses, timeout)

    async def send(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        """Replies of this turn, in order; at least one."""
        body = {
            "sender": message.conversation,
            "text": engine_text(message.payload) if message.payload else without_commands(message.text),
            "metadata": {"language": message.language, "text_language": text_language, "city": message.city}
            | ({"agent": True} if message.agent else {})
            | ({"danger_topic": message.danger_topic} if message.danger_topic else {}),
        }
        try:
            async with asyncio.timeout(self._timeout), self._places:
                response = await self._first_answer(message.conversation, body)
            replies = [reply_from_json(shape) for shape in response.json()["replies"]]
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(type(error).__name__) from error
        if not replies:
            raise EngineUnavailable("silence")
        return replies

    async def _first_answer(self, conversation: str, body: dict) -> httpx.Response:
        """Of the conversation's engine; of the next one when it is gone or broken. Who is only slow has the message: nobody else gets it."""
        missed: httpx.HTTPError = httpx.ConnectError("no engine")
        for engine in self._engines.for_conversation(conversation):
            try:
                return (await engine.http.post("/webhooks/harrera/message", json=body)).raise_for_status()
            except (httpx.ReadTimeout, httpx.PoolTimeout):
                raise
            except httpx.HTTPError as error:
                self._engines.failed(engine)
                missed = error
        raise missed

    async def is_ready(self) -> bool:
        """Whether any engine answers at all."""
        return any(await asyncio.gather(*(engine.is_ready() for engine in self._engines)))

    async def close(self) -> None:
        await self._engines.close()


def without_commands(text: str) -> str:
    """The engine would execute a leading "/intent{...}"; nobody but our buttons may do that."""
    return text.lstrip("/ \t\u200e\u200f") or "."
