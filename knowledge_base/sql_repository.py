"""The knowledge base in SQLite or PostgreSQL: an EntryRepository on the tables of `knowledge_base.tables`."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from knowledge_base import sql_entries, sql_history
from knowledge_base.changes import Change, Changes
from knowledge_base.city_content import CityContent, Negative, by_city
from knowledge_base.directory import Directory
from knowledge_base.directory_fields import read_directory
from knowledge_base.directory_values import directory_values, plain_values
from knowledge_base.entry import Entry
from knowledge_base.listing import kept_up, listing_from_values, listing_to_values
from knowledge_base.problems import Problems
from knowledge_base.tables import kb_change, kb_city, kb_directory, kb_negative, service_version
from knowledge_base.versions import Version

_OF_SERVICES = sql_history.History(service_version, listing_to_values, listing_from_values)


class SqlEntryRepository:
    """An EntryRepository in the database of `engine`, whose tables exist (`bot.storage.database.migrate`)."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def cities(self) -> list[str]:
        with reading(self._engine) as connection:
            return list(connection.scalars(select(kb_city.c.city).order_by(kb_city.c.city)))

    def entries(self, city: str) -> list[Entry]:
        with reading(self._engine) as connection:
            found = sql_entries.load(connection, city)
        return sorted(found, key=lambda entry: (entry.section, entry.id))

    def entry(self, id: str, city: str) -> Entry | None:
        with reading(self._engine) as connection:
            return next(iter(sql_entries.load(connection, city, id)), None)

    def save(self, entries: Iterable[Entry]) -> None:
        self.publish(by_city(entries))

    def remove(self, id: str, city: str) -> None:
        with transaction(self._engine) as connection:
            if sql_entries.remove(connection, city, [id]):
                self._next_revision(connection, city, [Change("entry", id)])

    def directory(self, city: str) -> Directory | None:
        with reading(self._engine) as connection:
            return _directory(connection, city)

    def save_directory(self, city: str, directory: Directory) -> None:
        self.publish([CityContent(city, directory=directory)])

    def negatives(self, city: str) -> list[Negative]:
        columns = (kb_negative.c.text, kb_negative.c.language, kb_negative.c.entry_id)
        query = select(*columns).where(kb_negative.c.city == city).order_by(kb_negative.c.position)
        with reading(self._engine) as connection:
            return [Negative(*row) for row in connection.execute(query)]

    def save_negatives(self, city: str, negatives: Iterable[Negative]) -> None:
        self.publish([CityContent(city, negatives=tuple(negatives))])

    def layers(self, city: str) -> tuple[str, ...]:
        with reading(self._engine) as connection:
            return tuple(connection.scalar(select(kb_city.c.layers).where(kb_city.c.city == city)) or ())

    def revision(self, city: str) -> int:
        with reading(self._engine) as connection:
            return connection.scalar(select(kb_city.c.revision).where(kb_city.c.city == city)) or 0

    def changed_since(self, city: str, revision: int) -> Changes | None:
        with reading(self._engine) as connection:
            newest = connection.scalar(select(kb_city.c.revision).where(kb_city.c.city == city)) or 0
            return sql_history.changed_since(connection, kb_change, city, revision, newest)

    def versions(self, id: str, city: str) -> list[Version]:
        with reading(self._engine) as connection:
            return sql_history.OF_ENTRIES.of(connection, city, id)

    def service_versions(self, id: str, city: str) -> list[Version]:
        with reading(self._engine) as connection:
            return _OF_SERVICES.of(connection, city, id)

    def publish(self, contents: Sequence[CityContent], new_cities_only: bool = False) -> list[str]:
        saved = []
        with transaction(self._engine) as connection:
            for content in sorted(contents, key=lambda content: content.city):  # one order for all, so that no two writers block
                if self._claim(connection, content, new_cities_only):
                    _put(connection, content)
                    saved.append(content.city)
        return saved

    def _claim(self, connection: Connection, content: CityContent, is_new: bool) -> bool:
        """Lock the city's row for this transaction and count its revision up; False when it must be new and is not."""
        row = {"city": content.city, "revision": 0, "layers": []}
        statement = self._insert(kb_city).values(**row).on_conflict_do_nothing().returning(kb_city.c.city)
        was_absent = connection.execute(statement).first() is not None
        if is_new and not was_absent:
            return False
        self._next_revision(connection, content.city, content.changes())
        return True

    def _next_revision(self, connection: Connection, city: str, changes: list[Change]) -> None:
        of_city = kb_city.c.city == city
        statement = update(kb_city).where(of_city).values(revision=kb_city.c.revision + 1).returning(kb_city.c.revision)
        sql_history.remember(connection, kb_change, city, connection.execute(statement).scalar_one(), changes)


def _put(connection: Connection, content: CityContent) -> None:
    sql_entries.remove(connection, content.city, content.removed)
    sql_entries.put(connection, content.city, content.entries)
    if content.directory is not None:
        _put_directory(connection, content.city, content.directory)
    if content.negatives is not None:
        rows = [n._asdict() | {"position": position} for position, n in enumerate(content.negatives)]
        _replace(connection, kb_negative, content.city, rows)
    if content.layers is not None:
        connection.execute(update(kb_city).where(kb_city.c.city == content.city).values(layers=list(content.layers)))
    if content.listed:
        _put_directory(connection, content.city, kept_up(_directory(connection, content.city), content.listed))
    sql_history.OF_ENTRIES.add(connection, content.versions)
    _OF_SERVICES.add(connection, content.listed)


def _directory(connection: Connection, city: str) -> Directory | None:
    values = connection.scalar(select(kb_directory.c.fields).where(kb_directory.c.city == city))
    return None if values is None else read_directory(values, "database", Problems())


def _put_directory(connection: Connection, city: str, directory: Directory) -> None:
    _replace(connection, kb_directory, city, [{"fields": plain_values(directory_values(directory))}])


def _replace(connection: Connection, table, city: str, rows: list[dict]) -> None:
    connection.execute(delete(table).where(table.c.city == city))
    if rows:
        connection.execute(insert(table), [row | {"city": city} for row in rows])
