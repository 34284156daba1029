"""Sends one redacted message to the engine and reads the replies of that turn. Never sends anything a person could use as a command."""

import asyncio
from dataclasses import dataclass

import httpx

from bot.errors import EngineUnavailable
from bot.messages import RedactedMessage, Reply
from bot.payloads import engine_text
from bot.wire import reply_from_json


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where the engine listens and the secret that it expects."""

    url: str
    token: str


class EngineClient:
    """`send` raises EngineUnavailable when no answer comes within `timeout` seconds, whatever the reason."""

    def __init__(self, address: EngineAddress, timeout: float, concurrency: int):
        self._timeout = timeout
        self._places = asyncio.Semaphore(concurrency)
        self._http = httpx.AsyncClient(base_url=address.url, headers={"X-Engine-Token": address.token}, timeout=timeout, trust_env=False)

    async def send(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        """Replies of this turn, in order; at least one."""
        body = {
            "sender": message.conversation,
            "text": engine_text(message.payload) if message.payload else without_commands(message.text),
            "metadata": {"language": message.language, "text_language": text_language, "city": message.city},
        }
        try:
            async with asyncio.timeout(self._timeout), self._places:
                response = await self._http.post("/webhooks/harrera/message", json=body)
            response.raise_for_status()
            replies = [reply_from_json(shape) for shape in response.json()["replies"]]
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(type(error).__name__) from error
        if not replies:
            raise EngineUnavailable("silence")
        return replies

    async def is_ready(self) -> bool:
        """Whether the engine answers at all."""
        try:
            return (await self._http.get("/webhooks/harrera/")).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        await self._http.aclose()


def without_commands(text: str) -> str:
    """The engine would execute a leading "/intent{...}"; nobody but our buttons may do that."""
    return text.lstrip("/ \t\u200e\u200f") or "."
