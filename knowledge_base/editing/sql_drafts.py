"""Drafts in SQLite or PostgreSQL, each kind of paper in a table of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from knowledge_base.editing.draft import OF_ENTRIES, Draft, Forms, draft_from_values, draft_to_values
from knowledge_base.editing.drafts import SavedElsewhere
from knowledge_base.tables import kb_draft

_PLAIN = ("city", "entry_id", "author", "began_from", "saves", "note")


class SqlDrafts:
    """In the database of `engine`. `table` has the columns of `kb_draft`; `forms` read what was written."""

    def __init__(self, engine: Engine, table: Table = kb_draft, forms: Forms = OF_ENTRIES):
        self._engine, self._table, self._forms = engine, table, forms
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def find(self, city: str, entry_id: str, author: str) -> Draft | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(self._table).where(*self._is(city, entry_id, author))).first()
        return None if row is None else self._draft(row)

    def of_city(self, city: str) -> list[Draft]:
        of = self._table.c
        query = select(self._table).where(of.city == city).order_by(of.entry_id, of.author)
        with reading(self._engine) as connection:
            return [self._draft(row) for row in connection.execute(query)]

    def save(self, draft: Draft) -> Draft:
        with transaction(self._engine) as connection:
            return self._save(connection, draft)

    def save_all(self, drafts: Sequence[Draft]) -> None:
        with transaction(self._engine) as connection:
            for draft in drafts:
                self._save(connection, draft)

    def _save(self, connection: Connection, draft: Draft) -> Draft:
        saved = replace(draft, saves=draft.saves + 1)
        if not (self._add if draft.saves == 0 else self._change)(connection, saved):
            raise SavedElsewhere
        return saved

    def remove(self, city: str, entry_id: str, author: str) -> None:
        with transaction(self._engine) as connection:
            connection.execute(delete(self._table).where(*self._is(city, entry_id, author)))

    def _add(self, connection: Connection, draft: Draft) -> bool:
        statement = self._insert(self._table).values(**_row(draft)).on_conflict_do_nothing().returning(self._table.c.saves)
        return connection.execute(statement).first() is not None

    def _change(self, connection: Connection, draft: Draft) -> bool:
        is_same = (*self._is(draft.city, draft.entry_id, draft.author), self._table.c.saves == draft.saves - 1)
        return connection.execute(update(self._table).where(*is_same).values(**_row(draft))).rowcount == 1

    def _is(self, city: str, entry_id: str, author: str) -> tuple:
        of = self._table.c
        return of.city == city, of.entry_id == entry_id, of.author == author

    def _draft(self, row: Row) -> Draft:
        written = draft_from_values(row.fields, self._forms)
        plain = {name: getattr(row, name) for name in (*_PLAIN, "state")}
        return Draft(**plain, **written, saved_at=datetime.fromtimestamp(row.saved_at, UTC))


def _row(draft: Draft) -> dict:
    row = {name: getattr(draft, name) for name in _PLAIN}
    return row | {"state": draft.state.value, "saved_at": int(draft.saved_at.timestamp()), "fields": draft_to_values(draft)}
