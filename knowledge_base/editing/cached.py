"""A repository that reads all entries of a city once and then only what changed: pages and checks look at all of them again and again."""

from threading import Lock
from typing import Any

from knowledge_base.entry import Entry
from knowledge_base.repository import EntryRepository


class CachedEntries:
    """An EntryRepository; everything but `entries` goes straight to the one behind it."""

    def __init__(self, repository: EntryRepository):
        self._repository = repository
        self._kept: dict[str, tuple[int, dict[str, Entry]]] = {}  # city -> its revision and its entries then
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._repository, name)

    def entries(self, city: str) -> list[Entry]:
        """As the port says; a changed city costs as much as its changes."""
        with self._lock:
            newest = self._repository.revision(city)
            revision, entries = self._kept.get(city, (0, {}))
            if newest != revision:
                entries = self._renewed(city, revision, entries)
                self._kept[city] = newest, entries
        return sorted(entries.values(), key=lambda entry: (entry.section, entry.id))

    def _renewed(self, city: str, revision: int, entries: dict[str, Entry]) -> dict[str, Entry]:
        changes = self._repository.changed_since(city, revision) if revision else None
        if changes is None:
            return {entry.id: entry for entry in self._repository.entries(city)}
        read = {id: self._repository.entry(id, city) for id in changes.entries}
        return {id: entry for id, entry in (entries | read).items() if entry is not None}
