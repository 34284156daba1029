"""Everything that is live as content files, and what such files would change; the same for the console and the command line."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge_base.city_content import CityContent
from knowledge_base.content_check import check_folder
from knowledge_base.content_files import CARDS, city_names
from knowledge_base.content_writing import city_files
from knowledge_base.exchange.archive import packed, unpacked
from knowledge_base.exchange.files import FileRefused
from knowledge_base.exchange.importing import changed_entries, has_news
from knowledge_base.problems import lines
from knowledge_base.publishing import import_folder
from knowledge_base.repository import EntryRepository
from rumours.card_check import check_cards
from rumours.card_files import cards_in
from rumours.card_writing import card_files
from rumours.publishing import import_cards
from rumours.repository import RumourRepository


@dataclass(frozen=True, slots=True)
class Part:
    """What importing one city, or the cards (with an empty name), would do. `other`: directory, negatives or layers change too."""

    city: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    other: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a zip would change. With a fault, nothing of it is imported. `digest` stays the same as long as it would do the same."""

    parts: tuple[Part, ...]
    faults: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def digest(self) -> str:
        return sha256(repr((self.parts, self.faults)).encode()).hexdigest()[:20]

    @property
    def has_news(self) -> bool:
        return any(part.new or part.changed or part.other for part in self.parts)


@dataclass(frozen=True)
class WholeContent:
    """`together` makes of all that happens inside it one transaction, so that nothing is ever half imported."""

    entries: EntryRepository
    cards: RumourRepository
    own_city: str
    together: Callable[[], AbstractContextManager[None]] = field(default=nullcontext)

    def files(self) -> dict[str, str]:
        """Path -> text of everything that is live: every city, and the cards."""
        found: dict[str, str] = {}
        for city in self.entries.cities():
            found |= city_files(self._city(city))
        for card in self.cards.cards():
            found |= {f"{CARDS}/{path}": text for path, text in card_files(card).items()}
        return found

    def zipped(self) -> bytes:
        return packed(self.files())

    def report(self, content: bytes) -> Report:
        """Raises FileRefused for what is no zip of content."""
        with _unpacked(content) as home:
            return self._report(Path(home))

    def take(self, content: bytes, digest: str, by: str) -> Report | None:
        """Import a zip when it still would do what was looked at: None. Otherwise what it would do now, and nothing was imported.

        Raises FileRefused, ContentFaults, StaleVersion; then nothing was imported.
        """
        with _unpacked(content) as home:
            with self.together():
                report = self._report(Path(home))
                if report.digest != digest or report.faults or not report.has_news:
                    return report
                self.take_folder(Path(home), by)
            return None

    def take_folder(self, folder: Path, by: str) -> tuple[int, int, int]:
        """Import a folder as a whole: (entries, services, cards) that it holds. Raises ContentFaults, StaleVersion."""
        cards, entries, services, count = cards_in(folder), 0, 0, 0
        with self.together():
            if folder != cards:
                imported = import_folder(self.entries, folder, self.own_city, by)
                entries, services = imported.entries, imported.services
            if cards is not None:
                count = import_cards(self.cards, cards, self._ids(), by)
        return entries, services, count

    def _report(self, folder: Path) -> Report:
        cards = cards_in(folder)
        if not city_names(folder) and cards is None:
            raise FileRefused("no_content")
        parts, faults, advice, coming = [], [], [], set(self._ids())
        if city_names(folder):
            findings = check_folder(folder, self.own_city, self.entries)
            faults, advice = lines(findings.faults), lines(findings.advice)
            parts = [self._part(content) for content in findings.contents]
            coming |= {entry.id for content in findings.contents for entry in content.entries}
        if cards is not None and not faults:
            of_cards = check_cards(cards, coming, self.cards.cards())
            faults, advice = faults + lines(of_cards.faults), advice + lines(of_cards.advice)
            parts = [*parts, self._part_of_cards(of_cards.cards)]
        return Report(tuple(parts), tuple(faults), tuple(advice))

    def _part(self, content: CityContent) -> Part:
        new, changed = changed_entries(content, self.entries)
        same = len(content.entries) - len(new) - len(changed)
        rest = CityContent(content.city, (), content.directory, content.negatives, content.layers)
        return Part(content.city, _names(new), _names(changed), same, has_news(rest, self.entries))

    def _part_of_cards(self, cards) -> Part:
        live = {card.id: card for card in self.cards.cards()}
        new = [card for card in cards if card.id not in live]
        changed = [card for card in cards if card.id in live and live[card.id] != card]
        return Part("", _names(new), _names(changed), len(cards) - len(new) - len(changed))

    def _city(self, city: str) -> CityContent:
        kept = self.entries
        negatives = tuple(kept.negatives(city)) or None
        return CityContent(city, tuple(kept.entries(city)), kept.directory(city), negatives, kept.layers(city))

    def _ids(self) -> set[str]:
        return {entry.id for city in self.entries.cities() for entry in self.entries.entries(city)}


def _names(papers) -> tuple[str, ...]:
    return tuple(paper.id for paper in papers)


class _unpacked(TemporaryDirectory):
    """A zip in a folder of its own, gone at the end."""

    def __init__(self, content: bytes):
        super().__init__(prefix="harrera-")
        try:
            unpacked(content, Path(self.name))
        except FileRefused:
            self.cleanup()
            raise
