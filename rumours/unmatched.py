"""What staff do with claims that no card answered: attach one to a card as a phrasing, begin a card from some, or put them away."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import BadInput, NotFound
from knowledge_base.check_texts import same_question
from knowledge_base.entry import ORIGINAL_LANGUAGE, Status, is_name, tidy
from knowledge_base.problems import lines
from knowledge_base.yaml_text import write_yaml
from rumours.card_check import LANGUAGES, check_cards
from rumours.card_files import CARD_FILE, CARD_KEYS, TEXT_KEYS
from rumours.radar import ClaimState, Radar, UnmatchedClaim
from rumours.repository import RumourRepository
from rumours.rumour import PARTS, CardText, Rumour

LONGEST_PHRASING = 300  # characters
MISSING = "MISSING.txt"
_PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
_LISTS = ("phrasings", "questions", "avoid", "fallacies", "circulates", "related", "entries", "verify")
Grouping = Callable[[Sequence[str]], list[list[int]]]


class ClaimQueue:
    """`group` puts texts together that say nearly the same; `entries` gives the ids of the knowledge base."""

    def __init__(self, radar: Radar, cards: RumourRepository, group: Grouping, entries: Callable[[], Collection[str]]):
        self._radar, self._cards, self._group, self._entries = radar, cards, group, entries

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
        return self._cards.cards()

    def attach(self, ids: Collection[str], card_id: str, language: str, phrasing: str) -> None:
        """From now on the card is heard in these words, in every process, without training. Raises NotFound, BadInput."""
        card = self._cards.card(card_id)
        if card is None or not ids:
            raise NotFound("no such card or claim")
        words = _phrasing(phrasing)
        if (taught := self._taught(card, language, words)) is not card:
            self._cards.save([taught])
        self._radar.decide(ids, ClaimState.ATTACHED, card_id)

    def finish(self, city: str, card_id: str) -> None:
        """The card that was begun is there: who reported is told. Raises NotFound."""
        if self._cards.card(card_id) is None or card_id not in self.begun(city):
            raise NotFound("no such card")
        self._radar.decide([claim.id for claim in self.begun(city)[card_id]], ClaimState.ATTACHED, card_id)

    def begin(self, ids: Collection[str], card_id: str) -> None:
        """Note that a card is begun from claims. Raises BadInput when the id is none or taken."""
        if not ids or not is_name(card_id) or self._cards.card(card_id):
            raise BadInput("a new card needs claims and an id of its own")
        self._radar.decide(ids, ClaimState.STARTED, card_id)

    def dismiss(self, ids: Collection[str]) -> None:
        self._radar.decide(ids, ClaimState.DISMISSED)

    def draft(self, city: str, card_id: str) -> dict[str, str]:
        """Name -> content of the files of a card that was begun, to be completed, and what they lack. Raises NotFound."""
        claims = self.begun(city).get(card_id)
        if not claims:
            raise NotFound("no such draft")
        return begun_files(card_id, claims, self._entries(), self._cards.cards())

    def _taught(self, card: Rumour, language: str, words: str) -> Rumour:
        """The card with one phrasing more; the same card when it knows it already."""
        text = card.texts.get(language)
        if text is None:
            raise BadInput("the card has no text in that language")
        owners = {other.id for other in self._cards.cards() if language in other.texts and _says(other.texts[language], words)}
        if owners - {card.id}:
            raise BadInput("another card is said in these words")
        if card.id in owners:
            return card
        return replace(card, texts={**card.texts, language: replace(text, phrasings=(*text.phrasings, words))})


def begun_files(card_id: str, claims: Sequence[UnmatchedClaim], entries: Collection[str], known: Collection[Rumour]) -> dict[str, str]:
    """A folder of a card with only its claims in it, and in MISSING.txt what the content check says of it."""
    made = {CARD_FILE: write_yaml(_empty(CARD_KEYS) | {"id": card_id, "evidence": [], "rests_on": {part: [] for part in PARTS}})}
    for language in LANGUAGES:
        made[f"{language}.yml"] = write_yaml(_text(language, [claim for claim in claims if claim.language == language]))
    with TemporaryDirectory() as folder:
        home = Path(folder) / card_id
        home.mkdir()
        for name, content in made.items():
            (home / name).write_text(content, encoding="utf-8")
        faults = lines(check_cards(Path(folder), entries, known).faults)
    return made | {MISSING: "\n".join(faults) + "\n"}


def _text(language: str, claims: Sequence[UnmatchedClaim]) -> dict:
    said = list(dict.fromkeys(_without_placeholders(claim.text) for claim in claims))
    status = Status.DRAFT if language == ORIGINAL_LANGUAGE else Status.MACHINE_DRAFT
    claim = min(said, key=len, default="")
    rest = [words for words in said if words != claim]
    return _empty(TEXT_KEYS) | {"status": status.value, "claim": claim, "phrasings": rest, "evidence": {}}


def _empty(keys: Sequence[str]) -> dict:
    return {key: [] if key in _LISTS else "" for key in keys}


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
