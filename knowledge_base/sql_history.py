"""What changed with each revision of a city, and the history of its entries, in the database: the statements of SqlEntryRepository."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, delete, func, insert, select

from knowledge_base.changes import KEPT, Change, Changes, gathered
from knowledge_base.entry_values import entry_from_values, entry_to_values
from knowledge_base.tables import kb_change, kb_city, kb_version
from knowledge_base.versions import StaleVersion, Version


def remember(connection: Connection, city: str, revision: int, changes: Sequence[Change]) -> None:
    """Keep what changed with this revision, and drop what is long past."""
    connection.execute(insert(kb_change), [{"city": city, "revision": revision, **change._asdict()} for change in changes])
    connection.execute(delete(kb_change).where(kb_change.c.city == city, kb_change.c.revision <= revision - KEPT))


def changed_since(connection: Connection, city: str, revision: int) -> Changes | None:
    """As the port says."""
    newest = connection.scalar(select(kb_city.c.revision).where(kb_city.c.city == city)) or 0
    if newest - revision > KEPT:
        return None
    found = defaultdict(list)
    query = select(kb_change).where(kb_change.c.city == city, kb_change.c.revision > revision)
    for row in connection.execute(query):
        found[row.revision].append(Change(row.kind, row.entry_id))
    return gathered(found, newest - revision)


def versions(connection: Connection, city: str, id: str) -> list[Version]:
    """The history of an entry, oldest first."""
    query = select(kb_version).where(kb_version.c.city == city, kb_version.c.entry_id == id).order_by(kb_version.c.number)
    return [_version(row) for row in connection.execute(query)]


def add_versions(connection: Connection, added: Sequence[Version]) -> None:
    """Write into the history. The city's row is locked by now, so nobody else can take the same number. Raises StaleVersion."""
    for version in added:
        table = kb_version.c
        of_entry = (table.city == version.city, table.entry_id == version.entry_id)
        if version.number != (connection.scalar(select(func.max(table.number)).where(*of_entry)) or 0) + 1:
            raise StaleVersion
        connection.execute(insert(kb_version).values(**_row(version)))


def _row(version: Version) -> dict:
    names = ("city", "entry_id", "number", "author", "approver")
    entry = None if version.entry is None else entry_to_values(version.entry)
    row = {name: getattr(version, name) for name in names}
    return row | {"kind": version.kind.value, "at": int(version.at.timestamp()), "entry": entry}


def _version(row: Row) -> Version:
    entry = None if row.entry is None else entry_from_values(row.entry)
    at = datetime.fromtimestamp(row.at, UTC)
    return Version(row.city, row.entry_id, row.number, row.kind, at, row.author, row.approver, entry)
