"""Where the cards are kept while Harrera runs: the port, and the one in memory for tests and trials."""

from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import Protocol

from knowledge_base.changes import Change, Changes, gathered, named
from knowledge_base.versions import Kind, StaleVersion, Version
from rumours.rumour import Rumour

EVERYWHERE = "all"  # the city of a card: it holds in each


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

    def changed_since(self, revision: int) -> Changes | None:
        """Ids of the cards that were saved or removed since (as `entries`); None when that is too much to name or no longer known."""

    def publish(self, version: Version) -> None:
        """Make the card of a version live, or take it away, and write the version into the history; one that was found is only written.

        Raises StaleVersion when it is not the next one: somebody else published meanwhile.
        """

    def versions(self, id: str) -> list[Version]:
        """The history of a card, oldest first; empty for one that was only ever imported."""


class MemoryRumourRepository:
    """A RumourRepository of one process."""

    def __init__(self):
        self._cards: dict[str, Rumour] = {}
        self._revision = 0
        self._changes: dict[int, list[Change]] = {}
        self._versions: dict[str, list[Version]] = {}
        self._lock = RLock()

    def cards(self) -> list[Rumour]:
        with self._lock:
            return sorted(self._cards.values(), key=lambda card: card.id)

    def card(self, id: str) -> Rumour | None:
        return self._cards.get(id)

    def save(self, cards: Iterable[Rumour]) -> None:
        with self._lock:
            saved = {card.id: card for card in cards}
            self._cards.update(saved)
            self._changed(named(list(saved), False, False))

    def remove(self, id: str) -> None:
        with self._lock:
            if self._cards.pop(id, None):
                self._changed([Change("entry", id)])

    def revision(self) -> int:
        return self._revision

    def seed(self, cards: Iterable[Rumour]) -> bool:
        with self._lock:
            if self._revision:
                return False
            self.save(cards)
            return True

    def changed_since(self, revision: int) -> Changes | None:
        with self._lock:
            found = {number: changes for number, changes in self._changes.items() if number > revision}
            return gathered(found, self._revision - revision)

    def publish(self, version: Version) -> None:
        with self._lock:
            if version.number != len(self.versions(version.entry_id)) + 1:
                raise StaleVersion
            act_on(version, self.save, self.remove)
            self._versions.setdefault(version.entry_id, []).append(version)

    def versions(self, id: str) -> list[Version]:
        return list(self._versions.get(id, ()))

    def _changed(self, changes: Sequence[Change]) -> None:
        self._revision += 1
        self._changes[self._revision] = list(changes)


def act_on(version: Version, save: Callable[[list[Rumour]], None], remove: Callable[[str], None]) -> None:
    """Bring about what a version says is live from now on."""
    if version.entry is None:
        remove(version.entry_id)
    elif version.kind is not Kind.FOUND:
        save([version.entry])
