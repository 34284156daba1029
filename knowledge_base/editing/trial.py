"""A draft tried before it is published: what would be answered with it, what is answered now, and whose questions it would take."""

from collections.abc import Iterable
from dataclasses import dataclass

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

    def match(self, text: str, language: str, city: str, after: str | None = None) -> Match:
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
    """The shelf as it is and as it would be with the draft of `entry`."""

    now: Shelf
    then: Shelf
    entry: Entry

    @classmethod
    def of(cls, shelf: Shelf, entry: Entry) -> "Trial":
        return cls(shelf, shelf.trying(entry), entry)

    def ask(self, text: str, language: str) -> tuple[Match, Match]:
        """What a question gets now, and with the draft."""
        return self.now.matcher.match(text, language), self.then.matcher.match(text, language)

    def taken(self, languages: Iterable[str]) -> list[Taken]:
        """Example questions of near entries that would go elsewhere: to the draft's entry, or away from it to another."""
        found = []
        for language in languages:
            for id, question in self._near_questions(language):
                before, after = (_first(match) for match in self.ask(question, language))
                if before != after and self.entry.id in (before, after):
                    found.append(Taken(question, id, before, after))
        return found

    def _near_questions(self, language: str) -> list[tuple[str, str]]:
        entries = [self.then.entries[id] for id in self._neighbours(language)]
        asked = [(entry.id, question) for entry in entries if language in entry.texts for question in entry.texts[language].questions]
        return asked[:MOST_ASKED]

    def _neighbours(self, language: str) -> list[str]:
        """Entries that come up for the draft's own title and questions, the most frequent first."""
        text = self.entry.texts.get(language)
        met: dict[str, int] = {}
        for said in (text.title, *text.questions[:20]) if text else ():
            for candidate in self.then.matcher.match(said, language).candidates:
                met[candidate.id] = met.get(candidate.id, 0) + 1
        met.pop(self.entry.id, None)
        return sorted(met, key=lambda id: -met[id])[:NEIGHBOURS]


def _first(match: Match) -> str:
    return match.candidates[0].id if match.candidates and match.decision == "answer" else ""
