"""What an agent's answer does to a talk: listens, asks, repeats the myth, gives a figure with or without its source, scolds.

Rules and no model: whoever practises can be told why, and a rule that is wrong can be mended by people who write no code.
How often they are right: docs/practice.md.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from matching.normalisation import fold, words
from rumours.practice.cues import Rules, rules_of

LONGEST = 2_000  # characters that are looked at
FEWEST_ASKED = 3  # words of a question that may be one: "eh?" asks nothing
OVERLAP = 0.5  # share of a claim's words from which a sentence says it
FEWEST_SHARED = 2  # words of a claim; all those for "them" count as one
THEM = "<them>"
_SENTENCE = re.compile(r"[¿¡]?[^.!?…\n¿¡]*(?:(?<=\d)[.](?=\d)[^.!?…\n¿¡]*)*[.!?…\n]*")
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<![\d.,%])(?:19|20)\d\d(?![\d%])(?:\w*)")
_ASIDE = re.compile(r"[¿¡]")
_PARTS = re.compile(r"[.;:!?…]+")


class Move(StrEnum):
    LISTENED = "listened"
    ASKED = "asked"
    REPEATED = "repeated"
    SOURCED = "sourced"  # a figure, with who says it
    UNSOURCED = "unsourced"
    SCOLDED = "scolded"


GOOD = frozenset({Move.LISTENED, Move.ASKED, Move.SOURCED})


def judge(text: str, language: str, claims: Iterable[str], publishers: Iterable[str] = ()) -> frozenset[Move]:
    """The moves of one answer. `claims`: how the rumour is said; `publishers`: who the card's figures come from.

    Raises KeyError for a language without rules.
    """
    rules = rules_of(language)
    sentences = [part.strip() for part in _SENTENCE.findall(text[:LONGEST]) if part.strip()]
    told = [fold(_ASIDE.sub(" ", sentence)) for sentence in sentences]
    whole = " . ".join(told)
    found = {Move.SCOLDED} if rules.says("scolded", whole) else set()
    if rules.says("listened", whole) and not rules.says("not_listened", whole):
        found.add(Move.LISTENED)
    if any(_asks(sentence, rules) for sentence in told):
        found.add(Move.ASKED)
    if figure := _figure(whole, rules, publishers):
        found.add(figure)
    if figure is None and any(_repeats(sentence, language, rules, claims) for sentence in told):
        found.add(Move.REPEATED)
    return frozenset(found)


def _asks(folded: str, rules: Rules) -> bool:
    """A question that invites to tell: no reproach, no "right?"."""
    if rules.says("scolded", folded) or rules.says("not_asked", folded):
        return False
    said = folded.split()
    if not folded.rstrip().endswith("?"):
        return rules.begins("asked", folded)
    if rules.says("tags", " ".join(said[-2:])) and not rules.says("question_words", folded):
        return False
    return rules.says("question_words", folded) or len(said) >= FEWEST_ASKED


def _figure(folded: str, rules: Rules, publishers: Iterable[str]) -> Move | None:
    """A quantity, or with a source also a year or a finding."""
    quantity = rules.says("quantities", folded) or bool(_FIGURE.search(_YEAR.sub(" ", folded)))
    named = any(publisher and fold(publisher) in folded for publisher in publishers)
    source = named or (rules.says("sources", folded) and not rules.says("not_sources", folded))
    if source and (quantity or _YEAR.search(folded) or rules.says("findings", folded)):
        return Move.SOURCED
    return Move.UNSOURCED if quantity else None


def _repeats(folded: str, language: str, rules: Rules, claims: Iterable[str]) -> bool:
    """Whether a sentence says the claim, to affirm or to deny it; who asks about it, or says to understand it, does not."""
    if folded.rstrip().endswith("?") or rules.says("listened", folded):
        return False
    said = _stems(folded, language, rules)
    parts = (part for claim in claims for part in _PARTS.split(fold(claim)))
    return any(_says(said, _stems(part, language, rules)) for part in parts)


def _says(said: set[str], claim: set[str]) -> bool:
    shared = said & claim
    return len(shared) >= FEWEST_SHARED and len(shared) / len(claim) >= OVERLAP


def _stems(folded: str, language: str, rules: Rules) -> set[str]:
    """Beginnings of the words that carry something."""
    kept = words(rules.them.sub(" ", folded), language)
    stems = {word[: min(5, max(4, len(word) - 2))] for word in kept if word not in rules.empty and len(word) > 2}
    return stems | ({THEM} if rules.them.search(folded) else set())
