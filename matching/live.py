"""Keeps what was fitted on a store as new as the store: a small change is patched in at once, and all is fitted again when it is quiet.

Fitting takes seconds to minutes and runs in a thread of its own; whoever asks meanwhile gets the patched state.
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.privacy_log import log
from matching.following import Follower

SETTLE = 20.0  # seconds without a change after which a patched state is fitted again: staff change several things in a row
MANY = 30  # patches after which nobody waits for quiet: each one makes the next a little slower


class Fitted(Protocol):
    """One state of the store with everything fitted on it."""

    def is_new(self) -> bool:
        """Whether the store still is as it was when this was made. Cheap: it is asked all the time."""

    def patched(self) -> "Fitted | None":
        """The same with what changed since, in milliseconds; None when so much did that it must be fitted."""

    @property
    def patches(self) -> int:
        """How many changes were patched in since all was fitted."""


State = TypeVar("State", bound=Fitted)


class Live:
    """The newest state of each name (a city, a room). `fit` makes one from the store, slowly; `where` names it all in the log."""

    def __init__(self, fit: Callable[[str], State], where: str, settle: float = SETTLE):
        self._fit, self._where, self._settle = fit, where, settle
        self._states: dict[str, State] = {}
        self._changed: dict[str, float] = {}  # when the last patch was made
        self._fitting: set[str] = set()
        self._lock = threading.Lock()  # whoever puts a state holds it
        self._follower = Follower(self._renew, where)
        self._following = False

    def follow(self) -> None:
        """Look at the store from now on, until closed."""
        if not self._following:
            self._following = True
            self._follower.start()

    def close(self) -> None:
        self._follower.close()

    def age(self) -> float:
        """Seconds since the store was last looked at, and what changed was taken over or is being fitted."""
        return self._follower.age()

    def known(self, name: str) -> State | None:
        """The state of a name that was asked for before."""
        return self._states.get(name)

    def get(self, name: str) -> State:
        """The newest state; the first time it is fitted while the caller waits."""
        state = self._states.get(name)
        if state is None:
            with self._lock:
                state = self._states.get(name) or self._states.setdefault(name, self._fit(name))
        return state

    def _renew(self) -> None:
        for name, state in list(self._states.items()):
            is_behind = not state.is_new() and not self._patch(name)
            if is_behind or self._has_settled(name):
                self._fit_beside(name)

    def _has_settled(self, name: str) -> bool:
        quiet = time.monotonic() - self._changed.get(name, 0.0) > self._settle
        return self._states[name].patches > (0 if quiet else MANY)

    def _patch(self, name: str) -> bool:
        """Put the patched state in the place of the old one; False when that is not enough."""
        with self._lock:
            newer = self._states[name].patched()
            if newer is not None:
                self._states[name], self._changed[name] = newer, time.monotonic()
        return newer is not None

    def _fit_beside(self, name: str) -> None:
        if name not in self._fitting:
            self._fitting.add(name)
            threading.Thread(target=self._fit_again, args=(name,), daemon=True, name=f"{self._where}-fit").start()

    def _fit_again(self, name: str) -> None:
        try:
            state = self._fit(name)
            with self._lock:
                self._states[name] = state if state.is_new() else state.patched() or state
        except Exception as error:  # the edge of a thread: the state before goes on answering, and it is tried again
            log("unexpected_error", kind=type(error).__name__, where=self._where)
        finally:
            self._fitting.discard(name)
