"""What the tests of the Telegram channel share: the fixtures, the bot's own name, and hand-written stand-ins."""

import json
from pathlib import Path
from typing import Any

from bot.errors import TooManyMessages, Unavailable
from bot.inbound import InboundMessage
from bot.messages import Reply
from bot.texts import Texts
from connectors.delivery import Outgoing, SendRefused, Update
from connectors.simulator.telegram_people import BOT
from connectors.telegram_channel.addressing import Own
from connectors.telegram_channel.rendering import Rendering
from connectors.telegram_channel.short_payloads import ShortPayloads

FOLDER = Path(__file__).parents[2] / "fixtures" / "telegram"
OWN = Own(BOT["id"], BOT["username"])
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
TEXTS = Texts.load()


def fixture(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def rendering() -> Rendering:
    return Rendering(TEXTS, ShortPayloads())


class FakeConversation:
    """Answers with what it was asked, in the language of the hint; `replies` says otherwise."""

    def __init__(self, replies: dict[str, list[Reply]] | None = None):
        self.replies, self.messages = replies or {}, []

    async def answer(self, message: InboundMessage) -> list[Reply]:
        self.messages.append(message)
        if message.text == "too fast":
            raise TooManyMessages("too many")
        return self.replies.get(message.text, [Reply(f"heard {message.text}", message.language_hint or "es")])


class FakeApi:
    """Keeps what was called; refuses everything when told so."""

    def __init__(self, refuses: bool = False):
        self.refuses, self.calls = refuses, []

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        self._call("send", chat, outgoing.payload["text"])

    async def acknowledge(self, press: str) -> None:
        self._call("acknowledge", press)

    async def typing(self, chat: str, thread: int | None = None) -> None:
        self._call("typing", chat, thread)

    def _call(self, *what: Any) -> None:
        self.calls.append(what)
        if self.refuses:
            raise SendRefused(False)


class MemoryInbox:
    """Accepts each id once; fails when told so."""

    def __init__(self):
        self.updates: list[Update] = []
        self.failures = 0

    async def accept(self, update: Update) -> bool:
        if self.failures:
            self.failures -= 1
            raise Unavailable("the store is silent")
        if any(known.id == update.id for known in self.updates):
            return False
        self.updates.append(update)
        return True
