"""What nobody could answer, for staff: kept only where the house was told to, and shown only as words that several people said.

A question is kept without whoever asked, sealed, for some days. What could tell of a person is not kept at all: long stories, anything
from which personal data was cut, a danger, what is not about our subject. Staff never see a sentence.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.messages import Decision, RedactedMessage, Reply
from bot.sealing import Sealer, Unreadable
from bot.steps import LEAST, step
from bot.storage.unanswered import UnansweredStore
from matching.normalisation import content_words, fold

LONGEST = 200  # characters; a longer message is a story, and stories are of somebody
FEWEST_DAYS = 2
MOST_LOOKED_AT = 1_000  # the newest; putting together takes a second or two
MOST_WORDS = 12
Grouping = Callable[[Sequence[str]], list[list[int]]]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question: redacted words, and the section of the entry that was nearest."""

    day: date
    language: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are alike. `words`: those that at least five of them have, on at least two days, most frequent first."""

    n: int  # a multiple of five
    words: tuple[str, ...]
    languages: tuple[str, ...]  # of at least five of them each
    section: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class UnansweredQuestions:
    """`group` puts texts together that say nearly the same."""

    store: UnansweredStore
    sealer: Sealer
    group: Grouping
    section_of: Callable[[str], str]  # of an entry, empty when there is none
    days: int
    today: Callable[[], date] = date.today

    def keep(self, message: RedactedMessage, reply: Reply) -> None:
        """Unless it could tell of a person, or is not about our subject."""
        if may_be_kept(message, reply):
            section = self.section_of(reply.candidates[0])
            self.store.add(self.today(), self.sealer.seal([message.language, message.text, section]))

    def gaps(self) -> list[Gap]:
        """What may be shown, the most frequent first."""
        kept = dict(self._opened())
        ids, questions = list(kept), list(kept.values())
        groups = self.group([one.text for one in questions]) if questions else []
        found = (gap_of({ids[at]: questions[at] for at in group}) for group in groups)
        return sorted(filter(None, found), key=lambda gap: -gap.n)

    def drop(self, ids: Iterable[int]) -> int:
        """Staff dealt with them."""
        return self.store.drop(list(ids))

    def expire(self) -> int:
        return self.store.expire(self.today() - timedelta(days=self.days))

    def _opened(self) -> Iterable[tuple[int, Unanswered]]:
        oldest = self.today() - timedelta(days=self.days)
        for id, day, sealed in self.store.newest(MOST_LOOKED_AT):
            if day >= oldest:
                try:
                    language, text, section = self.sealer.open(sealed)
                except (Unreadable, ValueError):
                    continue  # of another secret: it runs out by itself
                yield id, Unanswered(day, language, text, section)


def may_be_kept(message: RedactedMessage, reply: Reply) -> bool:
    """A short question near our subject that nothing answers, with nothing cut out of it."""
    plain = message.payload is None and len(message.text) <= LONGEST and "[" not in message.text
    return plain and reply.decision is Decision.NONE and bool(reply.candidates) and not reply.emergency


def gap_of(group: dict[int, Unanswered]) -> Gap | None:
    """None for fewer than five questions, for those of one day, and when no word is common to five."""
    questions = list(group.values())
    if len(questions) < LEAST or len({one.day for one in questions}) < FEWEST_DAYS:
        return None
    said: dict[str, list[Unanswered]] = {}
    for one in questions:
        for word in {fold(word) for word in content_words(one.text, one.language)}:
            said.setdefault(word, []).append(one)
    common = {word: those for word, those in said.items() if len(those) >= LEAST and len({one.day for one in those}) >= FEWEST_DAYS}
    if not common:
        return None
    words = sorted(common, key=lambda word: (-len(common[word]), word))[:MOST_WORDS]
    languages = Counter(one.language for one in questions)
    section = Counter(one.section for one in questions).most_common(1)[0][0]
    spoken = tuple(sorted(code for code, n in languages.items() if n >= LEAST))
    return Gap(step(len(questions)) or 0, tuple(words), spoken, section, tuple(group))


class RememberedGaps:
    """The gaps, put together at most once in so many seconds: a page asks for them often, and it takes a while."""

    def __init__(self, questions: UnansweredQuestions, seconds: float, clock: Callable[[], float] = time.monotonic):
        self._questions, self._seconds, self._clock = questions, seconds, clock
        self._kept: tuple[float, list[Gap]] | None = None

    def now(self) -> list[Gap]:
        if self._kept is None or self._clock() >= self._kept[0]:
            self._kept = self._clock() + self._seconds, self._questions.gaps()
        return self._kept[1]

    def drop(self, ids: list[int]) -> int:
        """Staff dealt with these questions; they are gone at once."""
        self._kept = None
        return self._questions.drop(ids)
