"""What staff see of the whole: what needs them today, and what people ask; built on the measures and on where things are changed."""

from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter
from sqlalchemy import Table, func, select

from bot.bootstrap.editing import Editing
from bot.bootstrap.foundations import Foundations
from bot.bootstrap.measures import Measures
from bot.bootstrap.upkeep import upkeep_of
from bot.insights.words import Names
from bot.storage.database import reading
from connectors.web_channel.figures import figures_router
from console.desk import Desk
from console.frame.sections import Section
from console.home.routes import home_section
from console.home.todo import Sources, kinds
from console.home.upkeep import upkeep_kinds
from console.insights.routes import InsightDesk, insights_section
from knowledge_base.editing.draft import State
from knowledge_base.entry import Entry
from knowledge_base.tables import kb_draft, service_draft
from rumours.radar import ClaimState, week_of
from rumours.tables import rumour_draft, unmatched_claim

RATED = timedelta(weeks=8)  # whole weeks before this one, in which answers were marked not helpful


@dataclass(frozen=True)
class Overview:
    """Sections of the console and the public page of the figures."""

    house: Foundations
    measures: Measures
    editing: Editing
    desk: Desk

    def home(self) -> Section:
        links, upkeep = self.measures.links, upkeep_of(self.house, self.editing, self.desk)
        return home_section([*upkeep_kinds(upkeep), *kinds(self._sources())], lambda: links.report().at)

    def insights(self) -> Section:
        measures = self.measures
        desk = InsightDesk(
            measures.published, self._names(), self._operator, measures.gaps.now, measures.gaps.drop, self.house.settings.keep_unanswered
        )
        return insights_section(desk)

    def public(self) -> APIRouter:
        """The figures for anybody."""
        default = self.house.settings.default_language
        return figures_router(self.measures.published, self._names(), self.house.spoken, publisher=self._operator, default_language=default)

    def _sources(self) -> Sources:
        cards = self.editing.card_desk.papers
        return Sources(
            entries=self._entries,
            in_review=self._in_review,
            cards=cards.all,
            claims=lambda: self._how_many(unmatched_claim, ClaimState.WAITING),
            gaps=lambda: len(self.measures.gaps.now()),
            links=self.measures.links.report,
            not_helpful=self._not_helpful,
        )

    def _operator(self) -> str:
        return self.house.current.now.operator

    def _names(self) -> Names:
        return Names(self.house.texts.languages, self.house.districts, self._title)

    def _title(self, topic: str, language: str) -> str:
        entry = self.house.library.entry(topic, self.house.settings.city)
        return entry.text_for(language, ("es",)).title if entry else ""

    def _entries(self) -> list[Entry]:
        return [entry for city in self.editing.entries.cities() for entry in self.editing.entries.entries(city)]

    def _in_review(self, kind: str) -> int:
        return self._how_many({"entries": kb_draft, "cards": rumour_draft, "services": service_draft}[kind], State.IN_REVIEW)

    def _how_many(self, table: Table, state: str) -> int:
        """Rows in a state; what is written in them is not read for that."""
        with reading(self.house.database) as connection:
            return connection.execute(select(func.count()).select_from(table).where(table.c.state == state)).scalar_one()

    def _not_helpful(self) -> dict[str, int]:
        """Topic -> how often in eight whole weeks, in steps of five."""
        last = week_of(date.today()) - timedelta(days=1)
        found = self.measures.tallies.ratings(last - RATED + timedelta(days=1), last)
        return {topic: n // 5 * 5 for (topic, helped), n in found.items() if not helped}
