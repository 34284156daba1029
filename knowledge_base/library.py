"""The entries of each city with their matcher, kept in memory and made anew when the store changes."""

import threading
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from bot.privacy_log import log
from knowledge_base.directory import Directory
from knowledge_base.entry import Entry
from knowledge_base.repository import EntryRepository, MemoryEntryRepository
from knowledge_base.repository import Negative as Stored
from matching.concepts import ConceptFinder
from matching.encoder import Encoder
from matching.items import Item, ItemText, Match, Negative
from matching.matcher import Matcher
from matching.signals import Signals
from matching.weights import Weights

LOOK_AGAIN = 0.3  # seconds between two looks at the store's revisions


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a matcher knows before it sees any entry. Without encoder or concepts it works with the other signals."""

    weights: Weights | None  # None only while they are being learnt
    encoder: Encoder | None = None
    concepts: ConceptFinder | None = None


class Shelf:
    """One city at one revision: its entries and those of its layers, its directory, and the matcher fitted on them."""

    def __init__(self, repository: EntryRepository, city: str, teaching: Teaching):
        self.revision = revision(repository, city)
        layers = (*repository.layers(city), city)
        self.entries = {entry.id: replace(entry, city=city) for layer in layers for entry in repository.entries(layer)}
        self.directory = repository.directory(city)
        self.items = [as_item(entry) for entry in self.entries.values()]
        self.negatives = limits((n for layer in layers for n in repository.negatives(layer)), self.entries.keys())
        self.signals = Signals(self.items, self.negatives, teaching.encoder, teaching.concepts)
        self.matcher = Matcher(self.signals, teaching.weights)


class Library:
    """Answers from the newest revision of each city; a changed city is fitted in the background while the old one answers.

    The store is looked at by one thread beside the answers: a slow or dead database costs newness, not answers.
    """

    def __init__(self, repository: EntryRepository, teaching: Teaching):
        self._repository, self._teaching = repository, teaching
        self._shelves: dict[str, Shelf] = {}
        self._fitting = threading.Lock()
        self._closed = threading.Event()
        self._nothing = Shelf(MemoryEntryRepository(), "", replace(teaching, encoder=None, concepts=None))

    def open(self, city: str) -> None:
        """Fit a city before the first question comes, and follow the store from now on."""
        self._shelf(city)
        threading.Thread(target=self._follow, daemon=True, name="library").start()

    def close(self) -> None:
        self._closed.set()

    def size(self, city: str) -> int:
        """How many entries of a city are in memory; 0 before it was opened."""
        shelf = self._shelves.get(city)
        return len(shelf.entries) if shelf else 0

    def match(self, text: str, language: str, city: str) -> Match:
        return self._shelf(city).matcher.match(text, language)

    def entry(self, topic: str, city: str) -> Entry | None:
        return self._shelf(city).entries.get(topic)

    def topics(self, city: str) -> list[str]:
        """Ids of all entries of a city."""
        return list(self._shelf(city).entries)

    def directory(self, city: str) -> Directory | None:
        return self._shelf(city).directory

    def _shelf(self, city: str) -> Shelf:
        shelf = self._shelves.get(city)
        if shelf is None:
            if self._repository.revision(city) == 0:
                return self._nothing  # neither kept nor logged: people can name any city they like
            with self._fitting:
                return self._shelves.get(city) or self._fit(city)
        return shelf

    def _fit(self, city: str) -> Shelf:
        started = time.perf_counter()
        shelf = Shelf(self._repository, city, self._teaching)
        self._shelves[city] = shelf
        log("matcher_fitted", city=city, items=len(shelf.entries), seconds=round(time.perf_counter() - started, 2))
        return shelf

    def _follow(self) -> None:
        while not self._closed.wait(LOOK_AGAIN):
            try:
                self._renew()
            except Exception as error:  # the edge of a thread: whatever the store raises, the old shelves go on answering
                log("unexpected_error", kind=type(error).__name__, where="library")

    def _renew(self) -> None:
        for city, shelf in list(self._shelves.items()):
            if revision(self._repository, city) != shelf.revision:
                with self._fitting:
                    self._fit(city)


def revision(repository: EntryRepository, city: str) -> tuple[int, ...]:
    """What changes whenever anything of the city or of its layers does."""
    return tuple(map(repository.revision, (city, *repository.layers(city))))


def as_item(entry: Entry) -> Item:
    """What the matcher sees of an entry."""
    return Item(entry.id, {t.language: ItemText(t.title, f"{t.summary} {t.body}", t.questions) for t in entry.texts.values()})


def limits(negatives: Iterable[Stored], known: Container[str]) -> list[Negative]:
    """The written questions that no entry answers: those for entries that exist by now are left out."""
    return [Negative(text, language) for text, language, answered_by in negatives if answered_by not in known]
