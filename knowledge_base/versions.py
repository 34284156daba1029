"""The history of an entry: each state that was ever live, who wrote it, who approved it, and when. Never changed afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.errors import HarreraError
from knowledge_base.entry import Entry


class StaleVersion(HarreraError):
    """Somebody else published this entry meanwhile; nothing was saved."""

    code = "stale_version"
    status = 409

    def __init__(self):
        super().__init__("somebody else published this entry meanwhile")


class Kind(StrEnum):
    """How a version came to be."""

    FOUND = "found"  # it was live before anybody edited it here: seeded or imported from files
    PUBLISHED = "published"
    STILL_VALID = "still-valid"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """Live from `at` (UTC, whole seconds) until the next one. `author` and `approver` are ids of accounts, empty when it was found.

    `entry` is None when the entry was withdrawn: from then on it is not answered.
    """

    city: str
    entry_id: str
    number: int
    kind: Kind
    at: datetime
    author: str
    approver: str
    entry: Entry | None

    def __post_init__(self):
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "at", self.at.astimezone(UTC).replace(microsecond=0))
        if (self.entry is None) != (self.kind is Kind.WITHDRAWN) or self.number < 1:
            raise ValueError("a version has a number from 1, and an entry unless it was withdrawn")
        if self.entry is not None and (self.entry.id, self.entry.city) != (self.entry_id, self.city):
            raise ValueError("a version keeps the entry it is called after")


def live_at(history: Iterable[Version], when: datetime) -> Version | None:
    """The version that was answered at a moment; None before the first. What was found is held to have been there before it was seen."""
    known = list(history)
    found = [version for version in known if version.at <= when]
    return found[-1] if found else next((v for v in known[:1] if v.kind is Kind.FOUND), None)
