"""From an entry to a reply, services in words, and a library that is live: with a repository in memory."""

import threading
import time
from dataclasses import replace
from datetime import datetime
from datetime import time as clock

import pytest

from bot.messages import Decision
from bot.texts import Texts
from knowledge_base.answers import Answers
from knowledge_base.city_content import CityContent
from knowledge_base.directory import Location, Schedule
from knowledge_base.guide import Guide
from knowledge_base.question import Question
from knowledge_base.service_cards import ServiceCards
from matching.following import LOOK_AGAIN
from matching.items import Candidate, Match
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.bot.fakes import FakeLibrary, doubtful, entry, memory_library, sure_of

TEXTS = Texts.load()
CARDS = ServiceCards(TEXTS)


def answers(*entries, **found) -> Answers:
    library = FakeLibrary(*entries, found=found)
    return Answers(library, Guide(library, TEXTS), TEXTS)


def question(text: str, language: str = "es", **in_talk) -> Question:
    return Question(text, language, language, "bilbao", **in_talk)


def test_reply_has_words_sources_date_and_status():
    reply = answers(entry("tis"), x=sure_of("tis")).reply(question("x"))

    assert (reply.decision, reply.topic, reply.probability) == (Decision.ANSWER, "tis", 0.9)
    assert reply.text.startswith("Summary of tis in es.") and reply.more.startswith("## ")
    assert [source.title for source in reply.sources] == ["Town", "Blog"], "official pages first"
    assert "2 de enero de 2026" in reply.notice and TEXTS.get("es", "answer.machine_draft") in reply.notice


def test_missing_language_falls_back_and_says_so():
    reply = answers(entry("tis", languages=("es",)), x=sure_of("tis")).reply(question("x", "eu"))

    assert reply.language == "es"
    assert TEXTS.get("eu", "answer.only_in", language="Español") in reply.notice


def test_doubt_asks_with_titles_as_buttons_and_a_human():
    reply = answers(entry("a"), entry("b"), x=doubtful("a", "b")).reply(question("x"))

    assert reply.decision is Decision.ASK and reply.sources == () and reply.topic is None
    assert [button.payload for button in reply.buttons] == ["topic:a", "topic:b", "act:talk_to_human"]


@pytest.mark.parametrize("match", [Match("none"), Match("none", (Candidate("a", 0.1),)), Match("answer", (Candidate("gone", 0.9),))])
def test_nothing_found_is_said_with_the_way_to_a_human(match):
    reply = answers(entry("a"), x=match).reply(question("x"))

    assert reply.decision is Decision.NONE and reply.topic is None and reply.sources == ()
    assert reply.buttons[-1].payload == "act:talk_to_human"


def test_entry_of_another_city_is_not_given():
    library = answers(entry("a"))

    assert library.topic_reply("a", "es", "valencia") is None
    assert library.title("a", "es", "valencia") == library.notice("a", "es", "valencia") == ""


def test_related_entries_are_offered_and_missing_ones_are_not():
    reply = answers(entry("a", section="health", related=("b", "gone")), entry("b"), x=sure_of("a")).reply(question("x"))

    assert [button.payload for button in reply.buttons] == ["topic:b", "act:talk_to_human"]


def test_follow_up_goes_where_the_matcher_is_sure():
    known = answers(entry("a", related=("b",)), entry("b"), **{"a > ¿y eso?": sure_of("b", 0.7)})

    assert known.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "b"
    assert known.follow_up(question("¿y eso?", after="gone", aspect="cost")) is None


def test_part_that_the_topic_has_is_not_given_up_for_an_entry_that_lacks_it():
    silent = replace(entry("b").texts["es"], body="## Qué hacer\n1. Ve.")
    known = answers(entry("a", related=("b",)), entry("b", texts={"es": silent}), **{"a > ¿y eso?": sure_of("b", 0.7)})

    assert known.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "a"
    assert known.follow_up(question("¿y eso?", after="a")).topic == "b"


def test_doubtful_follow_up_stays_near_the_topic():
    near = answers(entry("a", related=("b",)), entry("b", section="work"), **{"a > ¿y eso?": doubtful("b", "a")})
    assert near.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "b"

    far = answers(entry("a"), entry("c", section="work"), **{"a > ¿y eso?": doubtful("c", "a")})
    assert far.follow_up(question("¿y eso?", after="a", aspect="cost")).topic == "a"
    unknown = answers(entry("a"), **{"a > ¿y eso?": Match("none", (Candidate("a", 0.1),))})
    assert unknown.follow_up(question("¿y eso?", after="a", aspect="cost")).text == f"{TEXTS.get('es', 'aspects.cost')}\nNada."


def test_question_about_the_last_topic_gets_the_part_it_names():
    known = answers(entry("a"), **{"a > ¿y cuánto?": sure_of("a", 0.7)})
    (reply,) = known.replies(question("¿y cuánto?", after="a", aspect="cost"))

    assert (reply.text, reply.probability) == (f"{TEXTS.get('es', 'aspects.cost')}\nNada.", 0.7)


def test_doubt_about_the_last_topic_is_answered_with_the_others_as_buttons():
    def asked(probability: float) -> Match:
        return Match("ask", (Candidate("a", probability), Candidate("b", 0.3)))

    known = answers(entry("a"), entry("b", section="work"), **{"a > ¿y eso?": asked(0.45), "a > ¿y aquello?": asked(0.35)})
    (stays,), (doubts,) = (known.replies(question(text, after="a")) for text in ("¿y eso?", "¿y aquello?"))

    assert stays.topic == "a" and stays.buttons[0].payload == "topic:b" and stays.probability == 0.45
    assert doubts.decision is Decision.ASK and doubts.topic is None


