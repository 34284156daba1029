"""A message cut into the things it says: people put two needs into one breath."""

import re
from functools import lru_cache

from matching.normalisation import content_words
from matching.resources import load_resource

MOST = 6  # clauses of a message that are looked at
FEWEST_WORDS = 2  # content words of a clause that can stand alone
DENSE = ("ar", "zh")  # one word says what others say in two
_STOPS = re.compile(r"[.!?;,:\n¿¡،؟؛。，；！？、]+")


def clauses(text: str, language: str) -> list[str]:
    """The parts of a message that can stand alone, in order; one or none when it says one thing."""
    pieces = [piece for stretch in _STOPS.split(text) for piece in _connectors(language).split(stretch)]
    found: list[str] = []
    for piece in filter(None, map(str.strip, pieces)):
        if found and (_is_short(piece, language) or _is_short(found[-1], language)):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found[:MOST]


def _is_short(piece: str, language: str) -> bool:
    return len(content_words(piece, language)) < (1 if language in DENSE else FEWEST_WORDS)


@lru_cache
def _connectors(language: str) -> re.Pattern[str]:
    listed = sorted(load_resource("connectors").get(language, []), key=len, reverse=True)
    said = "|".join(map(re.escape, listed))
    if not listed:
        return re.compile(r"(?!)")
    return re.compile(said if language == "zh" else rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)
