"""For an agent with ten seconds: what they heard, looked up as they type, and what the best card gives them to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge_base.languages import fallbacks_of
from rumours.hearing import hear
from rumours.library import RumourLibrary
from rumours.rumour import CardText, Evidence, Rumour, State

LENGTHS = ("one_line", "one_minute", "full")
LONGEST = 4_000  # characters of what is pasted that are looked up: a chain says what it says in its beginning


@dataclass(frozen=True, slots=True)
class Figure:
    """One sentence of evidence with where it comes from; `holds` is False when nobody saw it or it is out of date."""

    sentence: str
    evidence: Evidence
    holds: bool


@dataclass(frozen=True, slots=True)
class Kit:
    """A card in one language, as an agent uses it today."""

    card: Rumour
    text: CardText
    figures: tuple[Figure, ...]
    today: date

    def suggested(self, length: str) -> bool:
        """The text leans on evidence that staff must check first."""
        return self.card.state(self.today, length) is State.SUGGESTED

    @property
    def leading(self) -> Figure:
        """The figure that the one line leans on."""
        first = self.card.resting("one_line")[0]
        return next(figure for figure in self.figures if figure.evidence.id == first.id)


@dataclass(frozen=True, slots=True)
class Found:
    """`best` when it is sure; else `near`, at most three to choose from; both empty when no card says it."""

    best: Kit | None = None
    near: tuple[Kit, ...] = ()


class LookUp:
    """The cards as agents see them. Nothing that is looked up is kept. `today` is a function, since cards run out of date."""

    def __init__(self, library: RumourLibrary, today: Callable[[], date] = date.today):
        self._library, self._today = library, today

    def find(self, words: str, words_language: str, language: str) -> Found:
        """Cards for what was heard, in `language`."""
        heard = hear(words[:LONGEST], words_language, self._library.match)
        kits = [kit for candidate in heard.candidates if (kit := self.kit(candidate.id, language))]
        if heard.sure and kits:
            return Found(kits[0], tuple(kits[1:]))
        return Found(None, tuple(kits) if heard.is_near else ())

    def kit(self, id: str, language: str) -> Kit | None:
        """One card, None when there is none of that id."""
        card = self._library.card(id)
        return kit_of(card, language, self._today()) if card else None


def kit_of(card: Rumour, language: str, today: date) -> Kit:
    """The figures best seen first, in the card's order."""
    text = card.text_for(language, fallbacks_of(language))
    figures = [Figure(text.evidence[one.id], one, one.holds(today)) for one in card.evidence]
    return Kit(card, text, tuple(sorted(figures, key=lambda figure: not figure.holds)), today)
