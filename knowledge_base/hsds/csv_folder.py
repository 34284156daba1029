"""A directory as HSDS in CSV: a folder with one file per table and datapackage.json, a Tabular Data Package."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge_base.hsds.json_files import LARGEST_FILE
from knowledge_base.hsds.tables import Column, Row, Table, Tables, tables
from knowledge_base.problems import Problems

PACKAGE = "datapackage.json"
_SPECIFICATION = "https://docs.openreferral.org/en/3.2/hsds/"
_UNIQUE = ("id", "code")


def write_csv(rows: Tables, folder: Path) -> None:
    """Write every table, also the empty ones, with all official columns, and datapackage.json; `folder` is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables().values():
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.names)
            writer.writeheader()
            writer.writerows(row.values for row in rows.of(table.name))
    (folder / PACKAGE).write_text(json.dumps(package(), indent=2) + "\n", encoding="utf-8", newline="\n")


def package() -> dict:
    """The descriptor of the folder: each file's columns with type, format, constraints, and the keys between files."""
    resources = [_resource(table) for table in tables().values()]
    return {"profile": "tabular-data-package", "name": "harrera-directory", "homepage": _SPECIFICATION, "resources": resources}


def _resource(table: Table) -> dict:
    links = [(column.name, column.name.removesuffix("_id")) for column in table.columns if column.name.endswith("_id")]
    keys = [{"fields": name, "reference": {"resource": to, "fields": "id"}} for name, to in links if to in tables()]
    schema = {"primaryKey": "id", "fields": [_field(column) for column in table.columns]} | ({"foreignKeys": keys} if keys else {})
    of_csv = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return {"name": table.name, "path": table.file} | of_csv | {"schema": schema}


def _field(column: Column) -> dict:
    is_format = column.kind in ("uuid", "uri", "email")
    constraints = {"required": column.is_required, "unique": column.name in _UNIQUE} | (
        {"enum": list(column.values)} if column.values else {}
    )
    values = {"name": column.name, "type": "string" if is_format or column.kind == "text" else column.kind}
    return values | ({"format": column.kind} if is_format else {}) | {"constraints": constraints}


def read_csv(folder: Path, problems: Problems) -> Tables:
    """The rows of all files that hold a table we know; every fault is noted with file and row."""
    found = {name: path for name, path in _files(folder, problems).items() if path.is_file()}
    for other in sorted({path for path in folder.glob("*.csv")} - set(found.values())):
        problems.advice(other.name, "file", "is not a table we know and is left out")
    return Tables(row for name, path in found.items() for row in _read_file(path, tables()[name], problems))


def holds_csv(folder: Path) -> bool:
    """True for a folder with a table of services."""
    return any((folder / name).is_file() for name in (PACKAGE, "services.csv", "service.csv"))


def _files(folder: Path, problems: Problems) -> dict[str, Path]:
    """Table -> file: as datapackage.json says, else the official name, else that of the table."""
    found = {}
    for name, table in tables().items():
        paths = [folder / table.file, folder / f"{name}.csv"]
        found[name] = next((path for path in paths if path.is_file()), paths[0])
    return found | dict(_said_files(folder, problems))


def _said_files(folder: Path, problems: Problems) -> Iterator[tuple[str, Path]]:
    if not (folder / PACKAGE).is_file():
        return
    try:
        resources = [
            (item["name"], str(item["path"])) for item in json.loads((folder / PACKAGE).read_text(encoding="utf-8-sig"))["resources"]
        ]
    except (ValueError, LookupError, TypeError, RecursionError):
        problems.fault(PACKAGE, "resources", "a list of resources with name and path is expected")
        return
    for name, path in resources:
        if Path(path).name != path:
            problems.fault(PACKAGE, "resources", "a file in the same folder is expected")
        elif name in tables() and (folder / path).is_file():
            yield name, folder / path


def _read_file(path: Path, table: Table, problems: Problems) -> Iterator[Row]:
    if path.stat().st_size > LARGEST_FILE:
        problems.fault(path.name, "file", f"is larger than {LARGEST_FILE:,} bytes")
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = list(csv.reader(file, strict=True))
    except UnicodeDecodeError:
        problems.fault(path.name, "file", "is not UTF-8")
    except csv.Error as error:
        problems.fault(path.name, "file", f"is not CSV: {error}")
    else:
        yield from _rows(path.name, table, records, problems)


def _rows(path: str, table: Table, records: list[list[str]], problems: Problems) -> Iterator[Row]:
    header = [name.strip() for name in records[0]] if records else []
    for name, count in Counter(header).items():
        if count > 1:
            problems.fault(path, "row 1", f"the column `{name}` comes more than once")
    if "id" not in header:
        problems.fault(path, "row 1", "there is no column `id`")
        return
    seen: set[str] = set()
    for number, cells in enumerate(records[1:], 2):
        if len(cells) > len(header):
            problems.fault(path, f"row {number}", "has more cells than there are columns")
        values = {name: cell for name, cell in zip(header, cells) if cell.strip()}
        if values and _has_own_id(values, path, number, seen, problems):
            yield _row(path, number, table, values, problems)


def _has_own_id(values: dict[str, str], path: str, number: int, seen: set[str], problems: Problems) -> bool:
    id = values.get("id", "").strip()
    if not id or id in seen:
        problems.fault(path, f"row {number}.id", "comes more than once" if id else "is missing")
    seen.add(id)
    return bool(id)


def _row(path: str, number: int, table: Table, values: dict[str, str], problems: Problems) -> Row:
    for name in values.keys() - set(table.names):
        problems.advice(path, f"{table.name}.{name}", "is not a column we know and is left out")
    links = {name: text.strip() for name, text in values.items() if name == "id" or name.endswith("_id")}
    return Row(table.name, {name: text for name, text in (values | links).items() if name in table.names}, path, f"row {number}")
