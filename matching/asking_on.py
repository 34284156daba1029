"""Whether a message asks on about what was said before, by the way it begins: "and if ...", "but", "without"."""

import re
from functools import lru_cache

from matching.normalisation import fold
from matching.resources import load_resource


def begins_as_more(text: str, language: str) -> bool:
    """Whether its first words say that it goes on: "and", "but if", "without"."""
    return bool(_beginnings(language).match(fold(text).lstrip(" ¿¡?!.,؟،…")))


@lru_cache
def _beginnings(language: str) -> re.Pattern[str]:
    listed = sorted(map(fold, load_resource("asking_on").get(language, [])), key=len, reverse=True)
    return re.compile("|".join(re.escape(p[:-1]) if p.endswith("-") else rf"{re.escape(p)}(?!\w)" for p in listed) or r"(?!)")
