"""People on Telegram, WhatsApp and the page who write at a given rate, whatever the answers take, and what they wait for.

Telegram and WhatsApp are stand-ins in this process; for an installation of several processes one address serves all three channels.
"""

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count

import httpx

from connectors.simulator.serving import Serving
from connectors.simulator.telegram import Call, StandIn
from connectors.simulator.telegram_people import TOKEN, Person
from connectors.simulator.whatsapp import SimulatedPhone, StandInGraph

CHANNELS = ("telegram", "whatsapp", "web")
LONGEST_WAIT = 60.0  # seconds after which a message counts as not answered
PHONE_ID, SECRETS = "100000000000001", "secrets of the benchmark"
TELEGRAM_SECRET = "secret-of-the-benchmark"
SEED = 7


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: its channel, and milliseconds until the platform had our acknowledgement and the person the first answer.

    On the page both are the same. None: it did not come.
    """

    channel: str
    acknowledged: float | None
    answered: float | None


@dataclass
class World:
    """The platforms, and `load` to write through them. `settings` are what a house needs to be reached from here."""

    settings: dict[str, str]
    patience: float = LONGEST_WAIT  # seconds
    twice: int = 0  # messages that a platform took a second time since the person's last question
    _answers: dict[str, tuple[asyncio.AbstractEventLoop, asyncio.Future]] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(10_000_000))
    _idle: dict[str, list] = field(default_factory=lambda: {channel: [] for channel in CHANNELS})

    async def load(self, url: str, texts: Sequence[str], rate: float, seconds: float) -> list[Heard]:
        """`rate` messages a second, at random moments, each channel a third of them; a person writes again only once answered."""
        chance, heard, under_way = random.Random(SEED), [], set()
        async with httpx.AsyncClient(
            base_url=url, timeout=self.patience, trust_env=False, limits=httpx.Limits(max_connections=200)
        ) as client:
            end = time.monotonic() + seconds
            for number in count():
                await asyncio.sleep(chance.expovariate(rate))
                if time.monotonic() >= end:
                    break
                task = asyncio.create_task(self._write(client, CHANNELS[number % 3], texts[number % len(texts)]))
                under_way.add(task)
                task.add_done_callback(lambda done: (under_way.discard(done), heard.append(done.result())))
            await asyncio.gather(*under_way)
        return heard

    async def _write(self, client: httpx.AsyncClient, channel: str, text: str) -> Heard:
        person = self._idle[channel].pop(0) if len(self._idle[channel]) > 20 else _person(channel, next(self._numbers))
        try:
            heard = await (_on_page(client, person, text) if channel == "web" else self._on_platform(client, channel, person, text))
        except httpx.HTTPError:
            return Heard(channel, None, None)
        self._idle[channel].append(person)
        return heard

    async def _on_platform(self, client: httpx.AsyncClient, channel: str, person: Person | SimulatedPhone, text: str) -> Heard:
        chat, path, body, headers = _delivery(person, text)
        answer = asyncio.get_running_loop().create_future()
        self._answers[chat] = asyncio.get_running_loop(), answer
        self._taken[chat] = set()
        began = time.perf_counter()
        response = await client.post(path, content=body, headers=headers)
        acknowledged = (time.perf_counter() - began) * 1000 if response.status_code == 200 else None
        try:
            async with asyncio.timeout(self.patience):
                return Heard(channel, acknowledged, (await answer - began) * 1000)
        except TimeoutError:
            return Heard(channel, acknowledged, None)

    def took(self, chat: str, content: str) -> None:
        """A platform took a message for `chat`; called from its thread."""
        taken = self._taken.setdefault(chat, set())
        self.twice += content in taken
        taken.add(content)
        loop, answer = self._answers.get(chat, (None, None))
        if loop is not None:
            at = time.perf_counter()
            loop.call_soon_threadsafe(lambda: answer.done() or answer.set_result(at))


@contextmanager
def world() -> Iterator[World]:
    """Stand-ins for Telegram and Meta, for as long as the block lasts."""
    telegram, graph = StandIn(), StandInGraph(SECRETS)
    with ExitStack() as stack:
        telegram_url, graph_url = (stack.enter_context(Serving(app)) for app in (telegram.app(), graph.app))
        found = World(_settings(telegram_url, graph_url))
        telegram.heard, graph.heard = _forgetting(telegram, found), _forgetting_graph(graph, found)
        yield found


def _settings(telegram_url: str, graph_url: str) -> dict[str, str]:
    return {
        "HARRERA_TELEGRAM_TOKEN": TOKEN,
        "HARRERA_TELEGRAM_SECRET": TELEGRAM_SECRET,
        "HARRERA_TELEGRAM_API_BASE": telegram_url,
        "HARRERA_WHATSAPP_PHONE_ID": PHONE_ID,
        "HARRERA_WHATSAPP_TOKEN": SECRETS,
        "HARRERA_WHATSAPP_APP_SECRET": SECRETS,
        "HARRERA_WHATSAPP_VERIFY_TOKEN": SECRETS,
        "HARRERA_WHATSAPP_API_BASE": f"{graph_url}/v25.0",
    }


def _forgetting(telegram: StandIn, found: World):
    def heard(call: Call) -> None:
        if call.method == "sendMessage":
            found.took(str(call.fields["chat_id"]), call.fields["text"])
        telegram.calls.clear()  # ten minutes of them would be our own memory's growth

    return heard


def _forgetting_graph(graph: StandInGraph, found: World):
    def heard(message: dict) -> None:
        found.took(message.get("recipient") or message["to"], json.dumps(message[message["type"]]))
        graph.messages.clear()
        graph.marks.clear()

    return heard


def _person(channel: str, number: int):
    if channel == "telegram":
        return Person(chat=47 * 10**8 + number, first_update=time.time_ns() >> 8)
    return SimulatedPhone(SECRETS, PHONE_ID, f"346{number}") if channel == "whatsapp" else {}


def _delivery(person: Person | SimulatedPhone, text: str) -> tuple[str, str, bytes, dict[str, str]]:
    """(chat, path, body, headers)."""
    if isinstance(person, Person):
        headers = {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET, "Content-Type": "application/json"}
        return str(person.chat), "/telegram/webhook", json.dumps(person.writes(text)).encode(), headers
    return person.user_id, "/whatsapp/webhook", *person.says(text)


async def _on_page(client: httpx.AsyncClient, person: dict, text: str) -> Heard:
    began = time.perf_counter()
    response = await client.post("/api/chat", json={"text": text} | person)
    waited = (time.perf_counter() - began) * 1000
    if response.status_code != 200 or not response.json()["replies"]:
        return Heard("web", None, None)
    person["conversation"] = response.json()["conversation"]
    return Heard("web", waited, waited)
