"""Five hundred messages: people on Telegram and WhatsApp who each ask five things, delivered as the platforms do, again until taken.

Every name, number and address is a canary: made anew in each run, and looked for everywhere afterwards.
"""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from connectors.simulator.telegram_people import Person
from connectors.simulator.whatsapp import SimulatedPhone
from tests.e2e.faults.platforms import APP_SECRET, PHONE_ID, SECRET, Platforms, Taken

# what is asked, and the entry that answers it: one in words, four by buttons, all through the engine
QUESTIONS = {
    "topic:padron-baja": "padron-baja",
    "¿Cómo saco la tarjeta sanitaria?": "tis-osakidetza",
    "topic:padron-que-es": "padron-que-es",
    "topic:vacunas": "vacunas",
    "topic:escolarizacion": "escolarizacion",
}
EXPECTED = list(QUESTIONS.values())
AT_ONCE = 20  # connections of a platform
Delivery = tuple[str, bytes, dict[str, str]]  # path, body, headers


@dataclass
class Neighbour:
    """Somebody on a platform; `chat` is how the platform calls them."""

    chat: str
    deliveries: list[Delivery]
    canaries: list[str]
    delivered: int = 0


@dataclass(frozen=True)
class Verdict:
    """What the platforms say became of every message. Chats only of invented people."""

    lost: list[tuple[str, str]]
    twice: list[Taken]  # each but the first
    first: dict[tuple[str, str], Taken]
    out_of_order: list[str]


@dataclass
class Crowd:
    neighbours: list[Neighbour]
    refused: int = 0  # deliveries that were not taken, and came again
    address: str = field(default_factory=lambda: f"127.{random.randint(100, 250)}.{random.randint(100, 250)}.{random.randint(100, 250)}")

    @classmethod
    def of(cls, on_each: int) -> "Crowd":
        """So many on Telegram and as many on WhatsApp, nobody twice."""
        numbers = random.SystemRandom().sample(range(10**7, 10**8), on_each * 2)
        return cls([_on_telegram(n) for n in numbers[:on_each]] + [_on_whatsapp(n) for n in numbers[on_each:]])

    @property
    def messages(self) -> int:
        return sum(len(each.deliveries) for each in self.neighbours)

    @property
    def canaries(self) -> list[str]:
        return [canary for each in self.neighbours for canary in each.canaries] + [self.address]

    async def deliver(self, url: str, first: int = 0, last: int = len(QUESTIONS), patience: float = 900.0) -> None:
        """Of each person's messages those from `first` to before `last`, in order, each again until it is taken."""
        wire = httpx.AsyncHTTPTransport(local_address=self.address, limits=httpx.Limits(max_connections=AT_ONCE))
        async with httpx.AsyncClient(base_url=url, transport=wire, timeout=30, trust_env=False) as client:
            async with asyncio.timeout(patience):
                await asyncio.gather(*(self._speak(client, each, each.deliveries[first:last]) for each in self.neighbours))

    async def _speak(self, client: httpx.AsyncClient, neighbour: Neighbour, deliveries: list[Delivery]) -> None:
        for path, body, headers in deliveries:
            while not await _taken(client, path, body, headers | {"X-Forwarded-For": self.address}):
                self.refused += 1
                await asyncio.sleep(0.3)
            neighbour.delivered += 1

    @property
    def delivered(self) -> int:
        return sum(each.delivered for each in self.neighbours)

    def verdict(self, platforms: Platforms) -> Verdict:
        own = {each.chat for each in self.neighbours}
        answers: dict[str, list[Taken]] = {chat: [] for chat in own}
        for taken in list(platforms.taken):
            if taken.chat in own:
                answers[taken.chat].append(taken)
        first: dict[tuple[str, str], Taken] = {}
        twice = [t for found in answers.values() for t in found if first.setdefault((t.chat, t.about), t) is not t]
        order = {chat: list(dict.fromkeys(t.about for t in found)) for chat, found in answers.items()}
        return Verdict(
            lost=[(chat, about) for chat in sorted(own) for about in EXPECTED if (chat, about) not in first],
            twice=twice,
            first=first,
            out_of_order=[chat for chat, found in order.items() if found != [about for about in EXPECTED if about in found]],
        )

    async def until_answers(self, platforms: Platforms, count: int, patience: float = 400.0) -> None:
        """Returns when so many messages are answered: the moment for the next fault."""
        deadline = time.monotonic() + patience
        while len(self.verdict(platforms).first) < count:
            assert time.monotonic() < deadline, f"only {len(self.verdict(platforms).first)} of {count} are answered"
            await asyncio.sleep(0.05)

    async def until_refused(self, count: int, patience: float = 400.0) -> None:
        """Returns when so many deliveries were not taken: the house has noticed."""
        before, deadline = self.refused, time.monotonic() + patience
        while self.refused < before + count:
            assert time.monotonic() < deadline, "everything is taken"
            await asyncio.sleep(0.05)

    async def until_answered(self, platforms: Platforms, patience: float = 400.0) -> Verdict:
        """The verdict when nothing is missing any more, or when patience is over."""
        deadline = time.monotonic() + patience
        while self.verdict(platforms).lost and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
        await asyncio.sleep(1.0)  # what comes twice may come late
        return self.verdict(platforms)


def kinds(taken: list[Taken]) -> dict[str, int]:
    """How often what was answered: for the words of a failed test, without anybody in it."""
    return dict(Counter(each.about for each in taken))


async def _taken(client: httpx.AsyncClient, path: str, body: bytes, headers: dict[str, str]) -> bool:
    try:
        return (await client.post(path, content=body, headers=headers)).status_code == 200
    except httpx.HTTPError:
        return False


def _on_telegram(number: int) -> Neighbour:
    chat, name = 47 * 10**8 + number, _name()
    person = Person(chat=chat, first_name=name, first_update=time.time_ns() >> 8)
    updates = [person.presses(each) if each.startswith("topic:") else person.writes(_introduced(each, name)) for each in QUESTIONS]
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    return Neighbour(str(chat), [("/telegram/webhook", json.dumps(update).encode(), headers) for update in updates], [str(chat), name])


def _on_whatsapp(number: int) -> Neighbour:
    name = _name()
    phone = SimulatedPhone(APP_SECRET, PHONE_ID, f"346{number}", name)
    said = [phone.presses(each, "Más") if each.startswith("topic:") else phone.says(_introduced(each, name)) for each in QUESTIONS]
    return Neighbour(phone.user_id, [("/whatsapp/webhook", body, headers) for body, headers in said], [f"346{number}", name])


def _introduced(question: str, name: str) -> str:
    return f"Me llamo {name}. {question}"


def _name() -> str:
    return "".join(random.SystemRandom().choices("bcdfghjklmnpqrstvwz", k=9)).capitalize()
