"""Checks of one service that need no other: telephones, hours, days, needs, and what nobody knows."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import phonenumbers

from knowledge_base.check_texts import check_passage
from knowledge_base.directory import DAYS, Schedule, Service
from knowledge_base.editing.services.written import WORDS
from knowledge_base.problems import Problems
from knowledge_base.yaml_text import read_yaml

HERE = "ES"
NEEDS = tuple(read_yaml((files("knowledge_base") / "needs.yml").read_text(encoding="utf-8"))["needs"])
FACTS = ("phone", "hours", "address", "web", "source")


def check_service(service: Service, path: str, problems: Problems) -> None:
    """Note the faults and the advice of a service that could be read."""
    city = path.partition("/")[0]
    for name in WORDS:
        for language, text in getattr(service, name).items():
            for line in text.split("\n"):
                check_passage(line, path, f"{name}.{language or 'mul'}", city, problems)
    for number, phone in enumerate(service.phones, 1):
        if not is_dialled(phone.number):
            problems.fault(path, f"phones[{number}]", "is no telephone number that can be dialled in Spain")
    for need in service.needs:
        if need not in NEEDS:
            problems.fault(path, "needs", f"`{need}` is none of {', '.join(NEEDS)}")
    for day in _overlapping(service.schedules):
        problems.fault(path, "schedules", f"two times of {day} lie over each other")
    if service.closed_until and service.closed_until <= date.today():
        problems.advice(path, "closed_until", "is over")
    for fact in unknown(service):
        problems.advice(path, fact, "is not known")


def is_dialled(number: str) -> bool:
    """A number of this or another country, or a short one such as 112 or 016."""
    try:
        parsed = phonenumbers.parse(number, HERE)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) or phonenumbers.is_valid_short_number_for_region(parsed, HERE) or _is_short(number)


def _is_short(number: str) -> bool:
    """Three to five digits with a nought in front are the services of a town or a government: 010, 012, 016, 061."""
    digits = number.replace(" ", "")
    return digits.isdigit() and 3 <= len(digits) <= 5 and digits[0] == "0"


def unknown(service: Service) -> list[str]:
    """Which of FACTS nobody knows of it."""
    known = {
        "phone": service.phones,
        "hours": service.schedules,
        "address": service.location and service.location.address_1,
        "web": service.url,
        "source": [each for each in service.sources if each.url and each.seen != "C"],
    }
    return [fact for fact in FACTS if not known[fact]]


def _overlapping(schedules: tuple[Schedule, ...]) -> Iterator[str]:
    """Days on which two times lie over each other; one that ends the next morning ends its day at midnight."""
    for day in DAYS:
        times = sorted((each.opens_at.isoformat(), _end(each)) for each in schedules if day in each.byday)
        if any(opens < closed for (_, closed), (opens, _) in zip(times, times[1:])):
            yield day


def _end(schedule: Schedule) -> str:
    return schedule.closes_at.isoformat() if schedule.closes_at > schedule.opens_at else "24:00:00"
