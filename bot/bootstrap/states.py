"""What the house leans on, for the page that says what works: asked now, each in its own way, never with a secret in the answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date

from bot.bootstrap.doors import Doors
from bot.bootstrap.foundations import Foundations
from bot.mail import Mail
from bot.storage.database import ready
from bot.storage.inflight import SqlInflight
from bot.storage.unsent import SqlUnsent
from connectors.delivery import PlatformState
from console.settings.states import Asked, State

UNSENT_SAID = {"window", "unreachable", "token", "permission", "account"}  # with words of their own on the page


@dataclass
class HouseStates:
    """`engine_answers` is put in by who opens the house."""

    house: Foundations
    doors: Doors
    engine_answers: Callable[[], Awaitable[bool]] | None = field(default=None)

    def asked(self) -> Asked:
        return {
            "database": self._database,
            "engine": self._engine,
            "telegram": self._telegram,
            "whatsapp": self._whatsapp,
            "mail": self._mail,
        }

    async def _database(self) -> State:
        kind = ("kind", self.house.database.dialect.name)
        return State("works" if await asyncio.to_thread(ready, self.house.database) else "silent", (kind,))

    async def _engine(self) -> State:
        if self.engine_answers and await self.engine_answers():
            return State("works")
        return State("silent", (("answers_without", ""),))

    async def _telegram(self) -> State:
        given = self.house.settings
        if not given.has_telegram:
            return State("off", (("not_set", ""),))
        found = await self.doors.telegram_bot.state()
        polls = given.telegram_mode == "polling"
        facts = [*_delivery(found, polls), *await self._last("telegram")]
        if not polls and not given.telegram_secret.get_secret_value():
            facts.append(("secret", ""))
        return State(found.word, tuple(facts))

    async def _whatsapp(self) -> State:
        given = self.house.settings
        if not given.whatsapp_phone_id:
            return State("off", (("not_set", ""),))
        found = await self.doors.graph.state()
        facts = [("token", "")] if found.word == "refused" else []
        if not given.whatsapp_app_secret.get_secret_value():
            facts.append(("secret", ""))
        return State(found.word, (*facts, *await self._last("whatsapp"), *await asyncio.to_thread(self._unsent, "whatsapp")))

    def _unsent(self, channel: str) -> list[tuple[str, str | int]]:
        """Why messages of ours did not go out, and on which day last; the latest first."""
        last = SqlUnsent(self.house.database).last(channel, date.today())
        days: dict[str, date] = {}
        for reason, day in last.items():
            word = f"unsent_{reason}" if reason in UNSENT_SAID else "unsent_other"
            days[word] = max(day, days.get(word, day))  # several reasons share the words for all others
        return [(word, day.isoformat()) for word, day in sorted(days.items(), key=lambda each: each[1], reverse=True)]

    async def _mail(self) -> State:
        word = await asyncio.to_thread(Mail(self.house.settings).state)
        return State(word, (("not_set", ""),) if word == "off" else ())

    async def _last(self, channel: str) -> list[tuple[str, str | int]]:
        at = await asyncio.to_thread(SqlInflight(self.house.database).last_received, channel)
        return [("last_message", at - at % 3600)] if at else [("no_message", "")]  # to the hour: the minute is somebody's


def _delivery(found: PlatformState, polls: bool) -> list[tuple[str, str | int]]:
    if found.word == "refused":
        return [("token", "")]
    if found.word != "works":
        return []
    way = ("polling", "") if polls else ("webhook", found.webhook) if found.webhook else ("no_webhook", "")
    failed = [("failed_at", found.failed_at)] if found.failed_at else []
    return [way, ("waiting", found.waiting), *failed]
