"""A draft tried before it is published: what would be answered with it, what is answered now, and whose questions it would take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from knowledge_base.directory import Directory
from knowledge_base.entry import Entry
from knowledge_base.library import Shelf
from matching.items import Match

NEIGHBOURS = 5  # entries near the draft whose example questions are asked
MOST_ASKED = 120  # example questions in all: each is matched twice


class TrialLibrary:
    """One shelf read like the library; any city is its own."""

    def __init__(self, shelf: Shelf):
        self._shelf = shelf

    def match(self, text: str, language: str, city: str, after: str | None = None, asked: str = "") -> Match:
        return self._shelf.matcher.match(text, language)

    def entry(self, topic: str, city: str) -> Entry | None:
        return self._shelf.entries.get(topic)

    def directory(self, city: str) -> Directory | None:
        return self._shelf.directory


@dataclass(frozen=True, slots=True)
class Taken:
    """An example question of entry `of` that would go to another one: `now` and `then` are ids of entries."""

    question: str
    of: str
    now: str
    then: str


@dataclass(frozen=True)
class Trial:
    """The shelf as it is and as it would be with the draft of `entry`. Of other papers it says itself how they are matched and read."""

    now: Any
    then: Any
    entry: Any
    can_ask: ClassVar[bool] = True

    @classmethod
    def of(cls, shelf: Any, entry: Any) -> "Trial":
        return cls(shelf, shelf.trying(entry), entry)

    def ask(self, text: str, language: str) -> tuple[Match, Match]:
        """What a question gets now, and with the draft."""
        return self._match(self.now, text, language), self._match(self.then, text, language)

    def is_written_in(self, language: str) -> bool:
        return language in self.entry.texts

    def named(self, match: Match, language: str) -> list[tuple[str, int]]:
        """(title, per cent) of what a match offers."""
        known = {**self._papers(self.now), **self._papers(self.then)}
        shown = ((known.get(candidate.id), candidate.probability) for candidate in match.candidates)
        return [(paper.text_for(language).title, round(100 * probability)) for paper, probability in shown if paper]

    def _match(self, shelf: Any, text: str, language: str) -> Match:
        return shelf.matcher.match(text, language)

    def _papers(self, shelf: Any) -> Mapping[str, Any]:
        return shelf.entries

    def _examples(self, text: Any) -> tuple[str, ...]:
        """How people ask for it."""
        return text.questions

    def taken(self, languages: Iterable[str]) -> list[Taken]:
        """Example questions of near entries that would go elsewhere: to the draft's entry, or away from it to another."""
        found = []
        for language in languages:
            for id, question in self._near_questions(language):
                before, after = (_first(shelf.matcher.match(question, language)) for shelf in (self.now, self.then))
                if before != after and self.entry.id in (before, after):
                    found.append(Taken(question, id, before, after))
        return found

    def _near_questions(self, language: str) -> list[tuple[str, str]]:
        papers = [self._papers(self.then)[id] for id in self._neighbours(language)]
        near = [(paper.id, paper.texts[language]) for paper in papers if language in paper.texts]
        return [(id, question) for id, text in near for question in self._examples(text)][:MOST_ASKED]

    def _neighbours(self, language: str) -> list[str]:
        """Entries that come up for the draft's own title and questions, the most frequent first."""
        text = self.entry.texts.get(language)
        met: dict[str, int] = {}
        for said in (text.title, *self._examples(text)[:20]) if text else ():
            for candidate in self.then.matcher.match(said, language).candidates:
                met[candidate.id] = met.get(candidate.id, 0) + 1
        met.pop(self.entry.id, None)
        return sorted(met, key=lambda id: -met[id])[:NEIGHBOURS]


def _first(match: Match) -> str:
    return match.candidates[0].id if match.candidates and match.decision == "answer" else ""
