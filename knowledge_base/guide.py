"""Where to go and whom to call, in a person's words: services of the directory chosen by need, district, hours or topic."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

import yaml

from bot.messages import Button, Decision, Reply, SourceLine
from bot.texts import Texts
from knowledge_base.directory import Service, service
from knowledge_base.distances import in_words_of, metres, nearest_first
from knowledge_base.entry import Entry
from knowledge_base.finding_services import find_services
from knowledge_base.library import Library
from knowledge_base.service_cards import ServiceCards

MOST_SHOWN = 3
CONTACT = "contact"  # the need of who wants to talk with a person


class Guide:
    """Finds services and says of each what is known, and what is not."""

    def __init__(self, library: Library, texts: Texts):
        self._library, self._texts = library, texts
        self._cards = ServiceCards(texts)

    def find(
        self, city: str, place: str | None, procedure: str | None, district: str | None, open_at: datetime | None = None
    ) -> list[Service]:
        """Services for what was named, those of the district first; empty when nothing was named or known."""
        need = _needs()["place"].get(place or "") or _needs()["procedure"].get(procedure or "")
        return self._serving(city, need, district, open_at)[:MOST_SHOWN] if need else []

    def of_topic(self, city: str, topic: str | None) -> list[Service]:
        """The services that an entry names, by id or by need."""
        entry = self._library.entry(topic, city) if topic else None
        return self._of_entry(entry)[:MOST_SHOWN] if entry else []

    def these(self, city: str, ids: Iterable[str]) -> list[Service]:
        """The services with these ids that the city has, in this order."""
        directory = self._library.directory(city)
        return [each for id in ids if (each := service(directory, id))] if directory else []

    def nearest(self, city: str, latitude: float, longitude: float) -> list[Service]:
        """Services whose coordinates are known, the nearest first; empty when none are."""
        return nearest_first(self._serving(city, None), latitude, longitude)[:MOST_SHOWN]

    def district(self, city: str, named: str | None) -> str:
        """The id of a district of the city, empty for anything else."""
        directory = self._library.directory(city)
        return named if directory and named in directory.districts else ""

    def district_at(self, city: str, latitude: float, longitude: float) -> str:
        """The district of the service nearest to a place; empty when none is known."""
        served = (each for each in self._serving(city, None) if each.location and each.location.district)
        return next((self.district(city, each.location.district) for each in nearest_first(served, latitude, longitude)), "")

    def nearest_reply(self, city: str, latitude: float, longitude: float, language: str, now: datetime) -> Reply:
        """The nearest services, each with its distance; where no coordinates are known that is said, with who answers as a person."""
        found = self.nearest(city, latitude, longitude)
        if not found:
            others = self._serving(city, CONTACT)[:MOST_SHOWN]
            return replace(self.reply(others, language, now), text=self._listed("near_unknown", others, language, now))
        away = [in_words_of(metres(each.location, latitude, longitude), language) for each in found]
        return replace(self.reply(found, language, now), text=self._listed("near", found, language, now, away))

    def _listed(self, heading: str, found: list[Service], language: str, now: datetime, away: Iterable[str] = ()) -> str:
        cards = [self._cards.short(each, language, now) for each in found]
        for number, distance in enumerate(away):
            cards[number] += f"\n{self._texts.get(language, 'service.distance', value=distance)}"
        return "\n\n".join([self._texts.get(language, f"service.{heading}"), *cards])

    def reply(self, found: list[Service], language: str, now: datetime | None = None) -> Reply:
        """One reply with a card for each service, what to bring, map and more behind "more"; with `now`, whether each is open."""
        cards = "\n\n".join(self._cards.short(each, language, now) for each in found)
        return Reply(
            f"{self._texts.get(language, 'service.found')}\n\n{cards}",
            language,
            more="\n\n".join(self._cards.long(each, language) for each in found),
            notice=self._texts.get(language, "service.unverified") if any(each.verify for each in found) else "",
            buttons=(Button(self._texts.get(language, "buttons.human"), "act:talk_to_human"),),
            sources=_sources(found),
            decision=Decision.ANSWER,
        )

    def contacts(self, city: str, language: str) -> str:
        """Who answers as a person, one card each."""
        return "\n\n".join(self._cards.short(each, language) for each in self._serving(city, CONTACT)[:MOST_SHOWN])

    def local_help(self, entry: Entry, language: str) -> str:
        """Markdown to go below an entry written for many cities: who in this city serves its needs; empty for any other entry."""
        found = self._of_entry(entry)[:MOST_SHOWN] if entry.needs else []
        cards = "\n\n".join(self._cards.long(each, language) for each in found)
        return f"\n\n## {self._texts.get(language, 'service.local')}\n{cards}" if found else ""

    def _of_entry(self, entry: Entry) -> list[Service]:
        named = [each for id in entry.services if (each := self._service(entry.city, id))]
        needed = [each for need in entry.needs for each in self._serving(entry.city, need)]
        return list({each.id: each for each in (*named, *needed)}.values())

    def _service(self, city: str, id: str) -> Service | None:
        directory = self._library.directory(city)
        return service(directory, id) if directory else None

    def _serving(self, city: str, need: str | None, district: str | None = None, open_at: datetime | None = None) -> list[Service]:
        directory = self._library.directory(city)
        return find_services(directory, need, district, open_at) if directory else []


def _sources(found: Iterable[Service]) -> tuple[SourceLine, ...]:
    """Where the services were seen, each page once; background knowledge has no link."""
    seen = [(s, s.checked_on or each.assured_date) for each in found for s in each.sources if s.url]
    return tuple({s.url: SourceLine(s.publisher, s.url, day) for s, day in seen if day}.values())[:MOST_SHOWN]


@lru_cache
def _needs() -> dict:
    return yaml.safe_load((files("knowledge_base") / "needs.yml").read_text(encoding="utf-8"))
