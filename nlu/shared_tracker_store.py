"""Conversations in Redis, for an installation of several engines: any of them can take a conversation's next message.

Compressed and sealed under the engines' token: who reads Redis, a copy of it or what it wrote to a disk finds nothing. An outage
of Redis costs the thread of a talk, never an answer.
"""

from __future__ import annotations

import hashlib
import zlib
from base64 import urlsafe_b64encode
from contextlib import suppress
from typing import Any, Iterable, Optional, Text

from cryptography.fernet import Fernet, InvalidToken
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from redis import Redis
from redis.exceptions import RedisError

from nlu.tracker_store import asked_to_be_forgotten

PREFIX = "harrera:tracker:"
PATIENCE = 0.5  # seconds for one answer of Redis; the app waits three for ours


class SharedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps each conversation for `minutes` after its last message in the Redis at `address`, sealed with a key made of `token`."""

    def __init__(
        self,
        domain: Optional[Domain],
        event_broker: Optional[EventBroker] = None,
        address: Text = "",
        token: Text = "",
        minutes: int = 60,
        **kwargs: Any,
    ) -> None:
        self._redis = Redis.from_url(address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._fernet = Fernet(urlsafe_b64encode(hashlib.sha256(b"harrera trackers\0" + token.encode()).digest()))
        self._seconds = minutes * 60
        kwargs.pop("host", None)
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        if asked_to_be_forgotten(tracker):
            await self.delete(tracker.sender_id)
            return
        sealed = self._fernet.encrypt(zlib.compress(self.serialise_tracker(tracker).encode(), 1))
        with suppress(RedisError):  # Rasa's own way out would keep the conversation in memory for ever
            self._redis.set(PREFIX + tracker.sender_id, sealed, ex=self._seconds)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        try:
            kept = self._redis.get(PREFIX + sender_id)
            text = zlib.decompress(self._fernet.decrypt(kept)).decode() if kept else None
        except (RedisError, InvalidToken, zlib.error):
            return None
        return self.deserialise_tracker(sender_id, text) if text else None

    async def delete(self, sender_id: Text) -> None:
        with suppress(RedisError):  # it expires
            self._redis.delete(PREFIX + sender_id)

    async def keys(self) -> Iterable[Text]:
        return [key.decode()[len(PREFIX) :] for key in self._redis.scan_iter(PREFIX + "*")]
