"""The stores of what staff publish, and the git repository that is told of it, where the installation names one."""

from dataclasses import dataclass
from functools import cached_property

from bot.bootstrap.foundations import Foundations
from bot.storage.database import together
from console.files.whole import WholeContent
from console.storage.accounts import SqlAccounts
from knowledge_base.exchange.announcing import AnnouncedEntries
from knowledge_base.exchange.git_archive import FIRST, GitArchive
from knowledge_base.repository import EntryRepository
from rumours.announcing import AnnouncedCards
from rumours.repository import RumourRepository


@dataclass(frozen=True)
class Archived:
    """Built on first use and once."""

    house: Foundations

    @cached_property
    def whole(self) -> WholeContent:
        """Everything that is live, as files."""
        house = self.house
        return WholeContent(house.repository, house.cards, house.settings.city, lambda: together(house.database))

    @cached_property
    def git(self) -> GitArchive | None:
        """None unless HARRERA_CONTENT_GIT names a folder; begins with what is live."""
        folder = self.house.settings.content_git
        if folder is None or not str(folder).strip("."):
            return None
        archive = GitArchive(folder.expanduser(), self.whole.files, self._named)
        archive.everything(FIRST, "")
        return archive

    @cached_property
    def entries(self) -> EntryRepository:
        return AnnouncedEntries(self.house.repository, self.git.published) if self.git else self.house.repository

    @cached_property
    def cards(self) -> RumourRepository:
        return AnnouncedCards(self.house.cards, self.git.published) if self.git else self.house.cards

    def _named(self, account_id: str) -> str:
        if not self.house.settings.content_git_names:
            return account_id
        account = SqlAccounts(self.house.database).find(account_id)
        return account.name if account else account_id
