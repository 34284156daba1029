"""Which services of a directory help: by need, the district's own first, and whether they are open."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge_base.directory import DAYS, HERE, LAST_MINUTE, Directory, Schedule, Service


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