def test_doubt_where_a_talk_goes_is_answered_with_the_others_as_buttons_and_outside_of_talks_asked_back():
    goes_on = Match("ask", (Candidate("b", 0.45), Candidate("a", 0.3)))
    known = answers(entry("a"), entry("b", section="work"), **{"a > ¿y eso?": goes_on, "¿y eso?": goes_on})
    (in_talk,), (alone,) = (known.replies(question("¿y eso?", after=after)) for after in ("a", None))

    assert (in_talk.topic, in_talk.probability, in_talk.buttons[0].payload) == ("b", 0.45, "topic:a")
    assert alone.decision is Decision.ASK


@pytest.mark.parametrize(("probability", "section", "topic"), [(0.05, "padron", "b"), (0.02, "padron", "a"), (0.05, "work", "a")])
def test_part_that_the_topic_lacks_is_given_by_an_entry_near_it_that_may_be_meant(probability, section, topic):
    silent = replace(entry("a").texts["es"], body="## Qué hacer\n1. Ve.")
    match = Match("answer", (Candidate("a", 0.9), Candidate("b", probability)))
    known = answers(entry("a", texts={"es": silent}), entry("b", section=section), **{"a > ¿y cuánto?": match})

    assert known.follow_up(question("¿y cuánto?", after="a", aspect="cost")).topic == topic
    assert known.replies(question("¿y cuánto?", after="a", aspect="cost"))[0].topic == topic


def test_words_of_one_title_name_it():
    known = answers(entry("tarjeta-sanitaria"), entry("clases"))

    assert known.named("la tarjeta", ["tarjeta-sanitaria", "clases"], "es", "bilbao") == "tarjeta-sanitaria"
    assert known.named("la tarjeta de clases", ["tarjeta-sanitaria", "clases"], "es", "bilbao") is None
    assert known.named("es", ["tarjeta-sanitaria", "clases"], "es", "bilbao") is None, "in both titles"


def test_sources_of_topics_are_not_repeated():
    assert len(answers(entry("a"), entry("b")).sources_of(["a", "b", "gone"], "bilbao")) == 1


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


def until(done) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_changed_entry_is_live_without_a_restart():
    library, repository = memory_library()
    repository.save([entry("a"), entry("b")])
    library.open("bilbao")
    assert library.size("bilbao") == 2
    repository.save([replace(entry("a"), texts={"es": replace(entry("a").texts["es"], summary="Edited.")}), entry("c")])
    time.sleep(LOOK_AGAIN)

    until(lambda: library.entry("a", "bilbao").texts["es"].summary == "Edited.")
    assert library.entry("c", "bilbao") and library.size("bilbao") == 3


def test_old_entries_answer_while_the_new_ones_are_fitted():
    library, repository = memory_library()
    repository.save([entry("a")])
    library.open("bilbao")
    gate = threading.Event()
    read = repository.entries
    repository.entries = lambda city: (gate.wait(20), read(city))[1]
    repository.publish([CityContent("bilbao", (entry("b"),), negatives=())])  # too much for a patch: all is fitted
    time.sleep(LOOK_AGAIN)

    assert library.entry("a", "bilbao") and library.entry("b", "bilbao") is None
    assert library.match("a", "es", "bilbao").decision in ("answer", "ask", "none")
    gate.set()
    until(lambda: library.entry("b", "bilbao"))


def test_one_changed_entry_is_live_without_reading_or_fitting_all():
    library, repository = memory_library()
    repository.save([entry("a"), entry("b")])
    library.open("bilbao")
    repository.entries = lambda city: pytest.fail("all entries were read")
    title = replace(entry("b").texts["es"], title="Cigüeñas", questions=("¿dónde anidan las cigüeñas?",))
    repository.save([replace(entry("b"), texts={"es": title})])

    until(lambda: library.entry("b", "bilbao").texts["es"].title == "Cigüeñas")
    assert library.match("donde anidan las cigüeñas", "es", "bilbao").candidates[0].id == "b"
    repository.remove("a", "bilbao")
    until(lambda: library.entry("a", "bilbao") is None)
    library.close()


def test_entry_that_the_city_takes_away_comes_back_from_its_layer():
    library, repository = memory_library()
    shared = replace(entry("a"), city="spain", section="work")
    repository.publish([CityContent("spain", (shared,)), CityContent("bilbao", (entry("a"), entry("b")), layers=("spain",))])
    library.open("bilbao")
    repository.remove("a", "bilbao")

    until(lambda: library.entry("a", "bilbao").section == "work")
    library.close()


def test_city_that_nobody_wrote_for_is_neither_kept_nor_logged(caplog):
    library, _ = memory_library()
    with caplog.at_level("INFO", "harrera"):
        for number in range(50):
            assert library.match("x", "es", f"made-up-{number}").decision == "none"
            assert library.entry("a", f"made-up-{number}") is None and library.directory(f"made-up-{number}") is None

    assert "made-up" not in caplog.text and library.size("made-up-1") == 0


def test_city_has_the_entries_of_its_layers_unless_it_has_its_own():
    library, repository = memory_library()
    repository.publish(
        [
            CityContent("spain", (replace(entry("a"), city="spain"), replace(entry("b"), city="spain"))),
            CityContent("bilbao", (entry("b"),), layers=("spain",)),
        ]
    )
    library.open("bilbao")

    assert library.size("bilbao") == 2 and library.entry("a", "bilbao").city == "bilbao"
    repository.save([replace(entry("c"), city="spain")])
    until(lambda: library.entry("c", "bilbao"))
