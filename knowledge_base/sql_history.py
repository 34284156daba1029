"""What changed with each revision, and the history of what staff edit, in the database: statements for the repositories, whose transaction
they run in. Each kind of paper has tables of its own."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, delete, func, insert, select

from knowledge_base.changes import KEPT, Change, Changes, gathered
from knowledge_base.entry_values import entry_from_values, entry_to_values
from knowledge_base.tables import kb_version
from knowledge_base.versions import StaleVersion, Version


def remember(connection: Connection, table: Table, city: str, revision: int, changes: Sequence[Change]) -> None:
    """Keep what changed with this revision, and drop what is long past. `table` has the columns of `kb_change`."""
    connection.execute(insert(table), [{"city": city, "revision": revision, **change._asdict()} for change in changes])
    connection.execute(delete(table).where(table.c.city == city, table.c.revision <= revision - KEPT))


def changed_since(connection: Connection, table: Table, city: str, revision: int, newest: int) -> Changes | None:
    """What changed after `revision` up to `newest`; None when that is too much to name or no longer known."""
    if newest - revision > KEPT:
        return None
    found = defaultdict(list)
    query = select(table).where(table.c.city == city, table.c.revision > revision, table.c.revision <= newest)
    for row in connection.execute(query):
        found[row.revision].append(Change(row.kind, row.entry_id))
    return gathered(found, newest - revision)


class History(NamedTuple):
    """The history of one kind of paper. `table` has the columns of `kb_version`; papers are kept there as plain values."""

    table: Table
    to_values: Callable[[Any], dict]
    from_values: Callable[[dict], Any]

    def of(self, connection: Connection, city: str, id: str) -> list[Version]:
        """Oldest first."""
        table = self.table.c
        query = select(self.table).where(table.city == city, table.entry_id == id).order_by(table.number)
        return [self._version(row) for row in connection.execute(query)]

    def add(self, connection: Connection, added: Sequence[Version]) -> None:
        """Write into it. A row of the city is locked by now, so nobody else can take the same number. Raises StaleVersion."""
        table = self.table.c
        for version in added:
            of_paper = (table.city == version.city, table.entry_id == version.entry_id)
            if version.number != (connection.scalar(select(func.max(table.number)).where(*of_paper)) or 0) + 1:
                raise StaleVersion
            connection.execute(insert(self.table).values(**self._row(version)))

    def _row(self, version: Version) -> dict:
        names = ("city", "entry_id", "number", "author", "approver")
        entry = None if version.entry is None else self.to_values(version.entry)
        row = {name: getattr(version, name) for name in names}
        return row | {"kind": version.kind.value, "at": int(version.at.timestamp()), "entry": entry}

    def _version(self, row: Row) -> Version:
        entry = None if row.entry is None else self.from_values(row.entry)
        at = datetime.fromtimestamp(row.at, UTC)
        return Version(row.city, row.entry_id, row.number, row.kind, at, row.author, row.approver, entry)


OF_ENTRIES = History(kb_version, entry_to_values, entry_from_values)
