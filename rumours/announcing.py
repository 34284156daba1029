"""The repository of cards with somebody told of each publication, once it is live."""

from collections.abc import Callable
from typing import Any

from knowledge_base.content_files import CARDS
from knowledge_base.exchange.announcing import message_of
from knowledge_base.exchange.git_archive import Publication
from knowledge_base.versions import Kind, Version
from rumours.card_writing import card_files
from rumours.repository import RumourRepository


class AnnouncedCards:
    """A RumourRepository; everything but `publish` goes straight to the one behind it."""

    def __init__(self, repository: RumourRepository, tell: Callable[[Publication], object]):
        self._repository, self._tell = repository, tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._repository, name)

    def publish(self, version: Version) -> None:
        """As the port says; what was only written into the history is no publication."""
        self._repository.publish(version)
        if version.kind is not Kind.FOUND:
            files = card_files(version.entry) if version.entry else {}
            below = {f"{CARDS}/{path}": text for path, text in files.items()}
            self._tell(Publication(message_of(version), version.approver, below, (f"{CARDS}/{version.entry_id}/*",)))
