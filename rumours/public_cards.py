"""The cards that anybody may read, and their addresses: never one that says the claim, as the ids of many cards do."""

import hashlib
from collections.abc import Callable
from datetime import date

from rumours.evidence_history import Step, evidence_history
from rumours.kept_cards import KeptCards
from rumours.repository import RumourRepository
from rumours.rumour import CATEGORIES, PARTS, UNSEEN, Evidence, Rumour, State


def public_code(id: str) -> str:
    """What stands for a card in its public address; it stays the same while the id does."""
    return hashlib.sha256(id.encode()).hexdigest()[:10]


class PublicCards:
    """Read from the store at each call, kept while its revision stays: a card that is taken away is gone at once."""

    def __init__(self, repository: RumourRepository, today: Callable[[], date] = date.today):
        self._repository, self._kept, self.today = repository, KeptCards(repository), today

    def all(self) -> list[Rumour]:
        """By category, then by id."""
        found = [card for card in self._kept.all().values() if is_public(card, self.today())]
        return sorted(found, key=lambda card: (CATEGORIES.index(card.category), card.id))

    def find(self, name: str) -> Rumour | None:
        """The card with that code or id; None when there is none, or when it must not be shown today."""
        cards = self._kept.all()
        card = cards.get(name) or next((card for card in cards.values() if public_code(card.id) == name), None)
        return card if card and is_public(card, self.today()) else None

    def history(self, card: Rumour) -> list[Step]:
        """What became of its evidence, newest first; empty for a card that nobody changed here yet."""
        return evidence_history(self._repository.versions(card.id))


def is_public(card: Rumour, today: date) -> bool:
    """Not while the text for everybody leans on something unseen or out of date."""
    return card.state(today) is State.ANSWERED


def parts_shown(card: Rumour, today: date) -> frozenset[str]:
    """Which of PARTS may be read today: each leans on evidence of its own."""
    return frozenset(part for part in PARTS if card.state(today, part) is State.ANSWERED)


def evidence_shown(card: Rumour) -> list[Evidence]:
    """What somebody saw, also when it has run out since: that is its history. First what the text for everybody leans on."""
    leaned_on = [evidence.id for evidence in card.resting("public")]
    seen = [evidence for evidence in card.evidence if evidence.seen != UNSEEN]
    return sorted(seen, key=lambda evidence: evidence.id not in leaned_on)
