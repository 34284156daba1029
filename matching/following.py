"""Follows a store beside the answers: one thread looks whether there is something new, so that a slow database costs newness, not answers."""

import threading
from collections.abc import Callable

from bot.privacy_log import log

LOOK_AGAIN = 0.3  # seconds between two looks at the store's revisions


class Follower:
    """Calls `renew` again and again until it is closed. `where` names the store in the log."""

    def __init__(self, renew: Callable[[], None], where: str):
        self._renew, self._where = renew, where
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Once is enough: more calls change nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._follow, daemon=True, name=self._where)
            self._thread.start()

    def close(self) -> None:
        self._closed.set()

    def _follow(self) -> None:
        while not self._closed.wait(LOOK_AGAIN):
            try:
                self._renew()
            except Exception as error:  # the edge of a thread: whatever the store raises, what was fitted before goes on answering
                log("unexpected_error", kind=type(error).__name__, where=self._where)
