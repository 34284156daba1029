"""One city at one revision: its entries, its directory and the matcher fitted on them. `knowledge_base.library` keeps the newest of each."""

import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from bot.privacy_log import log
from knowledge_base.city_content import Negative as Stored
from knowledge_base.entry import Entry
from knowledge_base.repository import EntryRepository
from matching.concepts import ConceptFinder
from matching.context import ContextWeights
from matching.encoder import Encoder
from matching.items import Item, ItemText, Negative
from matching.matcher import Matcher, Thresholds
from matching.patch import PatchedSignals
from matching.signals import Signals
from matching.translation.table import TranslationTable
from matching.weights import Weights

MOST_PATCHES = 60  # changes after which all is fitted again at once; until then a patch answers as well (docs/decisions/0016)


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a matcher knows before it sees any entry. Without encoder, concepts or table it works with the other signals; without context
    each message stands alone. `limits` are asked for with each message."""

    weights: Weights | None  # None only while they are being learnt
    encoder: Encoder | None = None
    concepts: ConceptFinder | None = None
    context: ContextWeights | None = None
    limits: Callable[[], Thresholds] = Thresholds
    table: TranslationTable | None = None


class Shelf:
    """One city at one revision: its entries and those of its layers, its directory, and the matcher fitted on them."""

    def __init__(self, repository: EntryRepository, city: str, teaching: Teaching):
        self.city, self.patches = city, 0
        self._repository, self._teaching = repository, teaching
        self.revision = revision(repository, city)
        self._layers = (*repository.layers(city), city)
        self.entries = {entry.id: replace(entry, city=city) for layer in self._layers for entry in repository.entries(layer)}
        self.directory = repository.directory(city)
        self._written = [negative for layer in self._layers for negative in repository.negatives(layer)]
        self._items = {id: as_item(entry) for id, entry in self.entries.items()}
        self.signals = self._fitted = Signals(self.items, self.negatives, teaching.encoder, teaching.concepts, teaching.table)
        self.matcher = Matcher(self.signals, teaching.weights, teaching.limits, teaching.context)

    @property
    def items(self) -> list[Item]:
        return list(self._items.values())

    @property
    def negatives(self) -> list[Negative]:
        return limits(self._written, self.entries.keys())

    def is_new(self) -> bool:
        return revision(self._repository, self.city) == self.revision

    def patched(self) -> "Shelf | None":
        """This shelf with what was saved since; None when that is too much, or when there was nothing before."""
        started, newest = time.perf_counter(), revision(self._repository, self.city)  # asked first: what is read later may be newer
        changes = [self._repository.changed_since(layer, was) for layer, was in zip(_named(self._layers), self.revision)]
        if None in changes or not self._fitted.ids:
            return None
        changed = frozenset().union(*(change.entries for change in changes))
        newer = copy(self)
        newer.revision, newer.patches = newest, self.patches + len(changed)
        if newer.patches > MOST_PATCHES:
            return None
        if any(change.directory for change in changes):
            newer.directory = self._repository.directory(self.city)
        if changed:
            newer._take_over({id: self._stored(id) for id in changed})
            log("matcher_patched", city=self.city, items=len(changed), seconds=round(time.perf_counter() - started, 2))
        return newer

    def trying(self, entry: Entry) -> "Shelf":
        """This shelf as if the entry were published in its city; for looking, it is never put in the place of this one."""
        tried = copy(self)
        tried._take_over({entry.id: entry})
        return tried

    def _take_over(self, changed: Mapping[str, Entry | None]) -> None:
        self.entries, self._items = dict(self.entries), dict(self._items)
        for id, entry in changed.items():
            if entry is None:
                self.entries.pop(id, None), self._items.pop(id, None)
            else:
                self.entries[id] = replace(entry, city=self.city)
                self._items[id] = as_item(entry)
        self.signals = PatchedSignals(self._fitted, self.items, self.negatives)
        self.matcher = Matcher(self.signals, self._teaching.weights, self._teaching.limits, self._teaching.context)

    def _stored(self, id: str) -> Entry | None:
        """The entry as it holds in this city: its own, else that of its last layer."""
        found = (self._repository.entry(id, layer) for layer in reversed(self._layers))
        return next((entry for entry in found if entry is not None), None)


def revision(repository: EntryRepository, city: str) -> tuple[int, ...]:
    """What changes whenever anything of the city or of its layers does."""
    return tuple(map(repository.revision, _named((*repository.layers(city), city))))


def _named(layers: Sequence[str]) -> tuple[str, ...]:
    """The city itself first, then its layers: the order of its revisions."""
    return (layers[-1], *layers[:-1])


def as_item(entry: Entry) -> Item:
    """What the matcher sees of an entry."""
    return Item(entry.id, {t.language: ItemText(t.title, f"{t.summary} {t.body}", t.questions) for t in entry.texts.values()})


def limits(negatives: Iterable[Stored], known: Container[str]) -> list[Negative]:
    """The written questions that no entry answers: those for entries that exist by now are left out."""
    return [Negative(text, language) for text, language, answered_by in negatives if answered_by not in known]
