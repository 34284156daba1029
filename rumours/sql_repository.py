"""The cards in SQLite or PostgreSQL: a RumourRepository on the tables of `rumours.tables`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields as fields_of

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from knowledge_base import sql_history
from knowledge_base.changes import Change, Changes, named
from knowledge_base.versions import Version
from rumours.card_values import card_from_values, card_to_values
from rumours.repository import EVERYWHERE, act_on
from rumours.rumour import CardText, Evidence, Rumour
from rumours.tables import rumour_card, rumour_change, rumour_evidence, rumour_revision, rumour_text, rumour_version

_ROOM = "cards"
_HISTORY = sql_history.History(rumour_version, card_to_values, card_from_values)
_AT_ONCE = 400  # ids in one statement: SQLite allows few thousand parameters
_OF_CARD = tuple(f.name for f in fields_of(Rumour) if f.name not in ("evidence", "texts"))
_OF_EVIDENCE = tuple(f.name for f in fields_of(Evidence))
_OF_TEXT = tuple(f.name for f in fields_of(CardText))


class SqlRumourRepository:
    """A RumourRepository in the database of `engine`, whose tables exist (`bot.storage.database.migrate`)."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def cards(self) -> list[Rumour]:
        with reading(self._engine) as connection:
            return sorted(_load(connection), key=lambda card: card.id)  # here, since databases sort capitals differently

    def card(self, id: str) -> Rumour | None:
        with reading(self._engine) as connection:
            return next(iter(_load(connection, id)), None)

    def save(self, cards: Iterable[Rumour]) -> None:
        with transaction(self._engine) as connection:
            self._save(connection, cards)

    def remove(self, id: str) -> None:
        with transaction(self._engine) as connection:
            self._remove(connection, id)

    def revision(self) -> int:
        with reading(self._engine) as connection:
            return connection.scalar(select(rumour_revision.c.revision)) or 0

    def seed(self, cards: Iterable[Rumour]) -> bool:
        with transaction(self._engine) as connection:
            if not self._is_first(connection):
                return False
            self._save(connection, cards)
            return True

    def changed_since(self, revision: int) -> Changes | None:
        with reading(self._engine) as connection:
            newest = connection.scalar(select(rumour_revision.c.revision)) or 0
            return sql_history.changed_since(connection, rumour_change, EVERYWHERE, revision, newest)

    def publish(self, version: Version) -> None:
        with transaction(self._engine) as connection:
            self._lock(connection)
            act_on(version, lambda cards: self._save(connection, cards), lambda id: self._remove(connection, id))
            _HISTORY.add(connection, [version])

    def versions(self, id: str) -> list[Version]:
        with reading(self._engine) as connection:
            return _HISTORY.of(connection, EVERYWHERE, id)

    def _save(self, connection: Connection, cards: Iterable[Rumour]) -> None:
        found = {card.id: card for card in cards}
        self._claim(connection, named(list(found), False, False))
        _put(connection, found)

    def _remove(self, connection: Connection, id: str) -> None:
        if connection.execute(delete(rumour_card).where(rumour_card.c.id == id)).rowcount:
            self._claim(connection, [Change("entry", id)])

    def _claim(self, connection: Connection, changes: Sequence[Change]) -> None:
        """Lock the room's row for this transaction, count its revision up and remember what changes with it."""
        self._is_first(connection)
        counted = update(rumour_revision).values(revision=rumour_revision.c.revision + 1).returning(rumour_revision.c.revision)
        sql_history.remember(connection, rumour_change, EVERYWHERE, connection.execute(counted).scalar_one(), changes)

    def _lock(self, connection: Connection) -> None:
        """The room's row, so that nobody else publishes meanwhile."""
        self._is_first(connection)
        connection.execute(update(rumour_revision).values(revision=rumour_revision.c.revision))

    def _is_first(self, connection: Connection) -> bool:
        """Make the room's row; False when it is there already."""
        made = self._insert(rumour_revision).values(room=_ROOM, revision=0).on_conflict_do_nothing().returning(rumour_revision.c.room)
        return connection.execute(made).first() is not None


def _load(connection: Connection, id: str | None = None) -> list[Rumour]:
    evidence, texts = defaultdict(list), defaultdict(dict)
    for row in _rows(connection, rumour_evidence, id):
        evidence[row.rumour_id].append(Evidence(**_values(row, _OF_EVIDENCE)))
    for row in _rows(connection, rumour_text, id):
        texts[row.rumour_id][row.language] = CardText(**_values(row, _OF_TEXT))
    query = select(rumour_card) if id is None else select(rumour_card).where(rumour_card.c.id == id)
    cards = connection.execute(query).all()
    return [Rumour(**_values(row, _OF_CARD), evidence=tuple(evidence[row.id]), texts=texts[row.id]) for row in cards]


def _rows(connection: Connection, table, id: str | None) -> Iterable[Row]:
    query = select(table).order_by(*table.primary_key.columns)
    return connection.execute(query if id is None else query.where(table.c.rumour_id == id)).all()


def _values(row: Row, names: Iterable[str]) -> dict:
    values = {name: getattr(row, name) for name in names}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _put(connection: Connection, cards: dict[str, Rumour]) -> None:
    ids = list(cards)
    for start in range(0, len(ids), _AT_ONCE):
        connection.execute(delete(rumour_card).where(rumour_card.c.id.in_(ids[start : start + _AT_ONCE])))
    found = cards.values()
    _add(connection, rumour_card, [_columns(card, _OF_CARD) for card in found])
    owned = [(card.id, position, each) for card in found for position, each in enumerate(card.evidence)]
    _add(connection, rumour_evidence, [_columns(e, _OF_EVIDENCE) | {"rumour_id": id, "position": n} for id, n, e in owned])
    texts = [(card.id, text) for card in found for text in card.texts.values()]
    _add(connection, rumour_text, [_columns(text, _OF_TEXT) | {"rumour_id": id} for id, text in texts])


def _add(connection: Connection, table, rows: list[dict]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _columns(thing: object, names: Iterable[str]) -> dict:
    return {name: _plain(getattr(thing, name)) for name in names}


def _plain(value: object) -> object:
    """What a column takes: tuples as lists, mappings as dicts, words of a closed list as text."""
    if isinstance(value, str):
        return str(value)
    if hasattr(value, "items"):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value
