"""A long list in portions."""

from collections.abc import Sequence
from typing import TypeVar

Value = TypeVar("Value")


def portions(values: Sequence[Value], size: int) -> list[Sequence[Value]]:
    """The values in order, `size` at a time; the last portion may be smaller."""
    return [values[start : start + size] for start in range(0, len(values), size)]
