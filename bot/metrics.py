"""What is measured of the answers: how many, how fast, of which kind. Labels are words of our own, and few: a figure that moves
when one person in danger writes would point at that person."""

import time
from typing import Protocol

from prometheus_client import Counter, Histogram

from bot.errors import HarreraError
from bot.inbound import InboundMessage
from bot.messages import Reply

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


class Answering(Protocol):
    async def answer(self, message: InboundMessage) -> list[Reply]: ...


class Observed:
    """A conversation that counts what it answers."""

    def __init__(self, conversation: Answering):
        self._conversation = conversation

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
        return replies
