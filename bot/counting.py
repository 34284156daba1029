"""Counts what was answered, beside the answer and never in its way: a slow or dead database costs a count, not a reply."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot.messages import Reply
from bot.privacy_log import log
from bot.storage.counts import Answered, Counts

MOST_WAITING = 1000  # counts that a slow database may owe us
ZONE = ZoneInfo("Europe/Madrid")


class Counter:
    """Hands each count to one thread of its own."""

    def __init__(self, counts: Counts):
        self._counts = counts
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="counting")
        self._places = threading.BoundedSemaphore(MOST_WAITING)

    def count(self, channel: str, language: str, reply: Reply) -> None:
        """One reply: its day, channel, language, topic and decision; nothing of the person."""
        if not self._places.acquire(blocking=False):
            log("count_lost", reason="too_many_waiting")
            return
        today = datetime.now(ZONE).date()
        self._worker.submit(
            self._add, Answered(today, channel, language, reply.topic or "", str(reply.decision or "none"), reply.emergency)
        )

    def close(self) -> None:
        """Wait for what is still to be counted."""
        self._worker.shutdown()

    def _add(self, answered: Answered) -> None:
        try:
            self._counts.add(answered)
        except SQLAlchemyError as error:
            log("count_lost", reason=type(error).__name__)
        finally:
            self._places.release()
