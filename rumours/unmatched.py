"""What staff do with claims that no card answered: attach one to a card as a phrasing, begin a card from some, or put them away."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.errors import BadInput, NotFound
from knowledge_base.check_texts import same_question
from knowledge_base.editing.life import Desk
from knowledge_base.entry import is_name, tidy
from rumours.editing.written import WrittenCardText
from rumours.radar import ClaimState, Radar, UnmatchedClaim
from rumours.repository import EVERYWHERE
from rumours.rumour import CardText, Rumour

LONGEST_PHRASING = 300  # characters
_PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
Grouping = Callable[[Sequence[str]], list[list[int]]]


class ClaimQueue:
    """`group` puts texts together that say nearly the same; `desk` is where cards are edited, over CardPapers."""

    def __init__(self, radar: Radar, desk: Desk, group: Grouping):
        self._radar, self._desk, self._group = radar, desk, group

    def groups(self, city: str) -> list[list[UnmatchedClaim]]:
        """Those that wait, the largest group first."""
        claims = self._radar.unmatched(city)
        return [[claims[position] for position in group] for group in self._group([claim.text for claim in claims])]

    def begun(self, city: str) -> dict[str, list[UnmatchedClaim]]:
        """Id of a card that was begun -> the claims it was begun from."""
        found = defaultdict(list)
        for claim in self._radar.unmatched(city, ClaimState.STARTED):
            found[claim.rumour].append(claim)
        return dict(found)

    def cards(self) -> list[Rumour]:
        return self._desk.papers.all()

    def attach(self, ids: Collection[str], card_id: str, language: str, phrasing: str, by: str) -> None:
        """From now on the card is heard in these words, in every process, without training; it stands in the card's history.

        Raises NotFound, BadInput, StaleVersion.
        """
        if not ids or self._card(card_id) is None:
            raise NotFound("no such card or claim")
        words = _phrasing(phrasing)
        self._desk.change(EVERYWHERE, card_id, by, lambda card: self._taught(card, language, words))
        self._radar.decide(ids, ClaimState.ATTACHED, card_id)

    def begin(self, claims: Collection[str], card_id: str, city: str, by: str) -> str:
        """A draft of a new card that says what these claims say; the language to go on in. Raises BadInput: no claim, or the id is taken."""
        found = [claim for claim in self._radar.unmatched(city) if claim.id in claims]
        if not found or not is_name(card_id) or self._card(card_id):
            raise BadInput("a new card needs claims and an id of its own")
        draft = self._desk.begin(EVERYWHERE, card_id, by)
        for language in dict.fromkeys(claim.language for claim in found):
            draft = draft.with_text(language, _begun(draft.texts.get(language), [c.text for c in found if c.language == language]))
        self._desk.save(draft)
        self._radar.decide(claims, ClaimState.STARTED, card_id)
        return found[0].language

    def finish(self, city: str, card_id: str) -> None:
        """The card that was begun is there: who reported is told. Nothing happens when none was begun. Raises NotFound without a card."""
        if self._card(card_id) is None:
            raise NotFound("no such card")
        if claims := self.begun(city).get(card_id):
            self._radar.decide([claim.id for claim in claims], ClaimState.ATTACHED, card_id)

    def dismiss(self, ids: Collection[str]) -> None:
        self._radar.decide(ids, ClaimState.DISMISSED)

    def _card(self, card_id: str) -> Rumour | None:
        return self._desk.papers.find(EVERYWHERE, card_id)

    def _taught(self, card: Rumour, language: str, words: str) -> Rumour:
        """The card with one phrasing more; the same card when it knows it already."""
        text = card.texts.get(language)
        if text is None:
            raise BadInput("the card has no text in that language")
        owners = {other.id for other in self.cards() if language in other.texts and _says(other.texts[language], words)}
        if owners - {card.id}:
            raise BadInput("another card is said in these words")
        if card.id in owners:
            return card
        return replace(card, texts={**card.texts, language: replace(text, phrasings=(*text.phrasings, words))})


def _begun(kept: WrittenCardText | None, claims: Sequence[str]) -> WrittenCardText:
    """A text with what was said: the shortest as the claim, the others as phrasings; what somebody wrote already stays."""
    text = kept or WrittenCardText()
    said = sorted(dict.fromkeys(filter(None, map(_without_placeholders, claims))), key=len)
    claim, *rest = [*filter(None, [text.claim]), *said] or [""]
    return replace(text, claim=claim, phrasings=tuple(dict.fromkeys((*text.phrasings, *rest))))


def _says(text: CardText, words: str) -> bool:
    return same_question(words) in {same_question(known) for known in (text.claim, *text.phrasings)}


def _phrasing(words: str) -> str:
    words = _without_placeholders(words)
    if not 3 <= len(words) <= LONGEST_PHRASING:
        raise BadInput("a phrasing has 3 to 300 characters")
    return words


def _without_placeholders(words: str) -> str:
    """What stands for personal data teaches nothing."""
    return " ".join(tidy(_PLACEHOLDER.sub(" ", words)).split())
