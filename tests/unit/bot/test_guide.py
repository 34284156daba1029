"""Services in words, chosen by need, district and hour."""

from dataclasses import replace
from datetime import datetime
from datetime import time as clock

import pytest

from bot.texts import Texts
from knowledge_base.directory import Location, Schedule
from knowledge_base.guide import Guide
from knowledge_base.service_cards import ServiceCards
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.bot.fakes import FakeLibrary, entry

TEXTS = Texts.load()
CARDS = ServiceCards(TEXTS)


def guide(*services) -> Guide:
    return Guide(FakeLibrary(directory=directory(*services)), TEXTS)


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
def test_card_says_what_is_known_and_what_is_not(language):
    full = CARDS.short(service(), language)
    bare = CARDS.short(service(phones=(), schedules=(), location=None), language)

    assert "010" in full and "Calle Colón 3" in full and "10:00-14:30" in full
    for key in ("phone", "address", "hours"):
        assert TEXTS.get(language, f"service.{key}_unknown") in bare


def test_day_and_night_is_said_in_words():
    always = service(schedules=(Schedule(clock(0), clock(23, 59), ("MO", "TU", "WE", "TH", "FR", "SA", "SU")),))

    assert TEXTS.get("es", "service.hours_all_day") in CARDS.short(always, "es")


def test_long_card_has_a_map_languages_and_what_to_bring():
    card = CARDS.long(service(required_documents={"es": "Pasaporte"}, languages=("es", "ar")), "es")

    assert "openstreetmap.org/?mlat=43.2603" in card and "Pasaporte" in card and "español, árabe" in card
    assert "openstreetmap.org/search?query=Calle%20Col" in CARDS.long(service(location=Location("Calle Colón 3", "Bilbao")), "es")
    assert "openstreetmap" not in CARDS.long(service(location=None), "es")


@pytest.mark.parametrize(("hour", "key"), [(11, "service.open_now"), (16, "service.closed_now")])
def test_open_now_is_said_by_the_hours_we_have(hour, key):
    assert TEXTS.get("es", key) in CARDS.short(service(), "es", datetime(2026, 11, 23, hour))
    assert TEXTS.get("es", key) not in CARDS.short(service(schedules=()), "es", datetime(2026, 11, 23, hour))


def test_services_are_found_by_need_district_and_hour():
    closed = service("srv-closed", needs=("shelter",), schedules=(Schedule(clock(8), clock(9), ("MO",)),))
    near, far = (service(f"srv-{name}", needs=("shelter",), location=Location("x", "y", district=name)) for name in ("deusto", "abando"))
    found = guide(far, closed, near).find("bilbao", "shelter", None, "deusto", datetime(2026, 11, 23, 11))

    assert [each.id for each in found] == ["srv-deusto", "srv-abando"], "the closed one is left out"


def test_entry_for_many_cities_shows_who_helps_in_this_one():
    known = guide(service("srv-law", needs=("legal_aid",)), service("srv-other", needs=("food",)))
    shared = replace(entry("asilo"), needs=("legal_aid",))

    assert TEXTS.get("es", "service.local") in known.local_help(shared, "es") and "010" in known.local_help(shared, "es")
    assert known.local_help(entry("asilo"), "es") == ""


def test_source_that_nobody_saw_is_no_source_line():
    reply = guide().reply([service()], "es")

    assert reply.sources and all(source.url and source.checked_on for source in reply.sources)
    assert reply.notice == TEXTS.get("es", "service.unverified")


def test_city_without_directory_has_no_services():
    nowhere = Guide(FakeLibrary(), TEXTS)

    assert nowhere.find("bilbao", "town_hall", None, None) == [] and nowhere.contacts("bilbao", "es") == ""
    assert nowhere.of_topic("bilbao", "tis-osakidetza") == []
