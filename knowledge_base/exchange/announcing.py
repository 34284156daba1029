"""The repository of entries with somebody told of each publication, once it is live."""

from collections.abc import Callable, Sequence
from typing import Any

from knowledge_base.city_content import CityContent
from knowledge_base.content_files import SERVICES_FILE
from knowledge_base.content_writing import city_files, entry_files
from knowledge_base.exchange.git_archive import Publication
from knowledge_base.repository import EntryRepository
from knowledge_base.versions import Kind, Version

Tell = Callable[[Publication], object]


class AnnouncedEntries:
    """An EntryRepository; everything but `publish` goes straight to the one behind it."""

    def __init__(self, repository: EntryRepository, tell: Tell):
        self._repository, self._tell = repository, tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._repository, name)

    def publish(self, contents: Sequence[CityContent], new_cities_only: bool = False) -> list[str]:
        """As the port says; what was only written into the history is no publication."""
        saved = self._repository.publish(contents, new_cities_only)
        for content in contents:
            for version in (version for version in content.versions if version.kind is not Kind.FOUND):
                files = entry_files(version.entry) if version.entry else {}
                self._tell(Publication(message_of(version), version.approver, files, (f"{content.city}/*/{version.entry_id}/*",)))
            for version in content.listed:
                self._tell(self._services(content.city, message_of(version), version.approver))
        return saved

    def _services(self, city: str, message: str, approver: str) -> Publication:
        path = f"{city}/{SERVICES_FILE}"
        text = city_files(CityContent(city, directory=self._repository.directory(city))).get(path)
        return Publication(message, approver, {path: text} if text is not None else {}, (path,))


def message_of(version: Version) -> str:
    """What stands over a commit: what was done to which page, and its number."""
    return f"{version.kind.value} {version.city}/{version.entry_id}, version {version.number}"
