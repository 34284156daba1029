"""What HSDS has no column for, as attributes of a record: our own id, translations, needs, the district, sources, what to verify."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge_base.directory import Evidence, Words
from knowledge_base.entry import ORIGINAL_LANGUAGE, is_language
from knowledge_base.fields import Fields
from knowledge_base.hsds.tables import Row, Tables
from knowledge_base.hsds.terms import DISTRICTS, FIELDS, NEEDS, id_of, meaning, term_row
from knowledge_base.problems import Problems
from knowledge_base.source_fields import evidence_values


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact of a record: the term that says which, and the attribute's value and label. `name` and `city` are a district's."""

    kind: str
    code: str
    value: str = ""
    label: str = ""
    name: str = ""
    city: str = ""


def standard_text(words: Words) -> tuple[str, str]:
    """(language, text) of what goes into the column itself: the text for all languages, else the Spanish one, else the first."""
    languages = [code for code in ("", ORIGINAL_LANGUAGE, *words) if words.get(code)]
    return (languages[0], words[languages[0]]) if languages else ("", "")


def word_marks(column: str, words: Words) -> Iterator[Mark]:
    """The language of the text in the column, when it has one, and the other languages."""
    standard, _ = standard_text(words)
    if standard:
        yield Mark(FIELDS, "language", standard, column)
    for language, text in words.items():
        if text and language != standard:
            yield Mark(FIELDS, "translation", text, f"{column}.{language}")


def evidence_marks(sources: Iterable[Evidence]) -> Iterator[Mark]:
    """Each source as a JSON object."""
    for evidence in sources:
        values = {key: str(value) for key, value in evidence_values(evidence).items() if value}
        yield Mark(FIELDS, "source", json.dumps(values, ensure_ascii=False), evidence.publisher)


def attribute_rows(owner: Row, marks: Iterable[Mark]) -> Iterator[Row]:
    """The rows of the marks of one record, each after the row of its term."""
    for number, mark in enumerate(marks, 1):
        term = term_row(mark.kind, mark.code, mark.name, mark.city)
        values = {"link_id": owner.id, "taxonomy_term_id": term.id, "link_entity": owner.table, "value": mark.value, "label": mark.label}
        yield term
        yield Row("attribute", {"id": id_of("attribute", owner.id, number)} | {key: text for key, text in values.items() if text})


@dataclass(slots=True)
class Marks:
    """The marks that a record came with. `languages`: column -> language; `translations`: column -> language -> text."""

    id: str = ""
    needs: list[str] = field(default_factory=list)
    district: str = ""
    languages: dict[str, str] = field(default_factory=dict)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: list[Fields] = field(default_factory=list)
    verify: list[Fields] = field(default_factory=list)
    closed_until: Fields | None = None


def read_marks(owner: Row, tables: Tables, problems: Problems) -> Marks:
    """The marks of one record; attributes of other taxonomies are left out, with advice."""
    found = Marks()
    for row in tables.belonging("attribute", "link_id", owner.id):
        if row.get("link_entity") not in ("", owner.table):
            continue
        kind, code = meaning(tables.one("taxonomy_term", row.get("taxonomy_term_id"))) or ("", "")
        if kind == NEEDS:
            found.needs.append(code)
        elif kind == DISTRICTS:
            found.district = code
        elif kind == FIELDS:
            _read_field(code, row, found, problems)
        else:
            problems.advice(row.path, f"{owner.table}.attributes", "attributes of taxonomies we do not know are left out")
    return found


def _read_field(code: str, row: Row, found: Marks, problems: Problems) -> None:
    fields, label = row.fields(problems), row.get("label")
    if code == "id":
        found.id = fields.text("value").strip()
    elif code == "language":
        found.languages[label] = _language(fields, "value", row.get("value"))
    elif code == "translation":
        column, _, language = label.partition(".")
        found.translations.setdefault(column, {})[_language(fields, "label", language)] = fields.text("value").strip()
    elif code == "source":
        found.sources.append(_source(row, problems))
    elif code == "verify":
        found.verify.append(fields)
    elif code == "closed_until":
        found.closed_until = fields


def _language(fields: Fields, key: str, code: str) -> str:
    if not is_language(code.strip()):
        fields.fault(key, "does not name a language, such as `es`")
    return code.strip()


def _source(row: Row, problems: Problems) -> Fields:
    try:
        values = json.loads(row.get("value"))
    except (ValueError, RecursionError):
        values = None
    return Fields(values, row.path, problems, f"{row.place}.value")
