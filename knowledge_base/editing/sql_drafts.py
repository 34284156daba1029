"""Drafts in SQLite or PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from knowledge_base.editing.draft import Draft, draft_from_values, draft_to_values
from knowledge_base.editing.drafts import SavedElsewhere
from knowledge_base.tables import kb_draft

_TABLE = kb_draft.c


class SqlDrafts:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def find(self, city: str, entry_id: str, author: str) -> Draft | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(kb_draft).where(*_is(city, entry_id, author))).first()
        return None if row is None else _draft(row)

    def of_city(self, city: str) -> list[Draft]:
        query = select(kb_draft).where(_TABLE.city == city).order_by(_TABLE.entry_id, _TABLE.author)
        with reading(self._engine) as connection:
            return [_draft(row) for row in connection.execute(query)]

    def save(self, draft: Draft) -> Draft:
        saved = replace(draft, saves=draft.saves + 1)
        with transaction(self._engine) as connection:
            if not (self._add if draft.saves == 0 else _change)(connection, saved):
                raise SavedElsewhere
        return saved

    def _add(self, connection: Connection, draft: Draft) -> bool:
        statement = self._insert(kb_draft).values(**_row(draft)).on_conflict_do_nothing().returning(_TABLE.saves)
        return connection.execute(statement).first() is not None

    def remove(self, city: str, entry_id: str, author: str) -> None:
        with transaction(self._engine) as connection:
            connection.execute(delete(kb_draft).where(*_is(city, entry_id, author)))


def _change(connection: Connection, draft: Draft) -> bool:
    is_same = (*_is(draft.city, draft.entry_id, draft.author), _TABLE.saves == draft.saves - 1)
    return connection.execute(update(kb_draft).where(*is_same).values(**_row(draft))).rowcount == 1


def _is(city: str, entry_id: str, author: str) -> tuple:
    return _TABLE.city == city, _TABLE.entry_id == entry_id, _TABLE.author == author


def _row(draft: Draft) -> dict:
    names = ("city", "entry_id", "author", "began_from", "saves", "note")
    row = {name: getattr(draft, name) for name in names}
    return row | {"state": draft.state.value, "saved_at": int(draft.saved_at.timestamp()), "fields": draft_to_values(draft)}


def _draft(row: Row) -> Draft:
    written = draft_from_values(row.fields)
    names = ("city", "entry_id", "author", "began_from", "saves", "note", "state")
    return Draft(**{name: getattr(row, name) for name in names}, **written, saved_at=datetime.fromtimestamp(row.saved_at, UTC))
