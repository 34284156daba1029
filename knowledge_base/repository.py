"""Where the knowledge base is kept while Harrera runs: the port, and the one in memory for tests and trials."""

from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import Protocol

from knowledge_base.changes import Change, Changes, gathered
from knowledge_base.city_content import CityContent, Negative, by_city
from knowledge_base.directory import Directory
from knowledge_base.entry import Entry
from knowledge_base.listing import kept_up
from knowledge_base.versions import StaleVersion, Version


class EntryRepository(Protocol):
    """Entries, directory and negatives of every city. An entry is identified by city and id."""

    def cities(self) -> list[str]:
        """Cities of which anything was ever saved, sorted."""

    def entries(self, city: str) -> list[Entry]:
        """All entries of a city, sorted by section and id; empty for an unknown city."""

    def entry(self, id: str, city: str) -> Entry | None:
        """One entry, or None."""

    def save(self, entries: Iterable[Entry]) -> None:
        """Add the entries, each in place of the one with its city and id; all of them or, on an error, none."""

    def remove(self, id: str, city: str) -> None:
        """Take an entry away; nothing happens when there is none."""

    def directory(self, city: str) -> Directory | None:
        """The services of a city, or None when none were saved."""

    def save_directory(self, city: str, directory: Directory) -> None:
        """Replace the services of a city."""

    def negatives(self, city: str) -> list[Negative]:
        """The negatives of a city, in the order they were saved in."""

    def save_negatives(self, city: str, negatives: Iterable[Negative]) -> None:
        """Replace all negatives of a city."""

    def layers(self, city: str) -> tuple[str, ...]:
        """The cities whose entries hold in this one too, unless it has its own by that id; a later layer wins over an earlier one."""

    def revision(self, city: str) -> int:
        """A number that grows whenever anything of the city is saved or removed; 0 for an unknown city. Cheap: it is polled."""

    def changed_since(self, city: str, revision: int) -> Changes | None:
        """What was saved or removed since the city had this revision; None when that is too much to name or no longer known."""

    def publish(self, contents: Sequence[CityContent], new_cities_only: bool = False) -> list[str]:
        """Save several cities at once, all or, on an error, nothing; returns the cities that were saved.

        With `new_cities_only` a city of which anything was ever saved is left alone, also when another process saved it just now.
        Raises StaleVersion when a version is not the next one of its entry: somebody else published meanwhile.
        """

    def versions(self, id: str, city: str) -> list[Version]:
        """The history of an entry, oldest first; empty for one that was only ever imported."""

    def service_versions(self, id: str, city: str) -> list[Version]:
        """The same of a service; each holds a Listing."""


class MemoryEntryRepository:
    """An EntryRepository of one process."""

    def __init__(self):
        self._entries: dict[str, dict[str, Entry]] = {}
        self._directories: dict[str, Directory] = {}
        self._negatives: dict[str, list[Negative]] = {}
        self._layers: dict[str, tuple[str, ...]] = {}
        self._revisions: dict[str, int] = {}
        self._changes: dict[str, dict[int, list[Change]]] = {}
        self._versions: dict[tuple[str, str], list[Version]] = {}
        self._listed: dict[tuple[str, str], list[Version]] = {}
        self._lock = RLock()

    def cities(self) -> list[str]:
        return sorted(self._revisions)

    def entries(self, city: str) -> list[Entry]:
        with self._lock:
            return sorted(self._entries.get(city, {}).values(), key=lambda entry: (entry.section, entry.id))

    def entry(self, id: str, city: str) -> Entry | None:
        return self._entries.get(city, {}).get(id)

    def save(self, entries: Iterable[Entry]) -> None:
        self.publish(by_city(entries))

    def remove(self, id: str, city: str) -> None:
        with self._lock:
            if id in self._entries.get(city, {}):
                self.publish([CityContent(city, removed=(id,))])

    def directory(self, city: str) -> Directory | None:
        return self._directories.get(city)

    def save_directory(self, city: str, directory: Directory) -> None:
        self.publish([CityContent(city, directory=directory)])

    def negatives(self, city: str) -> list[Negative]:
        return list(self._negatives.get(city, ()))

    def save_negatives(self, city: str, negatives: Iterable[Negative]) -> None:
        self.publish([CityContent(city, negatives=tuple(negatives))])

    def layers(self, city: str) -> tuple[str, ...]:
        return self._layers.get(city, ())

    def revision(self, city: str) -> int:
        return self._revisions.get(city, 0)

    def changed_since(self, city: str, revision: int) -> Changes | None:
        with self._lock:
            found = {number: changes for number, changes in self._changes.get(city, {}).items() if number > revision}
            return gathered(found, self.revision(city) - revision)

    def versions(self, id: str, city: str) -> list[Version]:
        return list(self._versions.get((city, id), ()))

    def service_versions(self, id: str, city: str) -> list[Version]:
        return list(self._listed.get((city, id), ()))

    def publish(self, contents: Sequence[CityContent], new_cities_only: bool = False) -> list[str]:
        with self._lock:
            wanted = [content for content in contents if not (new_cities_only and content.city in self._revisions)]
            for content in wanted:
                _must_follow(content.versions, self.versions)
                _must_follow(content.listed, self.service_versions)
            for content in wanted:
                self._put(content)
        return [content.city for content in wanted]

    def _put(self, content: CityContent) -> None:
        kept = self._entries.setdefault(content.city, {})
        kept.update({entry.id: entry for entry in content.entries})
        for id in content.removed:
            kept.pop(id, None)
        if content.directory is not None:
            self._directories[content.city] = content.directory
        if content.listed:
            self._directories[content.city] = kept_up(self.directory(content.city), content.listed)
        if content.negatives is not None:
            self._negatives[content.city] = list(content.negatives)
        if content.layers is not None:
            self._layers[content.city] = content.layers
        for history, versions in ((self._versions, content.versions), (self._listed, content.listed)):
            for version in versions:
                history.setdefault((version.city, version.entry_id), []).append(version)
        self._revisions[content.city] = self.revision(content.city) + 1
        self._changes.setdefault(content.city, {})[self.revision(content.city)] = content.changes()


def _must_follow(added: Iterable[Version], known: Callable[[str, str], list[Version]]) -> None:
    """Raises StaleVersion unless each is the next one."""
    newest: dict[tuple[str, str], int] = {}
    for version in added:
        key = (version.entry_id, version.city)
        newest[key] = newest.get(key, len(known(*key))) + 1
        if version.number != newest[key]:
            raise StaleVersion
