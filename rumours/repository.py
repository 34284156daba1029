"""Where the cards are kept while Harrera runs: the port, and the one in memory for tests and trials."""

from collections.abc import Iterable
from threading import RLock
from typing import Protocol

from rumours.rumour import Rumour


class RumourRepository(Protocol):
    """All cards, of every language. A card is identified by its id."""

    def cards(self) -> list[Rumour]:
        """All cards, sorted by id."""

    def card(self, id: str) -> Rumour | None:
        """One card, or None."""

    def save(self, cards: Iterable[Rumour]) -> None:
        """Add the cards, each in place of the one with its id; all of them or, on an error, none."""

    def remove(self, id: str) -> None:
        """Take a card away; nothing happens when there is none."""

    def revision(self) -> int:
        """A number that grows whenever a card is saved or removed; 0 when none ever was. Cheap: it is polled."""

    def seed(self, cards: Iterable[Rumour]) -> bool:
        """Save the cards unless anything was ever saved, also by another process just now; whether they were."""


class MemoryRumourRepository:
    """A RumourRepository of one process."""

    def __init__(self):
        self._cards: dict[str, Rumour] = {}
        self._revision = 0
        self._lock = RLock()

    def cards(self) -> list[Rumour]:
        with self._lock:
            return sorted(self._cards.values(), key=lambda card: card.id)

    def card(self, id: str) -> Rumour | None:
        return self._cards.get(id)

    def save(self, cards: Iterable[Rumour]) -> None:
        with self._lock:
            self._cards.update({card.id: card for card in cards})
            self._revision += 1

    def remove(self, id: str) -> None:
        with self._lock:
            if self._cards.pop(id, None):
                self._revision += 1

    def revision(self) -> int:
        return self._revision

    def seed(self, cards: Iterable[Rumour]) -> bool:
        with self._lock:
            if self._revision:
                return False
            self.save(cards)
            return True
