"""Where staff change what the house knows: entries, cards and services, each on its own bench, built on the foundations."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.bootstrap.archived import Archived
from bot.bootstrap.foundations import Foundations
from bot.previewing import CardPreviews, Previews, ServicePreviews
from console.directory.bench import DirectoryBench
from console.directory.routes import directory_section
from console.frame.sections import Section
from console.knowledge.routes import knowledge_section
from console.knowledge.workshop import Workshop
from console.rumours.bench import CardBench
from console.rumours.routes import cards_section
from knowledge_base.editing.cached import CachedEntries
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.life import Desk
from knowledge_base.editing.services.desk import ServicePapers
from knowledge_base.editing.services.written import ALL_LANGUAGES, OF_SERVICES
from knowledge_base.editing.sql_drafts import SqlDrafts
from knowledge_base.tables import service_draft
from rumours.editing.desk import CardPapers
from rumours.editing.written import OF_CARDS
from rumours.tables import rumour_draft


@dataclass(frozen=True)
class Editing:
    """The benches and their sections, built on first use and once."""

    house: Foundations

    def sections(self, card_is_live: Callable[[str], None]) -> list[Section]:
        """In the order of the rail. `card_is_live` is told the id of a card that was published."""
        previews = CardPreviews(self.house.texts)
        cards = CardBench(self.card_desk, self.house.rumours, previews, self.house.texts.languages, card_is_live, self.house.topics)
        return [knowledge_section(self.workshop), cards_section(cards, previews.picture), directory_section(self.directory)]

    @cached_property
    def entries(self) -> CachedEntries:
        return CachedEntries(self.archived.entries)

    @cached_property
    def archived(self) -> Archived:
        """The stores, with a git repository told of each publication where the installation has one."""
        return Archived(self.house)

    @cached_property
    def workshop(self) -> Workshop:
        """What the pages of the knowledge base work with."""
        desk = EditingDesk(self.entries, SqlDrafts(self.house.database), self.house.settings.four_eyes)
        return Workshop(desk, self.house.library, Previews(self.house.texts), self.house.texts.languages, self.house.settings.city)

    @cached_property
    def card_desk(self) -> Desk:
        """What staff do with a card."""
        drafts = SqlDrafts(self.house.database, rumour_draft, OF_CARDS)
        return Desk(CardPapers(self.archived.cards, self.house.topics), drafts, self.house.settings.four_eyes)

    @cached_property
    def directory(self) -> DirectoryBench:
        """What the pages of the directory work with."""
        drafts = SqlDrafts(self.house.database, service_draft, OF_SERVICES)
        desk = Desk(ServicePapers(self.entries), drafts, self.house.settings.four_eyes)
        languages = {ALL_LANGUAGES: ALL_LANGUAGES} | dict(self.house.texts.languages)
        return DirectoryBench(desk, ServicePreviews(self.house.texts), languages, self.house.settings.city)
