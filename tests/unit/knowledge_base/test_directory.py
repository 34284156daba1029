"""The directory of services: what is found for whom, and what is open."""

from datetime import UTC, datetime, time

import pytest

from knowledge_base.directory import Location, Schedule, in_words, organization, service
from knowledge_base.finding_services import find_services, is_open
from tests.contract.knowledge_base.samples import directory
from tests.contract.knowledge_base.samples import service as a_service

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
EVERY_DAY = (*WEEKDAYS, "SA", "SU")
OFFICE = a_service("srv-office", schedules=(Schedule(time(10), time(14), WEEKDAYS),), needs=("legal",))
SHELTER = a_service(
    "srv-shelter",
    schedules=(Schedule(time(21), time(8), EVERY_DAY),),
    needs=("shelter",),
    location=Location("Calle", district="deusto"),
)
HELPLINE = a_service("srv-line", schedules=(), needs=("legal", "shelter"), location=None)
TOWN = directory(HELPLINE, OFFICE, SHELTER)
SATURDAY_NOON, MONDAY_NOON, TUESDAY_2AM = datetime(2026, 11, 21, 12), datetime(2026, 11, 23, 12), datetime(2026, 11, 24, 2)


def ids(services):
    return [found.id for found in services]


def test_services_are_found_by_id():
    assert service(TOWN, "srv-shelter") is SHELTER
    assert service(TOWN, "unknown") is None
    assert organization(TOWN, OFFICE.organization_id).name == "Ayuntamiento"
    assert organization(TOWN, "unknown") is None


def test_services_are_found_by_need():
    assert ids(find_services(TOWN, need="legal")) == ["srv-line", "srv-office"]
    assert find_services(TOWN, need="unknown") == []


def test_district_comes_before_the_whole_city_and_that_before_other_districts():
    assert ids(find_services(TOWN, district="deusto")) == ["srv-shelter", "srv-line", "srv-office"]
    assert ids(find_services(TOWN, need="legal", district="abando")) == ["srv-office", "srv-line"]


def test_closed_services_are_left_out_and_unknown_hours_come_last():
    assert ids(find_services(TOWN, open_at=MONDAY_NOON)) == ["srv-office", "srv-line"]
    assert ids(find_services(TOWN, open_at=TUESDAY_2AM)) == ["srv-shelter", "srv-line"]


@pytest.mark.parametrize(
    ("schedule", "at", "expected"),
    [
        (Schedule(time(10), time(14), WEEKDAYS), MONDAY_NOON, True),
        (Schedule(time(10), time(14), WEEKDAYS), SATURDAY_NOON, False),
        (Schedule(time(12), time(14), WEEKDAYS), MONDAY_NOON, True),
        (Schedule(time(10), time(12), WEEKDAYS), MONDAY_NOON, False),
        (Schedule(time(21), time(8), ("MO",)), TUESDAY_2AM, True),
        (Schedule(time(21), time(8), ("TU",)), TUESDAY_2AM, False),
        (Schedule(time(0), time(0), EVERY_DAY), TUESDAY_2AM, True),
        (Schedule(time(0), time(23, 59), EVERY_DAY), datetime(2026, 11, 21, 23, 59, 30), True),
        (Schedule(time(20), time(0), ("SA",)), datetime(2026, 11, 21, 23, 59, 59), True),
        (Schedule(time(20), time(0), ("SA",)), datetime(2026, 11, 22, 0, 0), False),
    ],
)
def test_opening_hours_say_what_is_open(schedule, at, expected):
    assert is_open(a_service(schedules=(schedule,)), at) is expected


def test_opening_hours_are_local():
    in_summer, in_winter = datetime(2026, 7, 20, 8, 30, tzinfo=UTC), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert is_open(OFFICE, in_summer) is True
    assert is_open(OFFICE, in_winter) is False


def test_unknown_hours_are_neither_open_nor_closed():
    assert is_open(HELPLINE, MONDAY_NOON) is None


def test_words_come_in_the_best_language():
    assert in_words({"es": "a", "ar": "b"}, "ar") == "b"
    assert in_words({"es": "a", "fr": "b"}, "ar", ["fr"]) == "b"
    assert in_words({"": "x"}, "ar", ["es"]) == "x"
    assert in_words({"eu": "e"}, "ar", ["fr"]) == "e"
    assert in_words({}, "ar") == ""


@pytest.mark.parametrize(
    "build",
    [
        lambda: Schedule(time(10), time(14), ()),
        lambda: Schedule(time(10), time(14), ("LU",)),
        lambda: directory(a_service(organization_id="unknown")),
        lambda: a_service("a b"),
        lambda: a_service(name={}),
    ],
)
def test_impossible_services_cannot_be_built(build):
    with pytest.raises(ValueError):
        build()
