"""JSON Schema learnt from recorded deliveries: what is in all of them must be there, what some have may be, a text
may be any, and digits stay digits."""

from collections.abc import Sequence
from typing import Any

_CHOICES = {"type", "object", "field", "messaging_product", "phone_number_id"}  # closed lists of the platforms: other words mean nothing
_SAFE = 2**53  # whole numbers up to here are the same in every JSON reader
Schema = dict[str, Any]


def shape(samples: Sequence[Any], name: str = "") -> Schema:
    """What values like these look like; `name` is the field that holds them."""
    kinds: dict[type, list[Any]] = {}
    for sample in samples:
        kinds.setdefault(type(sample), []).append(sample)
    shapes = [_of_kind(kind, values, name) for kind, values in kinds.items()]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def _of_kind(kind: type, values: list[Any], name: str) -> Schema:
    if kind is dict:
        return _object(values)
    if kind is list:
        inner = [item for value in values for item in value]
        return {"type": "array", "maxItems": 2} | ({"items": shape(inner, name), "minItems": 1} if inner else {})
    if kind is str:
        return _text(values, name)
    if kind is bool:
        return {"enum": values[:1]}  # who is a bot stays one
    return {"type": "integer" if kind is int else "number", "minimum": -_SAFE, "maximum": _SAFE}


def _text(values: list[str], name: str) -> Schema:
    if name in _CHOICES:
        return {"enum": sorted(set(values))}
    if all(map(str.isdecimal, values)):  # a number of somebody, or a time
        return {"type": "string", "pattern": "^[1-9][0-9]{8,14}$"}
    return {"type": "string", "maxLength": 40}


def _object(values: list[dict]) -> Schema:
    names = sorted({name for value in values for name in value})
    return {
        "type": "object",
        "properties": {name: shape([value[name] for value in values if name in value], name) for name in names},
        "additionalProperties": False,
        "required": [name for name in names if all(name in value for value in values)],
    }
