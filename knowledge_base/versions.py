"""The history of an entry, a card or a service: each state that was ever live, who wrote it, who approved it, and when. Never changed afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.errors import HarreraError


class StaleVersion(HarreraError):
    """Somebody else published the same meanwhile; nothing was saved."""

    code = "stale_version"
    status = 409

    def __init__(self):
        super().__init__("somebody else published the same meanwhile")


class Kind(StrEnum):
    """How a version came to be."""

    FOUND = "found"  # it was live before anybody edited it here: seeded or imported from files
    IMPORTED = "imported"  # from files, all at once, by the one whose account stands there
    PUBLISHED = "published"
    STILL_VALID = "still-valid"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """Live from `at` (UTC, whole seconds) until the next one. `author` and `approver` are ids of accounts, empty when it was found.

    `entry` is what was live, an entry, a card or a service with the id `entry_id`; None when it was withdrawn: from then on it is not answered.
    """

    city: str
    entry_id: str
    number: int
    kind: Kind
    at: datetime
    author: str
    approver: str
    entry: Any

    def __post_init__(self):
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "at", self.at.astimezone(UTC).replace(microsecond=0))
        if (self.entry is None) != (self.kind is Kind.WITHDRAWN) or self.number < 1:
            raise ValueError("a version has a number from 1, and holds something unless it was withdrawn")
        if self.entry is not None and (self.entry.id, getattr(self.entry, "city", self.city)) != (self.entry_id, self.city):
            raise ValueError("a version keeps what it is called after")


def live_at(history: Iterable[Version], when: datetime) -> Version | None:
    """The version that was answered at a moment; None before the first. What was found is held to have been there before it was seen."""
    known = list(history)
    found = [version for version in known if version.at <= when]
    return found[-1] if found else next((v for v in known[:1] if v.kind is Kind.FOUND), None)
