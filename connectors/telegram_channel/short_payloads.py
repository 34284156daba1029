"""Payloads that fit into a Telegram button: 64 bytes. A longer one travels as a digest and is found again, also after a restart."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable

from cachetools import LRUCache

LIMIT = 64  # bytes of `callback_data`, https://core.telegram.org/bots/api#inlinekeyboardbutton
_MARK = "~"
_REMEMBERED = 10_000


class ShortPayloads:
    """`known` gives every payload that a button may carry, for digests that an earlier process made."""

    def __init__(self, known: Callable[[], Iterable[str]] = tuple):
        self._known = known
        self._made: LRUCache[str, str] = LRUCache(_REMEMBERED)

    def short(self, payload: str) -> str:
        """The payload itself where it fits, else its digest."""
        if len(payload.encode()) <= LIMIT:
            return payload
        digest = _digest(payload)
        self._made[digest] = payload
        return digest

    def full(self, data: str) -> str:
        """The payload that a button carries; of an unknown digest nothing, which is answered as an empty message."""
        if not data.startswith(_MARK):
            return data
        return self._made.get(data) or next((payload for payload in self._known() if _digest(payload) == data), "")


def _digest(payload: str) -> str:
    return _MARK + urlsafe_b64encode(hashlib.sha256(payload.encode()).digest()[:18]).decode()
