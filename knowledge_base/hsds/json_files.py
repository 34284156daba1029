"""A directory as HSDS JSON: services.json is a list of service objects with everything in them, as the official schema has them.

Organizations without a service and districts without one would not be in there, so organizations.json and taxonomy_terms.json
hold the lists of those. Foreign files may hold one object, a list, or a page of the HSDS API (`contents`).
"""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from knowledge_base.hsds.nesting import Flattener, nested
from knowledge_base.hsds.tables import Tables
from knowledge_base.problems import Problems

FILES = {"taxonomy_terms.json": "taxonomy_term", "organizations.json": "organization", "services.json": "service"}  # read in this order
LARGEST_FILE = 50_000_000  # bytes; a national directory would be cut into cities first
_LISTS = {"services": "service", "organizations": "organization", "contents": "", "taxonomy_terms": "taxonomy_term"}
_TOO_DEEP = "is nested too deeply"


def write_json(rows: Tables, folder: Path) -> None:
    """Write the three files into `folder`, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in FILES.items():
        objects = [nested(row, rows) for row in rows.of(table)]
        (folder / name).write_text(json.dumps(objects, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def read_json(path: Path, problems: Problems) -> Tables:
    """The rows of one file, or of the three in a folder; every fault is noted with file and place."""
    flattener = Flattener(problems)
    if path.is_dir():
        for other in sorted(path.glob("*.json")):
            if other.name not in FILES:
                problems.advice(other.name, "file", "is not a file we know and is left out")
    for file in [path / name for name in FILES if (path / name).is_file()] if path.is_dir() else [path]:
        _read_file(file, flattener, problems)
    return flattener.tables()


def _read_file(path: Path, flattener: Flattener, problems: Problems) -> None:
    table, values = FILES.get(path.name, "service"), _values(path, problems)
    try:
        for place, name, value in _objects(values, table):
            flattener.add(value, name, path.name, place)
    except RecursionError:
        problems.fault(path.name, "file", _TOO_DEEP)
    if values is not None and not isinstance(values, dict | list):
        problems.fault(path.name, "file", "holds no list of services")


def _objects(values: object, table: str) -> Iterator[tuple[str, str, object]]:
    """(place, table, object) of each object in a file: a list, one object, or an object around lists."""
    lists = {key: values[key] for key in _LISTS if isinstance(values, dict) and isinstance(values.get(key), list) and "id" not in values}
    if isinstance(values, list):
        lists = {"": values}
    if isinstance(values, dict) and not lists:
        yield table, table, values
    for key, items in lists.items():
        yield from ((f"{key}[{number}]", _LISTS.get(key) or table, item) for number, item in enumerate(items, 1))


def _values(path: Path, problems: Problems) -> object:
    """What the file holds, with numbers as text; None, with the fault noted, when it cannot be read."""
    if path.stat().st_size > LARGEST_FILE:
        return problems.fault(path.name, "file", f"is larger than {LARGEST_FILE:,} bytes")
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_float=_plain, parse_int=str, parse_constant=str)
    except UnicodeDecodeError:
        problems.fault(path.name, "file", "is not UTF-8")
    except json.JSONDecodeError as error:
        problems.fault(path.name, "file", f"is not JSON, line {error.lineno}: {error.msg}")
    except RecursionError:
        problems.fault(path.name, "file", _TOO_DEEP)
    return None


def _plain(number: str) -> str:
    """The number without an exponent, unless it is far from any number we know."""
    try:
        value = Decimal(number)
    except InvalidOperation:  # an exponent beyond counting
        return number
    return f"{value:f}" if abs(value.adjusted()) < 20 else number
