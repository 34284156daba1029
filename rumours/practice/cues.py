"""Phrases as people who keep the rules write them, found in folded text. The rules of a language are data: `moves/<language>.yml`.

How a cue reads: `word word` stands for these words in a row, `stem*` for any ending, `a/b` for either word, `...` for up to four words
between, `{group}` for a group of the same file. Accents and capitals do not matter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from knowledge_base.yaml_text import read_yaml
from matching.normalisation import fold

LANGUAGES = ("es", "eu")
LISTS = tuple(
    "listened not_listened scolded question_words tags not_asked asked quantities sources not_sources findings own_questions".split()
)
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Rules:
    """One expression per list of LISTS, and words that mean "them"; `empty` words carry nothing of a claim."""

    found: Mapping[str, re.Pattern[str]]
    them: re.Pattern[str]
    empty: frozenset[str]

    def says(self, list_name: str, folded: str) -> bool:
        return bool(self.found[list_name].search(folded))

    def begins(self, list_name: str, folded: str) -> bool:
        """The same at the beginning, behind at most one other word ("and who ...")."""
        found = self.found[list_name].search(folded)
        return found is not None and len(folded[: found.start()].split()) <= 1


@lru_cache
def rules_of(language: str) -> Rules:
    """Raises KeyError for a language without rules, ValueError for a list that is missing or empty."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return read_rules(read_yaml((files("rumours.practice") / "moves" / f"{language}.yml").read_text(encoding="utf-8")))


def read_rules(written: Mapping) -> Rules:
    """Raises ValueError when a list is missing, empty or names a group that is not there."""
    lacking = [name for name in (*LISTS, "them", "empty") if not written.get(name)]
    if lacking:
        raise ValueError(f"rules of practice lack {', '.join(lacking)}")
    groups = {name: _either(words, {}) for name, words in (written.get("groups") or {}).items()}
    found = {name: re.compile(_either(written[name], groups)) for name in LISTS}
    return Rules(found, re.compile(_either(written["them"], groups)), frozenset(map(fold, written["empty"])))


def _either(cues: Sequence[str], groups: Mapping[str, str]) -> str:
    said = "|".join(_expression(str(cue), groups) for cue in sorted(cues, key=lambda cue: -len(str(cue))))
    return rf"(?:{said})"


def _expression(cue: str, groups: Mapping[str, str]) -> str:
    """Words stand apart by anything that is no letter."""
    expression = ""
    for word in cue.split():
        if word == "...":
            expression += r"(?:\W+\w+){0,4}?"
            continue
        expression += r"\W+" if expression else ""
        expression += _word(word, groups)
    return rf"(?<!\w){expression}(?!\w)"


def _word(word: str, groups: Mapping[str, str]) -> str:
    if group := _PART.fullmatch(word):
        if group[1] not in groups:
            raise ValueError(f"rules of practice name a group that is not there: {group[1]}")
        return groups[group[1]]
    forms = (re.escape(fold(form.rstrip("*"))) + (r"\w*" if form.endswith("*") else "") for form in word.split("/"))
    return f"(?:{'|'.join(forms)})"
