"""Entries as rows of three tables: themselves, their sources and their texts. Statements for the repository, whose transaction they run in."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, insert, select

from knowledge_base.entry import Entry, EntryText, Source
from knowledge_base.source_fields import SOURCE_KEYS
from knowledge_base.tables import kb_entry, kb_source, kb_text

_LISTS = ("legal_basis", "related", "services", "needs", "verify")
_TEXT_COLUMNS = ("language", "title", "summary", "body", "status", "source_revision")
_AT_ONCE = 400  # ids in one statement: SQLite allows few thousand parameters


def load(connection: Connection, city: str, id: str | None = None) -> list[Entry]:
    """The entries of a city, or the one with this id, in the order of their ids."""
    entries = _rows(connection, kb_entry, kb_entry.c.id, city, id)
    sources, texts = defaultdict(list), defaultdict(dict)
    for row in _rows(connection, kb_source, kb_source.c.entry_id, city, id):
        sources[row.entry_id].append(Source(**{key: getattr(row, key) for key in SOURCE_KEYS}))
    for row in _rows(connection, kb_text, kb_text.c.entry_id, city, id):
        columns = {column: getattr(row, column) for column in _TEXT_COLUMNS}
        texts[row.entry_id][row.language] = EntryText(**columns, questions=tuple(row.questions))
    return [_entry(row, tuple(sources[row.id]), texts[row.id]) for row in entries]


def _rows(connection: Connection, table, id_column, city: str, id: str | None) -> Sequence[Row]:
    query = select(table).where(table.c.city == city).order_by(*table.primary_key.columns)
    return connection.execute(query if id is None else query.where(id_column == id)).all()


def _entry(row: Row, sources: tuple[Source, ...], texts: dict[str, EntryText]) -> Entry:
    lists = {name: tuple(getattr(row, name)) for name in _LISTS}
    return Entry(row.id, row.section, row.city, sources, **lists, review_by=row.review_by, texts=texts, revision=row.revision)


def put(connection: Connection, city: str, entries: Sequence[Entry]) -> None:
    """Add entries, each in place of the one with its id."""
    remove(connection, city, [entry.id for entry in entries])
    _insert(connection, kb_entry, [_entry_row(entry) for entry in entries])
    _insert(connection, kb_source, [row for entry in entries for row in _source_rows(entry)])
    _insert(connection, kb_text, [_text_row(entry, text) for entry in entries for text in entry.texts.values()])


def remove(connection: Connection, city: str, ids: Sequence[str]) -> int:
    """Take entries away, with their sources and texts; how many there were."""
    count = 0
    for start in range(0, len(ids), _AT_ONCE):
        of_city = kb_entry.c.city == city
        count += connection.execute(delete(kb_entry).where(of_city, kb_entry.c.id.in_(ids[start : start + _AT_ONCE]))).rowcount
    return count


def _insert(connection: Connection, table, rows: list[dict]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _entry_row(entry: Entry) -> dict:
    names = ("id", "city", "section", "review_by", "revision")
    return {name: getattr(entry, name) for name in names} | {name: list(getattr(entry, name)) for name in _LISTS}


def _source_rows(entry: Entry) -> list[dict]:
    owner = {"city": entry.city, "entry_id": entry.id}
    return [owner | {"position": n, **{key: getattr(s, key) for key in SOURCE_KEYS}} for n, s in enumerate(entry.sources)]


def _text_row(entry: Entry, text: EntryText) -> dict:
    owner = {"city": entry.city, "entry_id": entry.id, "questions": list(text.questions)}
    return owner | {column: getattr(text, column) for column in _TEXT_COLUMNS} | {"status": text.status.value}
