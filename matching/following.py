"""Follows a store beside the answers: one thread looks whether there is something new, so that a slow database costs newness, not answers."""

import threading
import time
from collections.abc import Callable

from bot.privacy_log import log

LOOK_AGAIN = 0.3  # seconds between two looks at the store's revisions


class Follower:
    """Calls `renew` again and again until it is closed. `where` names the store in the log."""

    def __init__(self, renew: Callable[[], None], where: str):
        self._renew, self._where = renew, where
        self._closed = threading.Event()
        self._renewed_at = time.monotonic()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Once is enough: more calls change nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._follow, daemon=True, name=self._where)
            self._thread.start()

    def age(self) -> float:
        """Seconds since what is answered was last as new as the store; grows while the store is away, and while much is fitted."""
        return time.monotonic() - self._renewed_at

    def close(self) -> None:
        self._closed.set()

    def _follow(self) -> None:
        while not self._closed.wait(LOOK_AGAIN):
            try:
                self._renew()
                self._renewed_at = time.monotonic()
            except Exception as error:  # the edge of a thread: whatever the store raises, what was fitted before goes on answering
                log("unexpected_error", kind=type(error).__name__, where=self._where)
