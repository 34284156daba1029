"""The directory of services: who helps with what, where and when. Field names are those of Open Referral HSDS.

Plain values; what is not known is None or empty, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType

from knowledge_base.entry import SEEN, is_name

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HERE = "Europe/Madrid"
LAST_MINUTE = time(23, 59)  # how HSDS writes "until midnight"

Words = Mapping[str, str]  # language -> text; the key "" holds for every language


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    name: str
    description: Words = field(default_factory=dict, hash=False)
    website: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a service was seen; `seen` as for an entry's source. Without a link it is background knowledge, to be verified."""

    publisher: str
    seen: str
    url: str = ""
    checked_on: date | None = None
    supports: str = ""

    def __post_init__(self):
        if self.seen not in SEEN:
            raise ValueError("`seen` is A, B or C")


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    description: Words = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Open on the days `byday` (MO to SU). Closing at or before the opening time means the next morning; equal times, all day."""

    opens_at: time
    closes_at: time
    byday: tuple[str, ...]

    def __post_init__(self):
        if not self.byday or not set(self.byday) <= set(DAYS):
            raise ValueError("days are MO, TU, WE, TH, FR, SA, SU")


@dataclass(frozen=True, slots=True)
class Location:
    address_1: str = ""
    city: str = ""
    postal_code: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One service of an organization, last looked at on `assured_date`. `needs` are the words it is found by; on the day `closed_until` it
    opens again."""

    id: str
    organization_id: str
    name: Words = field(hash=False)
    description: Words = field(default_factory=dict, hash=False)
    eligibility_description: Words = field(default_factory=dict, hash=False)
    fees_description: Words = field(default_factory=dict, hash=False)
    required_documents: Words = field(default_factory=dict, hash=False)
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    location: Location | None = None
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    assured_date: date | None = None
    sources: tuple[Evidence, ...] = ()
    verify: tuple[str, ...] = ()
    closed_until: date | None = None

    def __post_init__(self):
        if not is_name(self.id) or not self.name:
            raise ValueError("a service needs an id and a name")


@dataclass(frozen=True, slots=True)
class Directory:
    """The services of one city. `districts`: id -> name."""

    organizations: tuple[Organization, ...] = ()
    services: tuple[Service, ...] = ()
    districts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        object.__setattr__(self, "districts", MappingProxyType(dict(self.districts)))
        known = {organization.id for organization in self.organizations}
        if any(service.organization_id not in known for service in self.services):
            raise ValueError("every service belongs to an organization of the directory")


def service(directory: Directory, id: str) -> Service | None:
    """The service with this id, or None."""
    return next((found for found in directory.services if found.id == id), None)


def organization(directory: Directory, id: str) -> Organization | None:
    """The organization with this id, or None."""
    return next((found for found in directory.organizations if found.id == id), None)


def in_words(words: Words, language: str, fallbacks: Iterable[str] = ()) -> str:
    """The text in `language`, else the one for all languages, else of the first fallback, else any; `""` when there is none."""
    order = (language, "", *fallbacks, *words)
    return next((words[code] for code in order if words.get(code)), "")
