"""Reads the word lists of this room; every value is a string, so that "no", "on" and "016" stay what they are."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from bot.redaction.folding import HAN, bare

NO_LETTER_AFTER = rf"(?![^\W\d_{HAN}])"
_ARABIC_KEYBOARD = str.maketrans("یکہھ", "يكهه")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_data(name: str) -> dict[str, Any]:
    """A YAML file of this room, all scalars as strings."""
    return yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), Loader=_LOADER)


def phrases(items: list[str]) -> str:
    """A pattern for phrases of `bare` text, longest first; "pasaport*" stands for every ending, a space for several.

    "my son|daughter" stands for two phrases. Urdu phrases also match as an Arabic keyboard writes them. After a phrase that ends in a letter no letter may follow; a digit may ("nº5"),
    and Chinese, which has no spaces.
    """
    return "|".join(_pattern(item) for item in sorted({bare(each) for item in items for each in _all_of(item)}, key=len, reverse=True))


def word_set(items: list[str]) -> frozenset[str]:
    """Single words as they stand in `bare` text, with the spellings of `phrases`."""
    return frozenset(bare(each) for item in items for each in _all_of(item))


def _all_of(item: str) -> set[str]:
    spelt = {" ".join(words) for words in product(*(word.split("|") for word in item.split(" ")))}
    return spelt | {each.translate(_ARABIC_KEYBOARD) for each in spelt}


def _pattern(item: str) -> str:
    stem = re.escape(item.removesuffix("*")).replace(r"\ ", " +")
    return stem + NO_LETTER_AFTER if item[-1].isalnum() else stem
