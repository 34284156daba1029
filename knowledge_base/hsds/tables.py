"""The tables of HSDS between a Directory and its files: what columns each has (tables.yml), and the rows in them. All values are text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

import yaml

from knowledge_base.fields import Fields
from knowledge_base.problems import Problems

UNKNOWN = "-"  # stands where HSDS requires a text and nobody knows it; read as nothing


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is text, uuid, uri, email, number, date, datetime or time; `values` the only ones allowed, when there are such."""

    name: str
    kind: str = "text"
    is_required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of HSDS. `lists` and `single`: property -> table of what JSON nests in it; `reads`: lists that we read, never write."""

    name: str
    file: str
    columns: tuple[Column, ...]
    lists: Mapping[str, str] = field(default_factory=dict)
    single: Mapping[str, str] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the official order."""
        return tuple(column.name for column in self.columns)

    def link_to(self, table: str) -> str:
        """The column of this table that holds the id of a row of `table`."""
        return "link_id" if self.name == "attribute" and table != "taxonomy_term" else f"{table}_id"


@dataclass(frozen=True, slots=True)
class Row:
    """Column -> text, only where there is one. `path` and `place` say where it was read, e.g. `phones.csv` and `row 3`."""

    table: str
    values: Mapping[str, str]
    path: str = ""
    place: str = ""

    @property
    def id(self) -> str:
        return self.values.get("id", "")

    def get(self, column: str) -> str:
        """The text of a column, or `""`."""
        return self.values.get(column, "")

    def fields(self, problems: Problems) -> Fields:
        """The row for reading, with faults noted at its place; texts that stand for the unknown are not there."""
        return Fields({key: value for key, value in self.values.items() if value.strip() != UNKNOWN}, self.path, problems, self.place)


class Tables:
    """Rows of all tables, found by id and by the row they belong to."""

    def __init__(self, rows: Iterable[Row] = ()):
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._links: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
        for row in rows:
            self._rows[row.table].append(row)
            for column, value in row.values.items():
                if column == "id" or column.endswith("_id"):
                    self._links[row.table, column, value].setdefault(row.id, row)

    def of(self, table: str) -> list[Row]:
        """All rows of a table, in order."""
        return self._rows.get(table, [])

    def one(self, table: str, id: str) -> Row | None:
        """The row with this id, or None."""
        return next(iter(self.belonging(table, "id", id)), None)

    def belonging(self, table: str, column: str, id: str) -> list[Row]:
        """The rows of `table` whose `column` holds `id`, each id once."""
        return list(self._links[table, column, id].values()) if (table, column, id) in self._links else []

    def __iter__(self):
        return (row for rows in self._rows.values() for row in rows)


@cache
def tables() -> Mapping[str, Table]:
    """Name -> table, in the order of tables.yml."""
    values = yaml.safe_load((files(__package__) / "tables.yml").read_text(encoding="utf-8"))
    return MappingProxyType({name: _table(name, **keys) for name, keys in values.items()})


def _table(name: str, file: str, columns: str, values: dict | None = None, **nested: dict) -> Table:
    return Table(name, file, tuple(_column(text, values or {}) for text in columns.split()), **nested)


def _column(text: str, values: dict) -> Column:
    name, _, kind = text.rstrip("!").partition(":")
    return Column(name, kind or "text", text.endswith("!"), tuple(values.get(name, ())))
