"""What differs between two texts, word by word: pieces that a page shows one after the other, in any direction of writing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed (`same`), came (`added`) or went (`removed`)."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Together the pieces `same` and `removed` are the old text, `same` and `added` the new one."""
    found: list[Piece] = []
    for same, went, came in _stretches(old, new):
        pieces = (Piece("removed", went), Piece("added", came), Piece("same", same))
        found += [piece for piece in pieces if piece.text]
    return found


def _stretches(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """(what stays behind it, what went, what came). Spaces and signs that stay between two changes are part of the change."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    went = came = ""
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, becomes = "".join(before[i:j]), "".join(after[k:m])
        is_between = (went or came) and j < len(before) and m < len(after) and not re.search(r"\w", was)
        if kind == "equal" and not is_between:
            yield was, went, came
            went = came = ""
        else:
            went, came = went + was, came + becomes
    yield "", went, came
