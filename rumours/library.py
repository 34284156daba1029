"""The cards with their matcher, kept in memory and as new as the store."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy

from bot.privacy_log import log
from knowledge_base.library import MOST_PATCHES, Teaching
from matching.items import Item, ItemText, Match, Negative
from matching.live import Live
from matching.matcher import Matcher, Thresholds
from matching.patch import PatchedSignals
from matching.signals import Signals
from matching.stories import read_whole
from matching.weights import Rehearsal
from rumours.repository import EVERYWHERE, RumourRepository
from rumours.rumour import CardText, Rumour

THRESHOLDS = Thresholds(answer=0.5, ours=0.25)  # offering a card costs less than giving one: it is asked, never said


class RumourShelf:
    """All cards at one revision, with the matcher fitted on them and on what was rehearsed (nothing while weights are learnt)."""

    def __init__(
        self, repository: RumourRepository, teaching: Teaching, negatives: Iterable[Negative], rehearsed: Sequence[Rehearsal] = ()
    ):
        self._repository, self._teaching, self._rehearsed, self.patches = repository, teaching, rehearsed, 0
        self.revision = repository.revision()
        self.cards = {card.id: card for card in repository.cards()}
        self._items = {id: as_item(card, rehearsed) for id, card in self.cards.items()}
        quiet = [Negative(r.text, r.language) for r in rehearsed if not r.right]
        self.signals = self._fitted = Signals(
            list(self._items.values()), [*negatives, *quiet], teaching.encoder, teaching.concepts, teaching.table
        )
        self.matcher = Matcher(self.signals, teaching.weights, THRESHOLDS, reader=read_whole)

    def is_new(self) -> bool:
        return self._repository.revision() == self.revision

    def patched(self) -> "RumourShelf | None":
        """This shelf with what was saved since; None when that is too much, or when there was nothing before."""
        started, newest = time.perf_counter(), self._repository.revision()  # asked first: what is read later may be newer
        changes = self._repository.changed_since(self.revision)
        if changes is None or not self._fitted.ids or self.patches + len(changes.entries) > MOST_PATCHES:
            return None
        newer = copy(self)
        newer.revision, newer.patches = newest, self.patches + len(changes.entries)
        newer._take_over({id: self._repository.card(id) for id in changes.entries})
        log("cards_patched", cards=len(changes.entries), seconds=round(time.perf_counter() - started, 2))
        return newer

    def trying(self, card: Rumour) -> "RumourShelf":
        """This shelf as if the card were published; for looking, it is never put in the place of this one."""
        tried = copy(self)
        tried._take_over({card.id: card})
        return tried

    def _take_over(self, changed: Mapping[str, Rumour | None]) -> None:
        self.cards, self._items = dict(self.cards), dict(self._items)
        for id, card in changed.items():
            if card is None:
                self.cards.pop(id, None), self._items.pop(id, None)
            else:
                self.cards[id], self._items[id] = card, as_item(card, self._rehearsed)
        items, before = list(self._items.values()), self._fitted
        if before.ids:
            self.signals = PatchedSignals(before, items, before.negatives)
        else:  # there is nothing to patch while nothing was fitted
            self.signals = Signals(items, before.negatives, self._teaching.encoder, self._teaching.concepts, self._teaching.table)
        self.matcher = Matcher(self.signals, self._teaching.weights, THRESHOLDS, reader=read_whole)


class RumourLibrary:
    """Matches with the newest cards: a changed card is patched in at once, and all is fitted again when it is quiet.

    `negatives` gives what is no rumour, each time anew: the questions of the knowledge base change too. What was `rehearsed` to learn
    the weights serves as examples afterwards.
    """

    def __init__(
        self,
        repository: RumourRepository,
        teaching: Teaching,
        negatives: Callable[[], Iterable[Negative]],
        rehearsed: Sequence[Rehearsal] = (),
    ):
        self._repository, self._teaching, self._negatives, self._rehearsed = repository, teaching, negatives, rehearsed
        self._live = Live(self._fit, "rumours")

    def open(self) -> None:
        """Fit before the first message comes, and follow the store from now on."""
        self.shelf()
        self._live.follow()

    def close(self) -> None:
        self._live.close()

    def age(self) -> float:
        """Seconds since the store was last looked at for changes."""
        return self._live.age()

    def match(self, text: str, language: str) -> Match:
        """One claim against all cards."""
        return self.shelf().matcher.match(text, language)

    def card(self, id: str) -> Rumour | None:
        return self.shelf().cards.get(id)

    def cards(self) -> list[Rumour]:
        return list(self.shelf().cards.values())

    def shelf(self) -> RumourShelf:
        return self._live.get(EVERYWHERE)

    def _fit(self, _: str) -> RumourShelf:
        started = time.perf_counter()
        shelf = RumourShelf(self._repository, self._teaching, self._negatives(), self._rehearsed)
        log("cards_fitted", cards=len(shelf.cards), seconds=round(time.perf_counter() - started, 2))
        return shelf


def as_item(card: Rumour, rehearsed: Sequence[Rehearsal] = ()) -> Item:
    """What the matcher sees of a card: never its title, which says the fact and not what people say."""
    return Item(card.id, {code: _item_text(card.id, text, rehearsed) for code, text in card.texts.items()})


def _item_text(id: str, text: CardText, rehearsed: Sequence[Rehearsal]) -> ItemText:
    also = (r.text for r in rehearsed if r.language == text.language and r.right == {id})
    return ItemText(text.claim, text.nuance, (text.claim, *text.phrasings, *also))
