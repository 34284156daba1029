"""The entries of each city with their matcher, kept in memory and made anew when the store changes."""

import time
from dataclasses import replace

from bot.privacy_log import log
from knowledge_base.directory import Directory
from knowledge_base.entry import Entry
from knowledge_base.repository import EntryRepository, MemoryEntryRepository
from knowledge_base.shelf import MOST_PATCHES, Shelf, Teaching, revision
from knowledge_base.talks import context_after
from matching.items import Candidate, Match
from matching.leaning import LEANS
from matching.live import Live

__all__ = ["MOST_PATCHES", "Library", "Shelf", "Teaching", "revision"]


class Library:
    """Answers from the newest revision of each city: a changed entry is patched in at once, and all is fitted again when it is quiet.

    The store is looked at by one thread beside the answers: a slow or dead database costs newness, not answers.
    """

    def __init__(self, repository: EntryRepository, teaching: Teaching):
        self._repository, self._teaching = repository, teaching
        self._live = Live(self._fit, "library")
        self._nothing = Shelf(MemoryEntryRepository(), "", replace(teaching, encoder=None, concepts=None))

    def open(self, city: str) -> None:
        """Fit a city before the first question comes, and follow the store from now on."""
        self._shelf(city)
        self._live.follow()

    def close(self) -> None:
        self._live.close()

    def age(self) -> float:
        """Seconds since the store was last looked at for changes."""
        return self._live.age()

    def size(self, city: str) -> int:
        """How many entries of a city are in memory; 0 before it was opened."""
        shelf = self._live.known(city)
        return len(shelf.entries) if shelf else 0

    def shelf(self, city: str) -> Shelf:
        """The newest state of a city, for looking at; an empty one for a city of which nothing was saved."""
        return self._shelf(city)

    def match(self, text: str, language: str, city: str, after: str | None = None, asked: str = "") -> Match:
        """Candidates for a question, or for a message that follows the answer of the topic `after`.

        `asked` is what was asked before and not answered: a message that leans on it is read together with it.
        """
        shelf = self._shelf(city)
        if asked and self.leans(text, city):
            return shelf.matcher.match(f"{asked}. {text}", language)
        context = context_after(shelf.entries, after, language) if after else None
        return shelf.matcher.match_after(context, text, language) if context else shelf.matcher.match(text, language)

    def likely_after(self, text: str, language: str, city: str, after: str) -> tuple[Candidate, ...]:
        """All that a message after the answer of `after` may be about, likeliest first, however unlikely."""
        shelf = self._shelf(city)
        context = context_after(shelf.entries, after, language)
        return shelf.matcher.weighed_after(context, text, language).candidates if context else ()

    def leans(self, text: str, city: str) -> bool:
        """Whether a message needs what was said before to be understood."""
        return self._shelf(city).matcher.leans(text) > LEANS

    def entry(self, topic: str, city: str) -> Entry | None:
        return self._shelf(city).entries.get(topic)

    def topics(self, city: str) -> list[str]:
        """Ids of all entries of a city."""
        return list(self._shelf(city).entries)

    def directory(self, city: str) -> Directory | None:
        return self._shelf(city).directory

    def _shelf(self, city: str) -> Shelf:
        if self._live.known(city) is None and self._repository.revision(city) == 0:
            return self._nothing  # neither kept nor logged: people can name any city they like
        return self._live.get(city)

    def _fit(self, city: str) -> Shelf:
        started = time.perf_counter()
        shelf = Shelf(self._repository, city, self._teaching)
        log("matcher_fitted", city=city, items=len(shelf.entries), seconds=round(time.perf_counter() - started, 2))
        return shelf
