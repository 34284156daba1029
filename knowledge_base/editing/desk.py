"""The entries among what staff edit: where the life of `knowledge_base.editing.life` reads and writes them."""

from collections.abc import Callable
from datetime import date, datetime

from knowledge_base.city_content import CityContent
from knowledge_base.editing.composing import compose, still_valid
from knowledge_base.editing.draft import FRAME, Draft, WrittenFrame, WrittenText, written_frame, written_text
from knowledge_base.editing.drafts import Drafts
from knowledge_base.editing.life import Conflict, Desk, FourEyes, _now
from knowledge_base.editing.papers import Composed
from knowledge_base.entry import Entry, Status
from knowledge_base.repository import EntryRepository
from knowledge_base.versions import Version

__all__ = ["Conflict", "EditingDesk", "EntryPapers", "FourEyes", "original_at", "part_of"]


class EntryPapers:
    """Papers of the knowledge base."""

    def __init__(self, repository: EntryRepository):
        self.repository = repository

    def find(self, city: str, id: str) -> Entry | None:
        return self.repository.entry(id, city)

    def versions(self, city: str, id: str) -> list[Version]:
        return self.repository.versions(id, city)

    def put(self, version: Version) -> None:
        entries, removed = ((version.entry,), ()) if version.entry else ((), (version.entry_id,))
        self.repository.publish([CityContent(version.city, entries, removed=removed, versions=(version,))])

    def note(self, version: Version) -> None:
        self.repository.publish([CityContent(version.city, versions=(version,))])

    def compose(self, draft: Draft, current: Entry | None, status: Status) -> Composed:
        return compose(draft, current, status, self.repository)

    def confirmed(self, paper: Entry, today: date, review_by: date) -> Entry:
        return still_valid(paper, today, review_by)

    def part(self, paper: Entry | None, part: str) -> WrittenFrame | WrittenText | None:
        return part_of(paper, part)


class EditingDesk(Desk):
    """What staff do with an entry."""

    def __init__(self, repository: EntryRepository, drafts: Drafts, four_eyes: bool = True, clock: Callable[[], datetime] = _now):
        super().__init__(EntryPapers(repository), drafts, four_eyes, clock)

    @property
    def repository(self) -> EntryRepository:
        return self.papers.repository


def part_of(entry: Entry | None, part: str) -> WrittenFrame | WrittenText | None:
    """A language of an entry, or its FRAME, as it stands in a form; None when there is none."""
    if entry is None or part == FRAME:
        return entry and written_frame(entry)
    text = entry.texts.get(part)
    return text and written_text(text)


def original_at(history: list[Version], revision: int) -> str | None:
    """Summary and body of the original when it had this revision; None when that was before the history."""
    found = [version.entry for version in history if version.entry and version.entry.revision == revision]
    return f"{found[-1].original.summary}\n\n{found[-1].original.body}" if found else None
