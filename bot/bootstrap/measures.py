"""What is counted and what staff learn from it, built on the foundations: insights, unanswered questions, dead links, what needs somebody."""

import asyncio
from dataclasses import dataclass
from functools import cached_property

from bot.bootstrap.foundations import Foundations
from bot.counting import Counter
from bot.housekeeping import Job
from bot.insights.closing import Closing, Lists
from bot.safety.danger import Danger
from bot.sealing import Sealer
from bot.storage.counts import SqlCounts
from bot.storage.published import SqlPublished
from bot.storage.tallies import SqlTallies
from bot.storage.unanswered import SqlUnanswered
from bot.unanswered import RememberedGaps, UnansweredQuestions
from knowledge_base.checked_links import SqlCheckedLinks
from matching.similar import alike

GAPS_SECONDS = 3500.0  # less than an hour, so that the hourly job renews them and no page waits for it
CHANNELS = ("web", "telegram", "whatsapp")


@dataclass(frozen=True)
class Measures:
    """Built on first use and once."""

    house: Foundations

    @cached_property
    def tallies(self) -> SqlTallies:
        return SqlTallies(self.house.database)

    @cached_property
    def published(self) -> SqlPublished:
        return SqlPublished(self.house.database)

    @cached_property
    def counter(self) -> Counter:
        keep = {"keep": self.unanswered.keep} if self.house.settings.keep_unanswered else {}
        return Counter(SqlCounts(self.house.database), self.tallies, self.section_of, **keep)

    @cached_property
    def closing(self) -> Closing:
        """Makes the figures of months that are over."""
        return Closing(SqlCounts(self.house.database), self.tallies, self.published, self._lists)

    def _lists(self) -> Lists:
        dangers = tuple(str(danger) for danger in Danger)
        return Lists(CHANNELS, tuple(self.house.texts.languages), tuple(self.house.districts()), dangers)

    @cached_property
    def unanswered(self) -> UnansweredQuestions:
        """Questions that nothing answers; empty unless the settings keep them."""
        return UnansweredQuestions(
            SqlUnanswered(self.house.database),
            Sealer(self.house.secret, "unanswered"),
            lambda texts: alike(texts, self.house.encoder),
            self.section_of,
            self.house.settings.unanswered_days,
        )

    @cached_property
    def gaps(self) -> RememberedGaps:
        return RememberedGaps(self.unanswered, GAPS_SECONDS)

    @cached_property
    def links(self) -> SqlCheckedLinks:
        """What the last check of links found."""
        return SqlCheckedLinks(self.house.database)

    def section_of(self, topic: str) -> str:
        """Of an entry of the house's city; empty when there is none."""
        entry = self.house.library.entry(topic, self.house.settings.city)
        return entry.section if entry else ""

    def jobs(self) -> list[Job]:
        return [Job(3600.0, self._close), Job(3600.0, self._expire)]

    async def _close(self) -> None:
        await asyncio.to_thread(self.closing.close)

    async def _expire(self) -> None:
        await asyncio.to_thread(self.unanswered.expire)
        await asyncio.to_thread(self.gaps.now)
