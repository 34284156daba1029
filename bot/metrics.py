"""What is measured of the answers: how many, how fast, of which kind. Labels are words of our own, and few: a figure that moves
when one person in danger writes would point at that person."""

import time
from typing import Protocol

from prometheus_client import Counter, Gauge, Histogram

from bot.errors import EngineUnavailable, HarreraError
from bot.inbound import InboundMessage
from bot.messages import RedactedMessage, Reply

ANSWERED = Counter("harrera_messages_total", "Messages answered.", ["channel", "decision"])
REFUSED = Counter("harrera_refused_total", "Messages refused.", ["channel", "code"])
SECONDS = Histogram(
    "harrera_answer_seconds", "Seconds from message to replies.", ["channel"], buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3)
)
INBOUND = Counter(
    "harrera_inbound_total", "Updates of platforms: accepted, repeated, answered, retried, parked, ...", ["channel", "outcome"]
)
INBOUND_SECONDS = Histogram(
    "harrera_inbound_seconds", "Seconds from acknowledging an update to its last send.", buckets=(0.05, 0.1, 0.25, 0.5, 1, 3, 10, 60, 600)
)
SENDS = Counter("harrera_sends_total", "Messages to platforms: sent, retried, refused for good, given_up.", ["channel", "outcome"])
WAITING = Gauge("harrera_inbound_updates", "Updates in the store: waiting for their answer, parked; of all processes.", ["state"])
OLDEST = Gauge("harrera_inbound_oldest_seconds", "Seconds for which the oldest update has waited; of all processes.")
ENGINE_SECONDS = Histogram(
    "harrera_engine_seconds",
    "Seconds of the dialogue engine: answered, or silent.",
    ["outcome"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
ENGINE_READY = Gauge("harrera_engine_ready", "1 when a dialogue engine answers, else 0.")
STORE_READY = Gauge("harrera_store_ready", "1 when the database answers with the newest tables, else 0.")
CONTENT_AGE = Gauge("harrera_content_age_seconds", "Seconds since the store was last looked at for published changes.", ["what"])
DANGER = Counter("harrera_danger_total", "Answers that began with an emergency number; grows in fives.")
STEP = 5  # nothing smaller is shown of what is counted about people in danger


class Answering(Protocol):
    async def answer(self, message: InboundMessage) -> list[Reply]: ...


class Sending(Protocol):
    async def send(self, message: RedactedMessage, text_language: str) -> list[Reply]: ...


class Observed:
    """A conversation that counts what it answers."""

    def __init__(self, conversation: Answering):
        self._conversation, self._dangers = conversation, 0

    async def answer(self, message: InboundMessage) -> list[Reply]:
        started = time.perf_counter()
        try:
            replies = await self._conversation.answer(message)
        except HarreraError as error:
            REFUSED.labels(message.channel, error.code).inc()
            raise
        SECONDS.labels(message.channel).observe(time.perf_counter() - started)
        if replies:  # a blocked conversation gets none
            ANSWERED.labels(message.channel, str(replies[-1].decision or "none")).inc()
        if any(reply.emergency for reply in replies):
            self._count_danger()
        return replies

    def _count_danger(self) -> None:
        self._dangers += 1
        if self._dangers % STEP == 0:
            DANGER.inc(STEP)


class ObservedEngine:
    """An engine whose time is taken."""

    def __init__(self, engine: Sending):
        self._engine = engine

    async def send(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        started, outcome = time.perf_counter(), "answered"
        try:
            return await self._engine.send(message, text_language)
        except EngineUnavailable:
            outcome = "silent"
            raise
        finally:
            ENGINE_SECONDS.labels(outcome).observe(time.perf_counter() - started)
