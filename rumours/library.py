"""The cards with their matcher, kept in memory and made anew when the store changes."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from bot.privacy_log import log
from knowledge_base.library import Teaching
from matching.following import Follower
from matching.items import Item, ItemText, Match, Negative
from matching.matcher import Matcher, Thresholds
from matching.signals import Signals
from matching.weights import Rehearsal
from rumours.repository import RumourRepository
from rumours.rumour import CardText, Rumour

THRESHOLDS = Thresholds(answer=0.5, ours=0.25)  # offering a card costs less than giving one: it is asked, never said


class RumourShelf:
    """All cards at one revision, with the matcher fitted on them and on what was rehearsed (nothing while weights are learnt)."""

    def __init__(
        self, repository: RumourRepository, teaching: Teaching, negatives: Iterable[Negative], rehearsed: Sequence[Rehearsal] = ()
    ):
        self.revision = repository.revision()
        self.cards = {card.id: card for card in repository.cards()}
        items = [as_item(card, rehearsed) for card in self.cards.values()]
        quiet = [Negative(r.text, r.language) for r in rehearsed if not r.right]
        self.signals = Signals(items, [*negatives, *quiet], teaching.encoder, teaching.concepts)
        self.matcher = Matcher(self.signals, teaching.weights, THRESHOLDS)


class RumourLibrary:
    """Matches with the newest cards; a change is fitted in the background while the old ones answer.

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
        self._shelf: RumourShelf | None = None
        self._fitting = threading.Lock()
        self._follower = Follower(self._renew, "rumours")

    def open(self) -> None:
        """Fit before the first message comes, and follow the store from now on."""
        self.shelf()
        self._follower.start()

    def close(self) -> None:
        self._follower.close()

    def match(self, text: str, language: str) -> Match:
        """One claim against all cards."""
        return self.shelf().matcher.match(text, language)

    def card(self, id: str) -> Rumour | None:
        return self.shelf().cards.get(id)

    def cards(self) -> list[Rumour]:
        return list(self.shelf().cards.values())

    def shelf(self) -> RumourShelf:
        if self._shelf is None:
            with self._fitting:
                return self._shelf or self._fit()
        return self._shelf

    def _fit(self) -> RumourShelf:
        started = time.perf_counter()
        self._shelf = RumourShelf(self._repository, self._teaching, self._negatives(), self._rehearsed)
        log("cards_fitted", cards=len(self._shelf.cards), seconds=round(time.perf_counter() - started, 2))
        return self._shelf

    def _renew(self) -> None:
        if self._shelf and self._repository.revision() != self._shelf.revision:
            with self._fitting:
                self._fit()


def as_item(card: Rumour, rehearsed: Sequence[Rehearsal] = ()) -> Item:
    """What the matcher sees of a card: never its title, which says the fact and not what people say."""
    return Item(card.id, {code: _item_text(card.id, text, rehearsed) for code, text in card.texts.items()})


def _item_text(id: str, text: CardText, rehearsed: Sequence[Rehearsal]) -> ItemText:
    also = (r.text for r in rehearsed if r.language == text.language and r.right == {id})
    return ItemText(text.claim, text.nuance, (text.claim, *text.phrasings, *also))
