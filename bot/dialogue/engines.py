"""Which engine a conversation goes to: always the same one while it answers, else the next. Between the client and the engines' doors."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

from bot.errors import Misconfigured

REST = 5.0  # seconds in which an engine that did not answer is asked last
SHORTEST_TOKEN = 32


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where an engine listens and the secret that it expects."""

    url: str
    token: str = field(repr=False)


class Engine:
    """One engine's door."""

    def __init__(self, address: EngineAddress, timeout: float):
        self.url = address.url
        waits = httpx.Timeout(timeout, connect=min(timeout, 1.0))  # a machine that is gone must leave time for the next
        headers = {"X-Engine-Token": address.token}
        self.http = httpx.AsyncClient(base_url=address.url, headers=headers, timeout=waits, trust_env=False)
        self.rests_until = float("-inf")

    async def is_ready(self) -> bool:
        try:
            return (await self.http.get("/webhooks/harrera/")).is_success
        except httpx.HTTPError:
            return False


class Engines:
    """At least one."""

    def __init__(self, addresses: Sequence[EngineAddress], timeout: float, clock: Callable[[], float] = time.monotonic):
        self._engines = [Engine(address, timeout) for address in addresses]
        self._clock = clock

    def __iter__(self):
        return iter(self._engines)

    def for_conversation(self, conversation: str) -> list[Engine]:
        """All engines in the order in which they should be asked. Each conversation has its own order, which stays when others come or go
        (rendezvous hashing), so that two messages of it rarely meet in two engines."""
        now = self._clock()
        return sorted(self._engines, key=lambda engine: (engine.rests_until > now, _weight(engine.url, conversation)))

    def failed(self, engine: Engine) -> None:
        """It gave no answer: for a while others are asked first."""
        engine.rests_until = self._clock() + REST

    async def close(self) -> None:
        for engine in self._engines:
            await engine.http.aclose()


class RemoteEngines:
    """Engines that somebody else starts and keeps running. Keeps to what `EngineProcess` offers."""

    def __init__(self, urls: str, engine_token: str, action_token: str):
        if min(len(engine_token), len(action_token)) < SHORTEST_TOKEN:
            raise Misconfigured(
                f"HARRERA_ENGINE_TOKEN and HARRERA_ACTION_TOKEN: {SHORTEST_TOKEN} characters each when HARRERA_ENGINE_URLS is set"
            )
        self.addresses = [EngineAddress(_checked(url.strip()), engine_token) for url in urls.split(",") if url.strip()]
        self.action_token = action_token
        self.pid = None

    def start(self, action_url: str, is_ready: Callable) -> None:
        """They are started already."""

    async def stop(self) -> None:
        """They go on."""


def _checked(url: str) -> str:
    if httpx.URL(url).scheme not in ("http", "https") or not httpx.URL(url).host:
        raise Misconfigured("HARRERA_ENGINE_URLS: addresses such as http://10.0.0.5:5005, with commas between")
    return url


def _weight(url: str, conversation: str) -> bytes:
    return hashlib.sha256(f"{url}\0{conversation}".encode()).digest()
