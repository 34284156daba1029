"""What needs somebody today: each kind of work with how much of it there is, who may do it, and the page where it is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from console.permissions import Act
from knowledge_base.checked_links import LinkReport
from knowledge_base.entry import Entry
from rumours.repository import EVERYWHERE
from rumours.rumour import UNSEEN, Rumour

SOON = timedelta(days=60)  # a review date or an evidence that ends so soon is work already


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `path` is under /console; `detail` is a key of `home.detail` with its value, or words of an entry or card."""

    title: str
    path: str
    detail: str = ""
    when: date | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of work. `path` leads to the page where it is done; without one its items are listed here. `items` is asked for each time."""

    key: str
    act: Act
    items: Callable[[], Sequence[Item]]
    count: Callable[[], int] | None = None
    path: str = ""

    def how_many(self) -> int:
        return self.count() if self.count else len(self.items())


@dataclass(frozen=True)
class Sources:
    """Where the work comes from. All are asked for on each page, so they must be quick."""

    entries: Callable[[], Iterable[Entry]]
    in_review: Callable[[str], int]  # of `entries`, `cards`, `services`
    cards: Callable[[], Iterable[Rumour]]
    claims: Callable[[], int]
    gaps: Callable[[], int]
    links: Callable[[], LinkReport]
    not_helpful: Callable[[], dict[str, int]]  # topic -> how often "no", at least five
    today: Callable[[], date] = date.today


def kinds(sources: Sources) -> list[Kind]:
    """In the order in which a careful person would do them."""
    return [
        Kind("in_review", Act.PUBLISH_ENTRY, list, lambda: sources.in_review("entries"), "/knowledge?state=in-review"),
        Kind("cards_in_review", Act.PUBLISH_RUMOUR, list, lambda: sources.in_review("cards"), "/rumours?state=in-review"),
        Kind("services_in_review", Act.PUBLISH_ENTRY, list, lambda: sources.in_review("services"), "/directory?state=in-review"),
        Kind("ran_out", Act.WRITE_RUMOUR, lambda: _evidence(sources, ended=True)),
        Kind("due", Act.CONFIRM_ENTRY, lambda: _due(sources, ended=True)),
        Kind("not_helpful", Act.WRITE_ENTRY, lambda: _not_helpful(sources)),
        Kind("unanswered", Act.WRITE_ENTRY, list, sources.gaps, "/insights/unanswered"),
        Kind("claims", Act.WRITE_RUMOUR, list, sources.claims, "/claims"),
        Kind("links", Act.WRITE_ENTRY, lambda: _links(sources)),
        Kind("stale", Act.WRITE_ENTRY, lambda: _stale(sources)),
        Kind("runs_out", Act.WRITE_RUMOUR, lambda: _evidence(sources, ended=False)),
        Kind("due_soon", Act.CONFIRM_ENTRY, lambda: _due(sources, ended=False)),
        Kind("verify", Act.CONFIRM_ENTRY, lambda: _verify(sources), lambda: sum(len(entry.verify) for entry in sources.entries())),
    ]


def _due(sources: Sources, ended: bool) -> list[Item]:
    """Entries whose review date has passed, or comes within two months."""
    today = sources.today()
    found = [e for e in sources.entries() if (e.review_by <= today if ended else today < e.review_by <= today + SOON)]
    return [Item(e.original.title, _at(e), when=e.review_by) for e in sorted(found, key=lambda e: (e.review_by, e.id))]


def _verify(sources: Sources) -> list[Item]:
    """Every fact that staff must still confirm, the entries with most of them first."""
    found = sorted((entry for entry in sources.entries() if entry.verify), key=lambda entry: (-len(entry.verify), entry.id))
    return [Item(entry.original.title, _at(entry), fact) for entry in found for fact in entry.verify]


def _stale(sources: Sources) -> list[Item]:
    """Translations that are older than their original; `detail` is the language."""
    return [
        Item(entry.original.title, f"{_at(entry)}/text/{code}", code)
        for entry in sources.entries()
        for code, text in entry.texts.items()
        if text.source_revision < entry.revision
    ]


def _not_helpful(sources: Sources) -> list[Item]:
    """Entries whose answers were marked not helpful at least five times; `detail` is how often, in steps of five."""
    known = {entry.id: entry for entry in sources.entries()}
    found = sorted(sources.not_helpful().items(), key=lambda pair: (-pair[1], pair[0]))
    return [Item(known[topic].original.title, _at(known[topic]), str(n)) for topic, n in found if topic in known]


def _links(sources: Sources) -> list[Item]:
    """Dead links; the path is that of the first place that names it, `detail` why."""
    return [Item(link.url, _place(link.places[0]), link.why) for link in sources.links().dead if link.places]


def _evidence(sources: Sources, ended: bool) -> list[Item]:
    """Figures of cards that have run out, or do so within two months; `detail` is who published them."""
    today = sources.today()
    found = [
        Item(card.text_for("es").title, f"/rumours/{EVERYWHERE}/{card.id}", each.publisher, each.valid_until)
        for card in sources.cards()
        for each in card.evidence
        if each.seen != UNSEEN and (each.valid_until <= today if ended else today < each.valid_until <= today + SOON)
    ]
    return sorted(found, key=lambda item: (item.when, item.path))


def _place(place: str) -> str:
    """The page of an entry (`city/id`) or of a card (`rumours/id`)."""
    room, _, id = place.partition("/")
    return f"/rumours/{EVERYWHERE}/{id}" if room == "rumours" else f"/knowledge/{place}"


def _at(entry: Entry) -> str:
    return f"/knowledge/{entry.city}/{entry.id}"
