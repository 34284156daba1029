"""All cards, read once and then only what changed: pages and checks look at all of them again and again."""

from threading import Lock

from rumours.repository import RumourRepository
from rumours.rumour import Rumour


class KeptCards:
    """Asked, it looks at the store's revision first: a card that was taken away is gone at once."""

    def __init__(self, repository: RumourRepository):
        self._repository = repository
        self._kept: tuple[int, dict[str, Rumour]] = (0, {})
        self._lock = Lock()

    def all(self) -> dict[str, Rumour]:
        """Id -> card, by id."""
        with self._lock:
            newest = self._repository.revision()  # before the cards: at worst they are read once more
            revision, cards = self._kept
            if newest != revision:
                self._kept = newest, self._renewed(revision, cards)
            return self._kept[1]

    def _renewed(self, revision: int, cards: dict[str, Rumour]) -> dict[str, Rumour]:
        changes = self._repository.changed_since(revision) if revision else None
        if changes is None:
            return {card.id: card for card in self._repository.cards()}
        read = {id: self._repository.card(id) for id in changes.entries}
        return {id: card for id, card in sorted((cards | read).items()) if card is not None}
