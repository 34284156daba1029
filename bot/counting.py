"""Counts what was answered, beside the answer and never in its way: a slow or dead database costs a count, not a reply."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot.messages import Decision, RedactedMessage, Reply
from bot.privacy_log import log
from bot.storage.counts import Answered, Counts
from bot.storage.tallies import Rated, Tallies, Tally

MOST_WAITING = 1000  # counts that a slow database may owe us
ZONE = ZoneInfo("Europe/Madrid")
Keep = Callable[[RedactedMessage, Reply], None]


class Counter:
    """Hands each count to one thread of its own. `section_of` gives that of an entry, empty when there is none; `keep` what nobody
    could answer, where the house keeps that."""

    def __init__(
        self,
        counts: Counts,
        tallies: Tallies,
        section_of: Callable[[str], str] = lambda topic: "",
        keep: Keep = lambda message, reply: None,
        now: Callable[[], datetime] = lambda: datetime.now(ZONE),
    ):
        self._counts, self._tallies = counts, tallies
        self._section_of, self._keep, self._now = section_of, keep, now
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="counting")
        self._places = threading.BoundedSemaphore(MOST_WAITING)

    def count(self, message: RedactedMessage, reply: Reply) -> None:
        """The reply to a message: its day, channel, language, topic and decision; hour, district, danger and rating each apart."""
        if not self._places.acquire(blocking=False):
            log("count_lost", reason="too_many_waiting")
            return
        self._worker.submit(self._add, message, reply, self._now())

    def close(self) -> None:
        """Wait for what is still to be counted."""
        self._worker.shutdown()

    def _add(self, message: RedactedMessage, reply: Reply, now: datetime) -> None:
        today, decision = now.date(), str(reply.decision) if reply.decision else ""
        try:
            self._counts.add(Answered(today, message.channel, message.language, reply.topic or "", decision, reply.emergency))
            self._tallies.add(self._tallied(reply, now))
            if reply.rates:
                self._tallies.rate(Rated(today, message.channel, message.language, reply.rates, reply.helped))
            self._keep(message, reply)
        except SQLAlchemyError as error:
            log("count_lost", reason=type(error).__name__)
        finally:
            self._places.release()

    def _tallied(self, reply: Reply, now: datetime) -> list[Tally]:
        nearest = reply.candidates[0] if reply.decision is Decision.NONE and reply.candidates else ""
        section = self._section_of(nearest) if nearest else ""
        found = {"hour": f"{now:%H}", "district": reply.district, "danger": reply.danger, "section": section}
        return [Tally(now.date().replace(day=1), kind, key) for kind, key in found.items() if key]
