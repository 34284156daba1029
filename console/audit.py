"""The audit trail: who did what to what, and when. It only grows, and a check says whether anybody changed it.

Every row carries a digest of itself and of the row before it, keyed with the installation's secret: who can write to the database but
has not the secret cannot make a chain that fits. Rows hold ids, never a name or a text.
"""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.sealing import Sealer

FIRST = "0" * 40  # what stands before the first row
COMMAND_LINE = "command-line"  # the account of who has a shell on the machine
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ID = re.compile(r"[\w.:/@+-]{1,200}")


@dataclass(frozen=True, slots=True)
class Deed:
    """What an account did to an object. Raises ValueError for words that are not words of ours: no text may come in here."""

    account_id: str
    act: str
    kind: str  # of object: account, entry, rumour, ...
    object_id: str
    version: int | None = None

    def __post_init__(self):
        if not (_WORD.fullmatch(self.act) and _WORD.fullmatch(self.kind) and _ID.fullmatch(self.object_id)):
            raise ValueError("a deed is made of words of ours")


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row as it is kept. `position` is 1, 2, 3, ...; `at` is seconds since 1970; `previous` the digest of the row before."""

    position: int
    at: int
    deed: Deed
    previous: str
    digest: str


class AuditStore(Protocol):
    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
        """Add what `make` makes of the last row (None for none). Nobody else adds between the two."""

    def after(self, position: int, limit: int) -> list[AuditRow]:
        """In the order of their positions."""

    def latest(self, limit: int, before: int | None = None) -> list[AuditRow]:
        """The newest first; with `before` only those with a smaller position."""

    def about(self, kind: str, object_id: str, limit: int) -> list[AuditRow]:
        """What was done to one object, the newest first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: so many rows in order, the digest of the last, and the position of the first that does not fit."""

    rows: int
    last_digest: str
    broken_at: int | None = None


class AuditTrail:
    def __init__(self, kept: AuditStore, sealer: Sealer, clock: Callable[[], float] = time.time):
        self._kept, self._sealer, self._clock = kept, sealer, clock

    def record(self, deed: Deed) -> AuditRow:
        """Raises SQLAlchemyError when it could not be stored."""
        return self._kept.append(lambda last: self._row(deed, last))

    def latest(self, limit: int, before: int | None = None) -> list[AuditRow]:
        return self._kept.latest(limit, before)

    def about(self, kind: str, object_id: str, limit: int = 100) -> list[AuditRow]:
        return self._kept.about(kind, object_id, limit)

    def check(self, since: int = 1) -> Checked:
        """From the row `since` on, whose own predecessor is believed: after a change of the secret one begins behind it."""
        count, digest = 0, FIRST if since == 1 else None
        for expected, row in enumerate(self._all(since), since):
            if row.position != expected or digest not in (None, row.previous) or row.digest != self._digest(row):
                return Checked(count, digest or FIRST, expected)
            count, digest = count + 1, row.digest
        return Checked(count, digest or FIRST)

    def check_newest(self, count: int) -> Checked:
        """Only so many rows, for pages that everybody opens; the row before them is believed."""
        last = next(iter(self._kept.latest(1)), None)
        return self.check(max(1, last.position - count + 1)) if last else Checked(0, FIRST)

    def _all(self, since: int) -> Iterable[AuditRow]:
        position = since - 1
        while page := self._kept.after(position, 1000):
            yield from page
            position = page[-1].position

    def _row(self, deed: Deed, last: AuditRow | None) -> AuditRow:
        position, previous = (last.position + 1, last.digest) if last else (1, FIRST)
        row = AuditRow(position, int(self._clock()), deed, previous, "")
        return AuditRow(position, row.at, deed, previous, self._digest(row))

    def _digest(self, row: AuditRow) -> str:
        deed = row.deed
        fields = (row.position, row.at, deed.account_id, deed.act, deed.kind, deed.object_id, deed.version, row.previous)
        return self._sealer.digest("\n".join(map(str, fields)))
