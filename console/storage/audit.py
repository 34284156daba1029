"""The rows of the audit trail. There is no way to change or remove one; in SQL a trigger refuses it to everybody else too."""

from collections.abc import Callable

from sqlalchemy import Engine, Row, select, text

from bot.storage.database import reading, transaction
from console.audit import AuditRow, Deed
from console.tables import audit_row as table

_LOCK = 4_727_738  # any number, as long as every Harrera process uses the same one


class MemoryAudit:
    """In this process, for tests and trials."""

    def __init__(self):
        self._rows: list[AuditRow] = []

    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
        self._rows.append(make(self._rows[-1] if self._rows else None))
        return self._rows[-1]

    def after(self, position: int, limit: int) -> list[AuditRow]:
        return [row for row in self._rows if row.position > position][:limit]

    def latest(self, limit: int, before: int | None = None) -> list[AuditRow]:
        return [row for row in reversed(self._rows) if before is None or row.position < before][:limit]

    def about(self, kind: str, object_id: str, limit: int) -> list[AuditRow]:
        return [row for row in reversed(self._rows) if (row.deed.kind, row.deed.object_id) == (kind, object_id)][:limit]


class SqlAudit:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
        newest = select(table).order_by(table.c.position.desc()).limit(1)
        with transaction(self._engine) as connection:
            if self._engine.dialect.name == "postgresql":  # SQLite lets one writer in at a time anyway
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            last = connection.execute(newest).first()
            row = make(_row(last) if last else None)
            connection.execute(table.insert().values(**_values(row)))
        return row

    def after(self, position: int, limit: int) -> list[AuditRow]:
        return self._all(select(table).where(table.c.position > position).order_by(table.c.position).limit(limit))

    def latest(self, limit: int, before: int | None = None) -> list[AuditRow]:
        found = select(table) if before is None else select(table).where(table.c.position < before)
        return self._all(found.order_by(table.c.position.desc()).limit(limit))

    def about(self, kind: str, object_id: str, limit: int) -> list[AuditRow]:
        which = (table.c.kind == kind) & (table.c.object_id == object_id)
        return self._all(select(table).where(which).order_by(table.c.position.desc()).limit(limit))

    def _all(self, statement) -> list[AuditRow]:
        with reading(self._engine) as connection:
            return [_row(row) for row in connection.execute(statement)]


def _row(row: Row) -> AuditRow:
    return AuditRow(row.position, row.at, Deed(row.account_id, row.act, row.kind, row.object_id, row.version), row.previous, row.digest)


def _values(row: AuditRow) -> dict:
    deed = {name: getattr(row.deed, name) for name in Deed.__slots__}
    return deed | {"position": row.position, "at": row.at, "previous": row.previous, "digest": row.digest}
