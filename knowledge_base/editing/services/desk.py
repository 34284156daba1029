"""The services among what staff edit: where the life of `knowledge_base.editing.life` reads and writes them."""

from dataclasses import dataclass, replace
from datetime import date

from knowledge_base.city_content import CityContent
from knowledge_base.directory import Directory, Evidence
from knowledge_base.editing.draft import Draft
from knowledge_base.editing.papers import Composed
from knowledge_base.editing.services.composing import compose
from knowledge_base.editing.services.written import WrittenService, WrittenServiceText, part_of
from knowledge_base.entry import Entry, Status
from knowledge_base.listing import Listing, listing
from knowledge_base.repository import EntryRepository
from knowledge_base.versions import Version


@dataclass(frozen=True)
class ServiceTrial:
    """A draft of a service that has no faults, to look at: it is found by what it is for, so there is no question to try."""

    entry: Listing
    can_ask = False

    def is_written_in(self, language: str) -> bool:
        return True


class ServicePapers:
    """Papers of the directory."""

    def __init__(self, repository: EntryRepository):
        self.repository = repository

    def directory(self, city: str) -> Directory:
        """All services of a city; an empty one when none were saved."""
        return self.repository.directory(city) or Directory()

    def find(self, city: str, id: str) -> Listing | None:
        return listing(self.repository.directory(city), city, id)

    def versions(self, city: str, id: str) -> list[Version]:
        return self.repository.service_versions(id, city)

    def put(self, version: Version) -> None:
        self.repository.publish([CityContent(version.city, listed=(version,))])

    def note(self, version: Version) -> None:
        self.put(version)

    def compose(self, draft: Draft, current: Listing | None, status: Status) -> Composed:
        return compose(draft, current, self.directory(draft.city))

    def confirmed(self, paper: Listing, today: date, review_by: date) -> Listing:
        sources = tuple(_looked_at(each, today) for each in paper.service.sources)
        return replace(paper, service=replace(paper.service, assured_date=today, sources=sources))

    def part(self, paper: Listing | None, part: str) -> WrittenService | WrittenServiceText | None:
        return part_of(paper, part)

    def linked(self, paper: Listing) -> list[Entry]:
        """The entries of the city and of its layers that send people there, by name or by need."""
        layers = (*self.repository.layers(paper.city), paper.city)
        entries = {entry.id: entry for layer in layers for entry in self.repository.entries(layer)}
        return [entry for entry in entries.values() if paper.id in entry.services or set(entry.needs) & set(paper.service.needs)]


def _looked_at(source: Evidence, today: date) -> Evidence:
    return replace(source, checked_on=today) if source.url and source.seen != "C" else source
