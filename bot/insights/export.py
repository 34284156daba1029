"""The figures of closed months as files for other programs: CSV, Parquet, and a data package that says what each column means."""

import csv
import io
from collections.abc import Callable, Iterable

from bot.steps import LEAST
from bot.storage.published import Figure

COLUMNS = ("month", "table", "key", "name", "least", "most")
Naming = Callable[[str, str], str]  # (table, key) -> what people call it


def csv_of(figures: Iterable[Figure], name: Naming) -> bytes:
    """UTF-8 with a mark in front, so that spreadsheets read it; one line for each figure."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    writer.writerows((row[0].isoformat()[:7], *row[1:3], _harmless(row[3]), *row[4:]) for row in _rows(figures, name))
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def parquet_of(figures: Iterable[Figure], name: Naming) -> bytes:
    """The same lines; `month` is the first day of it."""
    import pyarrow
    from pyarrow import parquet

    rows = list(_rows(figures, name))
    types = (pyarrow.date32(), *(pyarrow.string() for _ in range(3)), pyarrow.int32(), pyarrow.int32())
    columns = [pyarrow.array([row[at] for row in rows], kind) for at, kind in enumerate(types)]
    made = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, names=list(COLUMNS)), made)
    return made.getvalue()


def data_package(words: dict[str, str], tables: Iterable[str], publisher: str, path: str, language: str) -> dict:
    """The data dictionary as a Data Package (datapackage.org). `words` describes `title`, each column and `missing`."""
    kinds = {"month": "yearmonth", "least": "integer", "most": "integer"}
    fields = [{"name": name, "type": kinds.get(name, "string"), "description": words[name]} for name in COLUMNS]
    fields[COLUMNS.index("table")]["constraints"] = {"enum": list(tables)}
    fields[COLUMNS.index("least")]["constraints"] = {"minimum": 0}
    schema = {"fields": fields, "primaryKey": ["month", "table", "key"]}
    resource = {"name": "figures", "path": path, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "harrera-figures",
        "title": words["title"],
        "description": words["limits"],
        "languages": [language],
        "contributors": [{"title": publisher, "roles": ["publisher"]}],
        "resources": [resource],
    }


def _rows(figures: Iterable[Figure], name: Naming) -> Iterable[tuple]:
    return ((one.month, one.table, one.key, name(one.table, one.key), one.least, one.least + LEAST - 1) for one in figures)


def _harmless(words: str) -> str:
    """A name that a spreadsheet would take for a formula gets a mark in front."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
