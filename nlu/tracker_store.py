"""Conversations in memory, few and short-lived: what the engine remembers is gone an hour after the last word, or at once on request."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Any, Iterable, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

FORGETTING_ACTION = "action_forget_me"


class ForgettingTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps at most `most` conversations, each for `minutes` after its last message."""

    def __init__(
        self, domain: Optional[Domain], event_broker: Optional[EventBroker] = None, minutes: int = 60, most: int = 20000, **kwargs: Any
    ) -> None:
        self._seconds, self._most = minutes * 60, most
        self._kept: "OrderedDict[Text, tuple[float, Text]]" = OrderedDict()
        self._lock = threading.Lock()
        super().__init__(domain, event_broker, **kwargs)
        self._forget_by_the_clock()

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._drop_old()
        if asked_to_be_forgotten(tracker):
            self._kept.pop(tracker.sender_id, None)
            return
        with self._lock:
            self._kept[tracker.sender_id] = (time.monotonic(), self.serialise_tracker(tracker))
            self._kept.move_to_end(tracker.sender_id)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        self._drop_old()
        kept = self._kept.get(sender_id)
        return self.deserialise_tracker(sender_id, kept[1]) if kept else None

    async def delete(self, sender_id: Text) -> None:
        self._kept.pop(sender_id, None)

    async def keys(self) -> Iterable[Text]:
        return list(self._kept)

    def _forget_by_the_clock(self) -> None:
        """Also when nobody writes any more: look every minute, for as long as the process lives."""
        self._drop_old()
        timer = threading.Timer(60, self._forget_by_the_clock)
        timer.daemon = True
        timer.start()

    def _drop_old(self) -> None:
        oldest = time.monotonic() - self._seconds
        with self._lock:
            while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] < oldest):
                self._kept.popitem(last=False)


def asked_to_be_forgotten(tracker: DialogueStateTracker) -> bool:
    """Whether this turn's action was to forget: nothing of the conversation may be written back."""
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name not in (None, "action_listen"):
            return event.action_name == FORGETTING_ACTION
    return False
