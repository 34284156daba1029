"""HSDS objects as JSON nests them, made from the tables and taken apart into them again."""

from collections.abc import Iterator

from knowledge_base.fields import Fields
from knowledge_base.hsds.tables import UNKNOWN, Row, Table, Tables, tables
from knowledge_base.problems import Problems

# Rows that others refer to by id: nested in several places, they are one row all the same.
_SHARED = ("organization", "service", "location", "taxonomy", "taxonomy_term")


def nested(row: Row, rows: Tables, without: tuple[str, ...] = ()) -> dict:
    """The object of a row with all that belongs to it inside: texts, numbers, lists and objects; what is not known is not there."""
    table = tables()[row.table]
    inside = {key: rows.one(name, row.get(f"{name}_id")) for key, name in table.single.items()}
    left = (*without, *(f"{table.single[key]}_id" for key, found in inside.items() if found))
    values = {c.name: _value(row.get(c.name), c.kind) for c in table.columns if row.get(c.name) and c.name not in left}
    for key, name in table.lists.items():
        link = tables()[name].link_to(table.name)
        children = rows.belonging(name, link, row.id)
        values |= {key: [nested(child, rows, (link, "link_entity")) for child in children]} if children else {}
    return values | {key: nested(found, rows) for key, found in inside.items() if found}


def _value(text: str, kind: str) -> str | int | float:
    return text if kind != "number" else float(text) if "." in text else int(text)


class Flattener:
    """Takes nested objects apart. Faults name the place in the file, e.g. `[3].phones[1].number`."""

    def __init__(self, problems: Problems):
        self._problems = problems
        self._shared: dict[tuple[str, str], Row] = {}
        self._parts: list[Row] = []

    def add(self, value: object, table: str, path: str, place: str) -> None:
        """Take one object apart and keep its rows."""
        self._object(Fields(value, path, self._problems, place), tables()[table], path, place, {})

    def tables(self) -> Tables:
        """Everything so far."""
        return Tables([*self._shared.values(), *self._parts])

    def _object(self, fields: Fields, table: Table, path: str, place: str, links: dict[str, str]) -> str:
        """Keep the object's row and those inside it; returns its id, `""` when it has none."""
        id = fields.text("id").strip()
        if not id:
            return ""
        values = dict(self._texts(fields, table)) | {"id": id} | links
        for key, name in table.single.items():
            if (inner := fields.inner(key)) is not None:
                values[f"{name}_id"] = self._object(inner, tables()[name], path, f"{place}.{key}", {})
        self._keep(Row(table.name, {key: text for key, text in values.items() if text}, path, place))
        for key, name in {**table.lists, **table.reads}.items():
            owner = {tables()[name].link_to(table.name): id} | ({"link_entity": table.name} if name == "attribute" else {})
            for number, inner in enumerate(fields.list_of(key), 1):
                self._object(inner, tables()[name], path, f"{place}.{key}[{number}]", owner)
        return id

    def _texts(self, fields: Fields, table: Table) -> Iterator[tuple[str, str]]:
        known = {*table.names, *table.single, *table.lists, *table.reads}
        for key, value in fields.values.items():
            if key in table.names:
                text = fields.text(key, required=False)
                yield key, "" if text.strip() == UNKNOWN else text
            elif key not in known and value not in (None, "", [], {}):
                self._problems.advice(fields.path, f"{table.name}.{key}", "is not a key we know and is left out")

    def _keep(self, row: Row) -> None:
        if row.table not in _SHARED:
            self._parts.append(row)
            return
        there = self._shared.get((row.table, row.id), row)
        for column in there.values.keys() & row.values.keys():
            if there.get(column).strip() != row.get(column).strip():
                self._problems.fault(row.path, f"{row.place}.{column}", f"differs from {there.path}, {there.place}, which has the same id")
        self._shared[row.table, row.id] = Row(row.table, {**row.values, **there.values}, there.path, there.place)
