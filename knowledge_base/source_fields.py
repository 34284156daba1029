"""The sources of an entry and the evidence for a service as keys and values."""

from dataclasses import fields as fields_of

from knowledge_base.directory import Evidence
from knowledge_base.entry import SEEN, Source, is_link
from knowledge_base.fields import Fields

SOURCE_KEYS = tuple(field.name for field in fields_of(Source))
EVIDENCE_KEYS = ("url", "publisher", "checked_on", "supports", "seen")


def read_source(fields: Fields) -> dict:
    """The keys of one source of an entry, each fault noted."""
    fields.only(*SOURCE_KEYS)
    values = {key: fields.text(key) for key in ("url", "publisher", "supports", "seen")}
    _check(values, fields)
    return values | {"checked_on": fields.day("checked_on")}


def read_evidence(fields: Fields) -> dict:
    """The keys of one source of a service; only publisher and `seen` are needed."""
    fields.only(*EVIDENCE_KEYS)
    values = {key: fields.text(key, required=key in ("publisher", "seen")).strip() for key in EVIDENCE_KEYS if key != "checked_on"}
    _check(values, fields)
    return values | {"checked_on": fields.day("checked_on", required=False)}


def source_values(source: Source) -> dict:
    """The keys of one source of an entry, in canonical order."""
    return {name: getattr(source, name) for name in SOURCE_KEYS}


def evidence_values(evidence: Evidence) -> dict:
    """The keys of one source of a service, in canonical order, without the empty optional ones."""
    values = {name: getattr(evidence, name) for name in EVIDENCE_KEYS}
    return {"url": evidence.url or None} | {name: value for name, value in values.items() if value}


def _check(values: dict, fields: Fields) -> None:
    if values["url"] and not is_link(values["url"].strip()):
        fields.fault("url", "is not an http or https link")
    if values["seen"] and values["seen"].strip() not in SEEN:
        fields.fault("seen", f"is one of {', '.join(SEEN)}")
