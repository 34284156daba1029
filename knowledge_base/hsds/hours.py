"""Reads the schedules of a service, RRULEs in columns, into weekly opening hours.

What is weekly, valid today and in our local time becomes a Schedule. One rule that is anything else (each first Saturday, another
time zone, no hours) makes all hours of the service unknown: known by half, they would call an open door closed.
"""

import re
from collections.abc import Iterable
from datetime import date, time

from knowledge_base.directory import DAYS, Schedule
from knowledge_base.fields import Fields
from knowledge_base.hsds.tables import Row
from knowledge_base.problems import Problems

OFFSETS = {"+01:00", "+0100", "+02:00", "+0200"}  # Spain in winter and in summer
_ZONES = {"1", "2", "1.0", "2.0"}
_NAMES = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_DAY = {form: day for day, name in zip(DAYS, _NAMES) for form in (day, name[:3], name)}
_TIME = re.compile(r"(\d?\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
_NOT_WEEKLY = ("count", "byweekno", "bymonthday", "byyearday")


class Unsayable(ValueError):
    """A rule of opening that is correct and that weekly hours cannot say; the message tells why."""


def read_hours(rows: Iterable[Row], today: date, problems: Problems) -> tuple[Schedule, ...]:
    """The weekly hours that hold today; none, with advice, when one of the rules is not weekly. Wrong times and days are faults."""
    found, is_whole = [], True
    for row in rows:
        try:
            found.append(_schedule(row, today, problems))
        except Unsayable as reason:
            problems.advice(row.path, f"{row.place}.{row.table}", f"{reason}, so the opening hours of the service stay unknown")
            is_whole = False
    return tuple(filter(None, found)) if is_whole else ()


def _schedule(row: Row, today: date, problems: Problems) -> Schedule | None:
    fields = row.fields(problems)
    if not _holds(row, fields, today):
        return None
    _check_weekly(fields)
    days = _days(fields)
    opens, closes = (_clock(row, fields, key) for key in ("opens_at", "closes_at"))
    return Schedule(opens, closes, days) if opens is not None and closes is not None and days else None


def _holds(row: Row, fields: Fields, today: date) -> bool:
    begins = [day for key in ("valid_from", "dtstart") if (day := fields.day(key, required=False))]
    ends = [day for key in ("valid_to", "until") if (day := fields.day(key, required=False))]
    if any(day > today for day in begins) or any(day < today for day in ends):
        fields.problems.advice(row.path, row.place, "does not hold today and is left out")
        return False
    if ends:
        fields.problems.advice(row.path, row.place, f"holds until {min(ends)}; the directory does not know that")
    return True


def _check_weekly(fields: Fields) -> None:
    said = {key: fields.text(key, required=False).strip() for key in ("freq", "interval", "timezone", *_NOT_WEEKLY)}
    is_weekly = said["freq"].upper() in ("", "WEEKLY", "DAILY") and said["interval"] in ("", "1", "1.0")
    if not is_weekly or any(said[key] for key in _NOT_WEEKLY):
        raise Unsayable("is not the same every week")
    if said["timezone"] and said["timezone"] not in _ZONES:
        raise Unsayable("is in another time zone")


def _days(fields: Fields) -> tuple[str, ...]:
    """The days in `byday`, such as `MO,TU`; else the day of `dtstart`; every day when it is daily."""
    words = [word for word in re.split(r"[\s,;]+", fields.text("byday", required=False).upper()) if word]
    if not words:
        start = fields.day("dtstart", required=False)
        if fields.text("freq", required=False).strip().upper() == "DAILY":
            return DAYS
        if start is None:
            raise Unsayable("does not say on which days")
        return (DAYS[start.weekday()],)
    if any(re.fullmatch(r"[+-]?\d\d?[A-Z]{2}", word) for word in words):
        raise Unsayable("is not the same every week")
    if any(word not in _DAY for word in words):
        fields.fault("byday", f"days are {','.join(DAYS)}")
        return ()
    return tuple(dict.fromkeys(_DAY[word] for word in words))


def _clock(row: Row, fields: Fields, key: str) -> time | None:
    text = fields.text(key, required=False).strip()
    if not text:
        raise Unsayable("does not say from when to when")
    match = _TIME.fullmatch(text)
    if match and match[2] and match[2] not in OFFSETS:
        raise Unsayable("is in another time zone")
    return Fields({key: match[1] if match else text}, row.path, fields.problems, row.place).clock(key)
