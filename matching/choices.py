"""Which of a short list a message picks: "2", "the second one", "la primera"."""

import re
from functools import lru_cache

from matching.normalisation import fold
from matching.resources import load_resource

UNSPACED = ("zh",)


def picked(text: str, language: str) -> int | None:
    """The number, from 1; None when the message names none, or more than one."""
    alone = fold(text).strip(" .)#")
    if len(alone) == 1 and alone.isdecimal():
        return int(alone)
    found = {number for number, words in _numbers(language).items() if words.search(fold(text))}
    return found.pop() if len(found) == 1 else None


@lru_cache
def _numbers(language: str) -> dict[int, re.Pattern[str]]:
    listed = load_resource("choices").get(language) or load_resource("choices")["es"]
    edges = ("", "") if language in UNSPACED else (r"(?<!\w)", r"(?!\w)")
    return {
        int(number): re.compile(f"(?:{'|'.join(re.escape(fold(word)) for word in words)})".join(edges)) for number, words in listed.items()
    }
