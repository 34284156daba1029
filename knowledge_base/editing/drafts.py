"""Where drafts are kept: the port, and the one in memory for tests and trials. One draft for each entry and author."""

from collections.abc import Sequence
from dataclasses import replace
from threading import RLock
from typing import Protocol

from bot.errors import HarreraError
from knowledge_base.editing.draft import Draft


class SavedElsewhere(HarreraError):
    """The draft was saved from another window since; nothing was overwritten."""

    code = "saved_elsewhere"
    status = 409

    def __init__(self):
        super().__init__("this draft was saved from another window since")


class Drafts(Protocol):
    """Nobody's draft ever takes the place of another's."""

    def find(self, city: str, entry_id: str, author: str) -> Draft | None:
        """One person's draft of an entry."""

    def of_city(self, city: str) -> list[Draft]:
        """All drafts of a city, by entry and author."""

    def save(self, draft: Draft) -> Draft:
        """Keep it, with one more in `saves`. Raises SavedElsewhere unless `draft.saves` is that of the one that is kept (0 for none)."""

    def save_all(self, drafts: Sequence[Draft]) -> None:
        """Keep several at once, all or, on an error, none. Raises SavedElsewhere as `save` does."""

    def remove(self, city: str, entry_id: str, author: str) -> None:
        """Drop a draft; nothing happens when there is none."""


class MemoryDrafts:
    """In this process."""

    def __init__(self):
        self._kept: dict[tuple[str, str, str], Draft] = {}
        self._lock = RLock()

    def find(self, city: str, entry_id: str, author: str) -> Draft | None:
        return self._kept.get((city, entry_id, author))

    def of_city(self, city: str) -> list[Draft]:
        return [draft for key, draft in sorted(self._kept.items()) if key[0] == city]

    def save(self, draft: Draft) -> Draft:
        key = (draft.city, draft.entry_id, draft.author)
        with self._lock:
            if draft.saves != (self._kept[key].saves if key in self._kept else 0):
                raise SavedElsewhere
            self._kept[key] = replace(draft, saves=draft.saves + 1)
            return self._kept[key]

    def save_all(self, drafts: Sequence[Draft]) -> None:
        with self._lock:
            before = dict(self._kept)
            try:
                for draft in drafts:
                    self.save(draft)
            except SavedElsewhere:
                self._kept = before
                raise

    def remove(self, city: str, entry_id: str, author: str) -> None:
        self._kept.pop((city, entry_id, author), None)
