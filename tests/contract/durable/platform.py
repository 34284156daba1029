"""A platform and its house for the tests of the durable inbox: a real database, the real library, a channel whose platform is a file."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, make_url, text

from bot.durable import DurableInbox
from bot.durable.inbox import Place
from bot.storage.database import make_engine, migrate
from connectors.delivery import Outgoing, SendRefused, Update

SECRET = b"secret of the tests, long enough for anything"


def place_of(url: str, folder: Path, **changes) -> Place:
    """Where an inbox of the tests stores; on PostgreSQL the library has a schema named after the test's."""
    engine = make_engine(url)
    migrate(engine)
    if engine.dialect.name == "sqlite":
        library_url, schema = f"sqlite:///{folder / 'durable.db'}", "unused"
    else:
        library_url, schema = url, schema_of(url)
    return Place(engine, library_url, schema, folder / "workers", SECRET, **changes)


def schema_of(url: str) -> str:
    return str(make_url(url).query["options"]).removeprefix("-csearch_path=") + "_durable"


def drop_library(url: str) -> None:
    if not url.startswith("sqlite"):
        engine = make_engine(url)
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema_of(url)} CASCADE"))
        engine.dispose()


@dataclass
class Platform:
    """A channel. What it confirms is written to `file`, one line each, at once: a killed process cannot take it back.

    The update says what happens: `{"text", "times", "replies_fail", "refuse": [retry_after or null or "permanent", ...], "slow"}`.
    """

    file: Path
    name: str = "telegram"
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    refusals: dict[str, list] = field(default_factory=dict)
    log_asked: bool = False
    confirms_after: float = 0.0  # seconds from taking a message to saying so

    async def replies_to(self, update: Update) -> list[Outgoing]:
        self.asked.append(update.id)
        if self.log_asked:
            self._write(["asked", update.chat, update.id])
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(update.body.get("slow", 0))
        finally:
            self.at_once -= 1
        if self.asked.count(update.id) <= update.body.get("replies_fail", 0):
            raise RuntimeError(update.body["text"])
        if update.body.get("kills"):
            os.kill(os.getpid(), 9)
        self.refusals.setdefault(update.chat, list(update.body.get("refuse", [])))
        return [Outgoing("sendMessage", {"to": update.id, "part": part}) for part in range(update.body.get("times", 1))]

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        if refusals := self.refusals.get(chat):
            refusal = refusals.pop(0)
            if refusal == "crash":
                raise RuntimeError(chat)
            raise SendRefused(refusal == "permanent", refusal if isinstance(refusal, int | float) else None)
        self._write(["sent", chat, outgoing.payload["to"], outgoing.payload["part"]])
        await asyncio.sleep(self.confirms_after)

    async def noticed(self, update: Update) -> None:
        raise RuntimeError("best effort")

    def _write(self, row: list) -> None:
        with open(self.file, "ab") as file:
            file.write(json.dumps(row).encode() + b"\n")

    def sent(self, chat: str | None = None) -> list[tuple[str, int]]:
        """(update, part) in the order in which the platform got them."""
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        rows = [json.loads(line) for line in lines]
        return [(row[2], row[3]) for row in rows if row[0] == "sent" and chat in (None, row[1])]


def update(id: str, chat: str = "chat-1", words: str = "hola", channel: str = "telegram", **body) -> Update:
    return Update(channel, id, chat, {"text": words} | body)


@asynccontextmanager
async def opened(place: Place, *channels: Platform) -> AsyncIterator[DurableInbox]:
    inbox = DurableInbox(place, channels)
    try:
        await inbox.start()
        yield inbox
    finally:
        await inbox.stop(patience=1.0)


async def until(true, seconds: float = 120.0) -> None:
    """Waits for what happens beside; generous, because the machine may be busy."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


def states(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {state: n for state, n in connection.execute(text("SELECT state, count(*) FROM inflight GROUP BY state"))}


def library_rows(place: Place) -> int:
    """Rows that DBOS holds about workflows and their steps."""
    engine = make_engine(place.library_url)
    prefix = "" if engine.dialect.name == "sqlite" else f"{place.library_schema}."
    with engine.connect() as connection:
        tables = ("workflow_status", "operation_outputs", "workflow_input", "workflow_output")
        found = sum(connection.execute(text(f"SELECT count(*) FROM {prefix}{table}")).scalar_one() for table in tables)
    engine.dispose()
    return found
