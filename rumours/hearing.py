"""What a message says of migrants: its pieces matched against the cards, and which of them is heard surely enough to be answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from matching.items import Candidate, Match
from matching.normalisation import content_words
from rumours.pieces import FEWEST_ASKED, pieces, questions, says_enough

MOST_SURE = 2  # rumours of one message that are answered
MOST_SHOWN = 3
ANOTHER = 0.6  # probability from which a second rumour is answered too
CHAIN = 5  # pieces from which a message is a chain: it goes round one thing
ASIDE = 0.5  # what a rumour counts in a chain that is not among the likeliest of the whole: it was heard in a word said aside

Matching = Callable[[str, str], Match]


@dataclass(frozen=True, slots=True)
class Heard:
    """`sure`: rumours to be answered. `near`: others, likeliest first. `is_near`: some of them are worth offering.

    `rest`: the pieces in which no rumour was heard; none of a chain, which asks nothing of us. `asks`: there is a question beside the
    rumours.
    """

    sure: tuple[Candidate, ...] = ()
    near: tuple[Candidate, ...] = ()
    is_near: bool = False
    rest: tuple[str, ...] = ()
    asks: bool = False

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """At most three, those that are answered first."""
        return (*self.sure, *self.near)[:MOST_SHOWN]


def hear(text: str, language: str, match: Matching) -> Heard:
    """Listen to each piece of a message; the surest ones decide. Too few words are never answered by themselves."""
    if not says_enough(text, language):
        only = match(text, language)
        return Heard((), only.candidates, only.decision != "none", (text,))
    found = {piece: match(piece, language) for piece in pieces(text, language) or [text]}
    if len(found) >= CHAIN:
        found = _without_asides(found, match(text, language))
    best = _best(found)
    answered = {m.candidates[0].id for m in found.values() if m.decision == "answer"}
    sure = tuple(c for n, c in enumerate(c for c in best if c.id in answered) if n == 0 or c.probability >= ANOTHER)[:MOST_SURE]
    near = tuple(c for c in best if c not in sure)
    spoken = _spoken(found, {candidate.id for candidate in sure})
    rest = () if len(found) >= CHAIN else tuple(piece for piece in found if not any(piece in said or said in piece for said in spoken))
    is_near = any(match.decision != "none" for match in found.values())
    return Heard(sure, near[: MOST_SHOWN - len(sure)], is_near, rest, _asks(text, language, spoken))


def _spoken(found: dict[str, Match], ids: set[str]) -> list[str]:
    """The pieces that say these rumours, without one that holds another: a claim is the least that says it."""
    saying = [piece for piece, match in found.items() if match.decision == "answer" and match.candidates[0].id in ids]
    return [piece for piece in saying if not any(other != piece and other in piece for other in saying)]


def _asks(text: str, language: str, spoken: list[str]) -> bool:
    """Whether something is asked that is more than the claim itself ("is it true that ...?")."""
    return any(len(content_words(_without(asked, spoken), language)) >= FEWEST_ASKED for asked in questions(text, language))


def _without(asked: str, spoken: list[str]) -> str:
    for said in spoken:
        asked = "" if asked in said else asked.replace(said, " ")
    return asked


def _without_asides(found: dict[str, Match], whole: Match) -> dict[str, Match]:
    """The same matches, surer of what the message as a whole speaks of."""
    likely = {candidate.id for candidate in whole.candidates}
    return {piece: _weighed(match, likely) for piece, match in found.items()}


def _weighed(match: Match, likely: set[str]) -> Match:
    """An answer that is an aside is only near."""
    counted = [c if c.id in likely else replace(c, probability=c.probability * ASIDE) for c in match.candidates]
    is_aside = match.decision == "answer" and match.candidates[0].id not in likely
    return Match("ask" if is_aside else match.decision, tuple(sorted(counted, key=lambda c: -c.probability)))


def _best(found: dict[str, Match]) -> list[Candidate]:
    """Each rumour with the highest probability that a piece gives it, likeliest first."""
    best: dict[str, Candidate] = {}
    for candidate in (c for match in found.values() for c in match.candidates):
        best[candidate.id] = max(best.get(candidate.id, candidate), candidate, key=lambda c: c.probability)
    return sorted(best.values(), key=lambda c: -c.probability)
