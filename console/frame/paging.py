"""Long lists in pages: which page is asked for, and what stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

_DIGITS = 6  # no list has more pages; a longer number is none


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list. `addresses` are the queries of all its pages, `number` is that of this one, from 1."""

    items: Sequence[Any]
    addresses: Sequence[str]
    number: int


def leaf_of(items: Sequence[Any], size: int, request: Request) -> Leaf:
    """What the query's `page` asks for, with everything else it asks kept; the first for what is no number, the last for one too large."""
    count = 1 + max(0, len(items) - 1) // size
    asked = request.query_params.get("page", "1")
    number = min(max(1, int(asked)), count) if asked.isdecimal() and len(asked) <= _DIGITS else 1
    addresses = [urlencode([*_others(request), ("page", page)]) for page in range(1, 1 + count)]
    return Leaf(items[size * (number - 1) : size * number], addresses, number)


def _others(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
