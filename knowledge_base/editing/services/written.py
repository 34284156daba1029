"""A service as somebody writes it in a form: what has no language, and one language. Anything may still be missing or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from knowledge_base.directory import Directory, Service, Words
from knowledge_base.editing.draft import FRAME, Forms, WrittenSource
from knowledge_base.editing.draft import written as read_form
from knowledge_base.listing import Listing

ALL_LANGUAGES = "mul"  # of a text that holds in every language, as ISO 639 has it; in the directory it stands under ""
WORDS = ("name", "description", "eligibility_description", "fees_description", "required_documents")
PLACE = ("address_1", "city", "postal_code", "district", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class WrittenHours:
    """Open on these days (MO to SU) between two times such as 09:30."""

    byday: tuple[str, ...] = ()
    opens_at: str = ""
    closes_at: str = ""


@dataclass(frozen=True, slots=True)
class WrittenService:
    """Everything of a service but its words. `new_organization` is the name of one that is not in the directory yet."""

    organization_id: str = ""
    new_organization: str = ""
    phones: tuple[str, ...] = ()
    hours: tuple[WrittenHours, ...] = ()
    closed_until: str = ""
    url: str = ""
    email: str = ""
    address_1: str = ""
    city: str = ""
    postal_code: str = ""
    district: str = ""
    latitude: str = ""
    longitude: str = ""
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    assured_date: str = ""
    sources: tuple[WrittenSource, ...] = ()
    verify: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenServiceText:
    """One language. `phones`: number -> what it is for."""

    name: str = ""
    description: str = ""
    eligibility_description: str = ""
    fees_description: str = ""
    required_documents: str = ""
    phones: Mapping[str, str] = field(default_factory=dict, hash=False)


def _frame(values: dict) -> WrittenService:
    hours = tuple(WrittenHours(tuple(each["byday"]), each["opens_at"], each["closes_at"]) for each in values["hours"])
    return read_form(WrittenService, values | {"hours": hours}, sources=WrittenSource)


OF_SERVICES = Forms(_frame, partial(read_form, WrittenServiceText))


def part_of(listing: Listing | None, part: str) -> WrittenService | WrittenServiceText | None:
    """A language of a service, or its FRAME, as it stands in a form; None when there is none."""
    if listing is None or part == FRAME:
        return listing and _written(listing.service)
    return _text(listing.service, "" if part == ALL_LANGUAGES else part)


def languages_of(directory: Directory) -> set[str]:
    """All that its services have words in."""
    return {language for service in directory.services for name in WORDS for language in getattr(service, name) if language}


def _written(service: Service) -> WrittenService:
    hours = tuple(WrittenHours(each.byday, f"{each.opens_at:%H:%M}", f"{each.closes_at:%H:%M}") for each in service.schedules)
    sources = tuple(WrittenSource(e.url, e.publisher, _day(e.checked_on), e.supports, e.seen) for e in service.sources)
    place = {name: _plain(getattr(service.location, name)) for name in PLACE} if service.location else {}
    lists = {"languages": service.languages, "needs": service.needs, "verify": service.verify}
    days = {"closed_until": _day(service.closed_until), "assured_date": _day(service.assured_date)}
    phones = tuple(phone.number for phone in service.phones)
    reach = {"url": service.url, "email": service.email, "phones": phones, "hours": hours}
    return WrittenService(service.organization_id, **reach, **place, **days, **lists, sources=sources)


def _text(service: Service, language: str) -> WrittenServiceText | None:
    said = {name: getattr(service, name).get(language, "") for name in WORDS}
    phones = {phone.number: said_of for phone in service.phones if (said_of := _said(phone.description, language))}
    return WrittenServiceText(**said, phones=phones) if any(said.values()) or phones else None


def _said(words: Words, language: str) -> str:
    return words.get(language, "")


def _day(day: object) -> str:
    return day.isoformat() if day else ""


def _plain(value: object) -> str:
    return "" if value is None else str(value)
