"""Holds HSDS exports against hsds_rules.yml, our short form of the official schema. Shares nothing with the code that writes them."""

import csv
import json
import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import yaml

RULES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
URI = re.compile(r"[a-z][a-z0-9+.-]*://[A-Za-z0-9:/?#@!$&'()*+,;=%~._-]+")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
OF_RESOURCE = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}


def wrong_in_object(value: dict, table: str, place: str = "") -> list[str]:
    """What the schema would not accept, or does not know, in one JSON object."""
    rules = RULES[table]
    wrong = [f"{place}.{name} is missing" for name in rules["required"] if name not in value]
    for name, inner in value.items():
        if name in rules["columns"]:
            wrong += [f"{place}.{name} {fault}" for fault in _wrong_value(inner, name, rules)]
        elif name in rules.get("nested", {}):
            wrong += _wrong_nested(inner, rules["nested"][name], f"{place}.{name}")
        else:
            wrong.append(f"{place}.{name} is unknown")
    return wrong


def _wrong_nested(value: object, table: str | list[str], place: str) -> list[str]:
    if isinstance(table, str):
        return wrong_in_object(value, table, place) if isinstance(value, dict) else [f"{place} is no object"]
    if not isinstance(value, list):
        return [f"{place} is no list"]
    return [fault for number, item in enumerate(value) for fault in wrong_in_object(item, table[0], f"{place}[{number}]")]


def _wrong_value(value: object, name: str, rules: dict) -> list[str]:
    if name in rules.get("number", ()):
        return [] if isinstance(value, int | float) and not isinstance(value, bool) else ["is no number"]
    return _wrong_text(value, name, rules) if isinstance(value, str) else ["is no text"]


def _wrong_text(text: str, name: str, rules: dict) -> list[str]:
    if _is_link(name):
        return [] if UUID.fullmatch(text) else ["is no UUID"]
    for kind, form in (("uri", URI), ("email", EMAIL)):
        if name in rules.get(kind, ()) and not form.fullmatch(text):
            return [f"is no {kind}"]
    for kind, read in (("date", date.fromisoformat), ("datetime", datetime.fromisoformat), ("time", _clock)):
        if name in rules.get(kind, ()) and not _reads(read, text):
            return [f"is no {kind}"]
    return [] if text in rules.get("enum", {}).get(name, [text]) else ["is none of the values"]


def _is_link(name: str) -> bool:
    return name == "id" or (name.endswith("_id") and name != "tax_id")


def _clock(text: str) -> time:
    return datetime.strptime(text, "%H:%M:%S").time()  # the only form of a time in a Tabular Data Package


def _reads(read, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def wrong_in_folder(folder: Path) -> list[str]:
    """What the schema would not accept in a folder of tables: columns, required, values, ids that come twice or lead nowhere."""
    rows = {table: _records(folder / rules["file"]) for table, rules in RULES.items()}
    ids = {table: {record["id"] for record in records} for table, (_, records) in rows.items()}
    wrong = []
    for table, (header, records) in rows.items():
        wrong += [] if header == RULES[table]["columns"] else [f"{table}: columns"]
        wrong += [f"{table}.{name} comes twice" for name in ("id", *RULES[table].get("unique", ())) if _has_twice(records, name)]
        wrong += [f"{table} {number}: {fault}" for number, record in enumerate(records) for fault in _wrong_record(record, table, ids)]
    return wrong + _wrong_package(json.loads((folder / "datapackage.json").read_text()))


def _records(path: Path) -> tuple[list[str], list[dict]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        return list(reader.fieldnames), list(reader)


def _has_twice(records: list[dict], name: str) -> bool:
    return any(count > 1 for count in Counter(record[name] for record in records if record[name]).values())


def _wrong_record(record: dict, table: str, ids: dict[str, set[str]]) -> list[str]:
    rules = RULES[table]
    wrong = [f"{name} is missing" for name in (*rules["required"], *rules.get("tabular", ())) if not record[name]]
    for name, text in record.items():
        is_number = name in rules.get("number", ())
        if text and (not _reads(float, text) if is_number else _wrong_text(text, name, rules)):
            wrong.append(f"{name} is wrong")
    links = [(name, name.removesuffix("_id")) for name in rules.get("keys", ())]
    return wrong + [f"{name} leads nowhere" for name, to in links if record[name] and record[name] not in ids[to]]


def _wrong_package(package: dict) -> list[str]:
    wrong = [] if package["profile"] == "tabular-data-package" else ["package: profile"]
    resources = {resource["name"]: resource for resource in package["resources"]}
    for table, rules in RULES.items():
        schema = resources[table]["schema"]
        fields = {field["name"]: field for field in schema["fields"]}
        required = [name for name, field in fields.items() if field["constraints"]["required"]]
        keys = [(key["fields"], key["reference"]) for key in schema.get("foreignKeys", ())]
        expected = [(name, {"resource": name.removesuffix("_id"), "fields": "id"}) for name in rules.get("keys", ())]
        is_right = [
            list(fields) == rules["columns"],
            sorted(required) == sorted([*rules["required"], *rules.get("tabular", ())]),
            all(resources[table][key] == value for key, value in (OF_RESOURCE | {"path": rules["file"]}).items()),
            schema["primaryKey"] == "id" and keys == expected,
            all(_kind(field) == _kind_of(name, rules) for name, field in fields.items()),
            all(field["constraints"].get("enum") == rules.get("enum", {}).get(name) for name, field in fields.items()),
        ]
        wrong += [] if all(is_right) else [f"package: {table} {is_right}"]
    return wrong


def _kind(field: dict) -> str:
    return field.get("format", field["type"])


def _kind_of(name: str, rules: dict) -> str:
    if _is_link(name):
        return "uuid"
    kinds = ("email", "uri", "number", "date", "datetime", "time")
    return next((kind for kind in kinds if name in rules.get(kind, ())), "string")
