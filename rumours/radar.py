"""What is heard where: counts of a week, and claims that no card answers. No person in it; of a text only what was redacted."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from threading import RLock
from typing import Protocol

from knowledge_base.entry import is_language, tidy
from rumours.rumour import CATEGORIES

PLACES = ("bar", "family", "work", "street", "school", "health", "office", "shop", "transport", "chat", "network", "media", "other")
LONGEST_CLAIM = 1_000  # characters that are kept of a claim


class ClaimState(StrEnum):
    """What staff did with a claim that no card answered."""

    WAITING = "waiting"
    ATTACHED = "attached"  # it is a phrasing of a card now
    STARTED = "started"  # a new card was begun from it
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something was heard in a week in a place. `rumour` and `category` are empty when no card says it, `district` when not said."""

    city: str
    week: date  # its Monday
    place: str
    district: str = ""
    category: str = ""
    rumour: str = ""

    def __post_init__(self):
        _must(self.city, "a sighting is of a city")
        _must(self.week.weekday() == 0, "a week is named by its Monday")
        _must(self.place in PLACES, "the kind of place is unknown")
        _must(not self.category or self.category in CATEGORIES, "the category is unknown")
        _must(bool(self.rumour) == bool(self.category), "a rumour has a category, and nothing else has")


@dataclass(frozen=True, slots=True)
class UnmatchedClaim:
    """A claim that no card answered. `text` is redacted already; `reporter` (an account's id) and `chat` (a pseudonym) only serve to tell
    them what became of it."""

    city: str
    week: date
    language: str
    text: str = field(repr=False)
    reporter: str = ""
    chat: str = field(default="", repr=False)
    state: ClaimState = ClaimState.WAITING
    rumour: str = ""  # the card it led to
    told: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))

    def __post_init__(self):
        object.__setattr__(self, "text", tidy(self.text)[:LONGEST_CLAIM])
        object.__setattr__(self, "state", ClaimState(self.state))
        _must(self.text, "a claim has words")
        _must(self.city and is_language(self.language), "a claim has a city and a language")
        _must(self.week.weekday() == 0, "a week is named by its Monday")
        _must(self.rumour or self.state is not ClaimState.ATTACHED, "what is attached is attached to a card")


class Radar(Protocol):
    """What agents tell. Whoever shows counts shows nothing under five, and nothing from which that could be subtracted."""

    def record(self, sighting: Sighting) -> None:
        """Count it once more."""

    def sightings(self, city: str, first: date, last: date) -> list[tuple[Sighting, int]]:
        """(sighting, how often) of the weeks `first` to `last`, sorted by week, then by the other fields."""

    def report(self, claim: UnmatchedClaim) -> None:
        """Keep a claim for staff."""

    def unmatched(self, city: str, state: ClaimState = ClaimState.WAITING) -> list[UnmatchedClaim]:
        """Claims of a city in that state, the oldest week first, then by id."""

    def decide(self, ids: Iterable[str], state: ClaimState, rumour: str = "") -> int:
        """Say what became of claims that wait, or of those for which a card was begun; how many there were."""

    def untold(self, reporter: str = "", chat: str = "") -> list[UnmatchedClaim]:
        """Claims of that account, or of that chat, that are attached to a card now, and of which the agent was not told yet."""

    def to_tell(self) -> list[UnmatchedClaim]:
        """The same of all chats."""

    def tell(self, ids: Iterable[str], told: bool = True) -> int:
        """The agent was told, or was not after all; of how many that is news. Of two who tell at once only one gets a claim."""

    def forget_chat(self, chat: str) -> int:
        """The chat asked to be forgotten: its claims stay without it. How many there were."""

    def expire(self, before: date) -> int:
        """Drop the claims of weeks before that Monday, whatever their state; how many."""


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


class MemoryRadar:
    """A Radar of one process, for tests and trials."""

    def __init__(self):
        self._counts: Counter[Sighting] = Counter()
        self._claims: dict[str, UnmatchedClaim] = {}
        self._lock = RLock()

    def record(self, sighting: Sighting) -> None:
        with self._lock:
            self._counts[sighting] += 1

    def sightings(self, city: str, first: date, last: date) -> list[tuple[Sighting, int]]:
        found = [(one, n) for one, n in self._counts.items() if one.city == city and first <= one.week <= last]
        return sorted(found, key=lambda pair: in_order(pair[0]))

    def report(self, claim: UnmatchedClaim) -> None:
        self._claims[claim.id] = claim

    def unmatched(self, city: str, state: ClaimState = ClaimState.WAITING) -> list[UnmatchedClaim]:
        return self._sorted(claim for claim in self._claims.values() if claim.city == city and claim.state is state)

    def decide(self, ids: Iterable[str], state: ClaimState, rumour: str = "") -> int:
        with self._lock:
            open_ones = [self._claims[id] for id in set(ids) if id in self._claims and self._claims[id].state in STILL_OPEN]
            self._claims |= {claim.id: replace(claim, state=state, rumour=rumour) for claim in open_ones}
            return len(open_ones)

    def untold(self, reporter: str = "", chat: str = "") -> list[UnmatchedClaim]:
        mine = (c for c in self._claims.values() if (reporter and c.reporter == reporter) or (chat and c.chat == chat))
        return self._sorted(claim for claim in mine if claim.state is ClaimState.ATTACHED and not claim.told)

    def to_tell(self) -> list[UnmatchedClaim]:
        waiting = (claim for claim in self._claims.values() if claim.chat and claim.state is ClaimState.ATTACHED and not claim.told)
        return self._sorted(waiting)

    def tell(self, ids: Iterable[str], told: bool = True) -> int:
        with self._lock:
            changed = [id for id in set(ids) if id in self._claims and self._claims[id].told is not told]
            self._claims |= {id: replace(self._claims[id], told=told) for id in changed}
            return len(changed)

    def forget_chat(self, chat: str) -> int:
        mine = [claim for claim in self._claims.values() if chat and claim.chat == chat]
        self._claims |= {claim.id: replace(claim, chat="", reporter="") for claim in mine}
        return len(mine)

    def expire(self, before: date) -> int:
        old = [id for id, claim in self._claims.items() if claim.week < before]
        for id in old:
            del self._claims[id]
        return len(old)

    def _sorted(self, claims: Iterable[UnmatchedClaim]) -> list[UnmatchedClaim]:
        return sorted(claims, key=lambda claim: (claim.week, claim.id))


STILL_OPEN = (ClaimState.WAITING, ClaimState.STARTED)


def in_order(sighting: Sighting) -> tuple:
    """How sightings are sorted."""
    return (sighting.week, sighting.district, sighting.place, sighting.category, sighting.rumour)


def _must(condition: object, message: str) -> None:
    if not condition:
        raise ValueError(message)
