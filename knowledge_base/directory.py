"""The directory of services: who helps with what, where and when. Field names are those of Open Referral HSDS.

Plain values and pure functions; what is not known is None or empty, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

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


def find_services(
    directory: Directory, need: str | None = None, district: str | None = None, open_at: datetime | None = None
) -> list[Service]:
    """Services for a need, in the order of the directory.

    With `district` its own come first, then those without an address (by phone, for the whole city), then the other districts'.
    With `open_at` those known to be closed are left out and those of unknown hours come last.
    """
    found = [service for service in directory.services if need is None or need in service.needs]
    if district is not None:
        found.sort(key=lambda service: _distance(service, district))
    if open_at is not None:
        known = [(service, is_open(service, open_at)) for service in found]
        found = [s for s, is_it in known if is_it] + [s for s, is_it in known if is_it is None]
    return found


def _distance(service: Service, district: str) -> int:
    if service.location is None or not service.location.district:
        return 1
    return 0 if service.location.district == district else 2


def is_open(service: Service, at: datetime, zone: str = HERE) -> bool | None:
    """True or False by the schedules (public holidays are not in them); None when no hours are known. A naive `at` is local time."""
    local = at.replace(tzinfo=None) if at.tzinfo is None else at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if is_closed(service, local.date()):
        return False
    if not service.schedules:
        return None
    return any(_covers(schedule, local) for schedule in service.schedules)


def is_closed(service: Service, day: date) -> bool:
    """Whether it is known to be closed for a time on that day, whatever its hours."""
    return service.closed_until is not None and day < service.closed_until


def _covers(schedule: Schedule, local: datetime) -> bool:
    # Yesterday's opening hours count too: a night shelter that opened at 21:00 is open at 02:00.
    return any(_opened_on(schedule, local - timedelta(days=days), local) for days in (0, 1))


def _opened_on(schedule: Schedule, day: datetime, local: datetime) -> bool:
    if DAYS[day.weekday()] not in schedule.byday:
        return False
    opens = datetime.combine(day.date(), schedule.opens_at)
    closes = datetime.combine(day.date(), schedule.closes_at)
    if schedule.closes_at == LAST_MINUTE:
        closes += timedelta(minutes=1)
    elif closes <= opens:
        closes += timedelta(days=1)
    return opens <= local < closes


def in_words(words: Words, language: str, fallbacks: Iterable[str] = ()) -> str:
    """The text in `language`, else the one for all languages, else of the first fallback, else any; `""` when there is none."""
    order = (language, "", *fallbacks, *words)
    return next((words[code] for code in order if words.get(code)), "")
