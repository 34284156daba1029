"""A card as plain values for JSON, and back: how the history keeps it."""

from dataclasses import fields as fields_of
from datetime import date

from rumours.rumour import CardText, Evidence, Rumour

_DAYS = ("checked_on", "valid_until", "review_by")


def card_to_values(card: Rumour) -> dict:
    """Only texts, flags, lists and dicts."""
    texts = [_values(text) for text in card.texts.values()]
    return _values(card) | {"evidence": [_values(each) for each in card.evidence], "texts": texts}


def card_from_values(values: dict) -> Rumour:
    """The card that `card_to_values` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    evidence = tuple(Evidence(**_read(each)) for each in values["evidence"])
    texts = {text["language"]: CardText(**_read(text)) for text in values["texts"]}
    return Rumour(**_read(values) | {"evidence": evidence, "texts": texts})


def _values(thing: object) -> dict:
    return {field.name: _plain(getattr(thing, field.name)) for field in fields_of(thing) if field.name != "texts"}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)  # words of a closed list too
    if hasattr(value, "items"):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value if isinstance(inner, str)]
    return value.isoformat() if isinstance(value, date) else value


def _read(values: dict) -> dict:
    read = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return read | {key: date.fromisoformat(read[key]) for key in _DAYS if key in read}
