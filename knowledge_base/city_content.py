"""What a city has, as it is saved: entries, services, and questions that nothing answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from knowledge_base.changes import EVERYTHING, Change, named
from knowledge_base.directory import Directory
from knowledge_base.entry import Entry
from knowledge_base.versions import Version


class Negative(NamedTuple):
    """A question that no entry answers. `entry_id` names the topic that would answer it, once somebody writes it; None: not ours."""

    text: str
    language: str
    entry_id: str | None = None


@dataclass(frozen=True, slots=True)
class CityContent:
    """What is saved of a city in one go. None leaves the directory, the negatives or the layers of the city as they are.

    `removed` are ids of entries taken away, `versions` what is written into the history with it. `listed` are versions of services: each is
    written into their history, and into the directory as it is at that moment.
    """

    city: str
    entries: tuple[Entry, ...] = ()
    directory: Directory | None = None
    negatives: tuple[Negative, ...] | None = None
    layers: tuple[str, ...] | None = None
    removed: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    listed: tuple[Version, ...] = ()

    def __post_init__(self):
        if any(entry.city != self.city for entry in (*self.entries, *self.versions, *self.listed)):
            raise ValueError("every entry belongs to the city it is saved under")

    def changes(self) -> list[Change]:
        """What saving this changes."""
        if self.negatives is not None or self.layers is not None:
            return [EVERYTHING]
        ids = [*(entry.id for entry in self.entries), *self.removed]
        return named(ids, self.directory is not None or bool(self.listed), bool(self.versions))


def by_city(entries: Iterable[Entry]) -> list[CityContent]:
    """The entries sorted into their cities; of two with the same city and id the later one stays."""
    cities: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        cities.setdefault(entry.city, {})[entry.id] = entry
    return [CityContent(city, tuple(found.values())) for city, found in cities.items()]
