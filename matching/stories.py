"""A long message is read as a whole and clause by clause: in a story the need is one clause among many."""

from dataclasses import replace
from typing import Protocol

import numpy as np

from matching.clauses import clauses
from matching.normalisation import SIGNS_OF_A_WORD
from matching.once import once
from matching.signals import Reading, Signals

LONG = 14  # words from which a message is read clause by clause too
WHOLE = 0.6  # share of the whole in each signal of a long message; the rest is the mean of its clauses (decision 0024)


class Reader(Protocol):
    """How a message is read: as it stands, or as a story."""

    def __call__(self, signals: Signals, text: str, language: str, as_if_absent: bool = False) -> Reading: ...


def read_whole(signals: Signals, text: str, language: str, as_if_absent: bool = False) -> Reading:
    """A message as it stands, once in a turn: for rooms that cut messages into pieces of their own."""
    return once((signals, text, language, as_if_absent), lambda: signals.read(text, language, as_if_absent))


def read_message(signals: Signals, text: str, language: str, as_if_absent: bool = False) -> Reading:
    """What the signals say of a message, `as_if_absent` as in `Signals.read`. Whether it is none of ours, only the whole says."""
    whole = read_whole(signals, text, language, as_if_absent)
    parts = clauses(text, language) if _words(text, language) >= LONG else []
    if len(parts) < 2:
        return whole
    of_parts = np.mean([read_whole(signals, part, language, as_if_absent).values for part in parts], axis=0)
    return replace(whole, values=WHOLE * whole.values + (1 - WHOLE) * of_parts)


def _words(text: str, language: str) -> float:
    return len(text) / SIGNS_OF_A_WORD if language == "zh" else len(text.split())
