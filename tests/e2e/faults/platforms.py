"""Both platforms on lines that can break, and what they took: the only ones who can say what was lost and what came twice."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from connectors.simulator.serving import Serving
from connectors.simulator.telegram import Call, StandIn
from connectors.simulator.telegram_people import TOKEN
from connectors.simulator.whatsapp import StandInGraph
from tests.e2e.faults.line import Fault, Line

SECRET, GRAPH_TOKEN = "a-secret-for-faults", "a token for faults"
PHONE_ID, APP_SECRET, VERIFY_TOKEN = "100000000000001", "an app secret for faults", "a verify token for faults"


@dataclass(frozen=True, slots=True)
class Taken:
    """One message as a platform took it: to whom, what it answers (the topic of its "read more"), and when."""

    chat: str
    about: str
    at: float


@dataclass
class Platforms:
    telegram: StandIn
    graph: StandInGraph
    telegram_line: Line
    graph_line: Line
    taken: list[Taken] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def settings(self) -> dict[str, str]:
        """What a house needs to reach them."""
        return {
            "HARRERA_TELEGRAM_TOKEN": TOKEN,
            "HARRERA_TELEGRAM_SECRET": SECRET,
            "HARRERA_TELEGRAM_API_BASE": self.telegram_line.url,
            "HARRERA_WHATSAPP_PHONE_ID": PHONE_ID,
            "HARRERA_WHATSAPP_TOKEN": GRAPH_TOKEN,
            "HARRERA_WHATSAPP_APP_SECRET": APP_SECRET,
            "HARRERA_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
            "HARRERA_WHATSAPP_API_BASE": f"{self.graph_line.url}/v25.0",
        }

    async def break_for_a_while(self, fault: Fault) -> int:
        """Until each line has broken several times; how often in all."""
        lines = (self.telegram_line, self.graph_line)
        before = [line.broken for line in lines]
        for line in lines:
            line.fault = fault
        deadline = time.monotonic() + 180
        while any(line.broken < was + 5 for line, was in zip(lines, before)):
            assert time.monotonic() < deadline, f"nobody met {fault}"
            await asyncio.sleep(0.02)
        for line in lines:
            line.fault = Fault.NONE
        return sum(line.broken for line in lines) - sum(before)

    def telegram_took(self, call: Call) -> None:
        if call.method == "sendMessage":
            self.take(str(call.fields["chat_id"]), _of_telegram(call.fields))

    def take(self, chat: str, payloads: list[str]) -> None:
        about = next((payload.removeprefix("more:") for payload in payloads if payload.startswith("more:")), "other")
        with self._lock:
            self.taken.append(Taken(chat, about, time.monotonic()))


@contextmanager
def platforms() -> Iterator[Platforms]:
    """Stand-ins for Telegram and Meta, each behind a line of its own."""
    telegram, graph = StandIn(), StandInGraph(GRAPH_TOKEN)
    with ExitStack() as stack:
        lines = [stack.enter_context(Line(stack.enter_context(Serving(app)))) for app in (telegram.app(), graph.app)]
        both = Platforms(telegram, graph, *lines)
        telegram.heard = both.telegram_took
        graph.heard = lambda message: both.take(message.get("recipient") or message["to"], _of_whatsapp(message))
        yield both


def _of_telegram(message: dict[str, Any]) -> list[str]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


def _of_whatsapp(message: dict[str, Any]) -> list[str]:
    action = message["interactive"]["action"] if message["type"] == "interactive" else {}
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    return [button["reply"]["id"] for button in action.get("buttons", ())] + [row["id"] for row in rows]
