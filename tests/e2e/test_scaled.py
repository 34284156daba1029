"""The scaled profile as deploy/ describes it: two apps and two engines on one PostgreSQL and one Redis, behind nginx. Any process can die.

The platforms count what came twice; it may only where nobody could know that it had arrived (decision 0011).
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from bot.storage.database import make_engine
from knowledge_base.sql_repository import SqlEntryRepository
from tests.e2e.faults import web_people
from tests.e2e.faults.crowd import Crowd, kinds
from tests.e2e.faults.platforms import platforms
from tests.e2e.scaled import scaled
from tests.e2e.scaled_deaths import all_dies
from tests.e2e.scaled_traces import kept, restored
from tests.e2e.test_canary import canaries, leaks, needles
from tests.e2e.test_canary_whatsapp import inside_base64
from tests.servers import Missing

ON_EACH = 50  # people on each platform, five messages each: five hundred
MOMENT = 1.0  # seconds before a kill in which a message may have been taken without our knowing
CARD = "¿Cómo saco la tarjeta sanitaria?"


@pytest.fixture(scope="module")
def both():
    with platforms() as both:
        yield both


@pytest.fixture(scope="module")
def said():
    """Every canary of this module, for the search at its end."""
    return []


@pytest.fixture(scope="module")
def house(tmp_path_factory, both):
    with ExitStack() as stack:
        try:
            house = stack.enter_context(scaled(tmp_path_factory.mktemp("scaled") / "house", **both.settings()))
        except Missing as missing:
            pytest.skip(str(missing))
        yield house


def test_people_are_answered_in_their_language_through_the_proxy(house):
    assert house.person().says(CARD).topic == "tis-osakidetza"
    arabic = house.person().says("كيف أحصل على البطاقة الصحية؟")

    assert arabic["language"] == "ar" and arabic.topic and arabic.sources
    assert house.clients[0].get("/").status_code == 200


def test_talk_goes_on_in_the_other_process(house):
    person, there = house.person(1), house.person(2)
    assert person.says(CARD).topic == "tis-osakidetza"
    there.conversation = person.conversation
    follow_up = there.says("¿y cuánto cuesta?")
    person.presses("language:fr")

    assert follow_up.topic == "tis-osakidetza"
    assert there.presses("act:talk_to_human")["replies"][0]["text"] != there.presses("language:es")["replies"][0]["text"]
    assert person.says("ok, gracias")["language"] == "es"


def test_forgotten_talk_is_forgotten_in_both(house):
    person, there = house.person(1), house.person(2)
    person.says(CARD)
    there.conversation = person.conversation
    there.presses("act:forget_me")

    assert person.says("¿y cuánto cuesta?").topic is None


def test_messages_of_one_conversation_keep_their_order_between_processes(house):
    """A question to one process and, before it is answered, what only makes sense after it to the other."""
    waiting = redis.Redis.from_url(house.redis_url)

    def talk(number: int) -> str | None:
        first, second = house.person(1 + number % 2), house.person(2 - number % 2)
        first.says("hola")
        second.conversation = first.conversation
        with ThreadPoolExecutor(2) as both_at_once:
            asked = both_at_once.submit(first.says, CARD)
            while not (next(waiting.scan_iter("harrera:turns:*"), None) or asked.done()):
                time.sleep(0.001)  # until the first has its turn
            follow_up = both_at_once.submit(second.says, "¿y cuánto cuesta?")
            assert asked.result().topic == "tis-osakidetza"
            return follow_up.result().topic

    assert [talk(number) for number in range(6)] == ["tis-osakidetza"] * 6
    waiting.close()


def test_redelivery_to_the_other_process_is_answered_once(house, both):
    crowd = Crowd.of(3)
    for number in (1, 2, 1, 2):
        asyncio.run(crowd.deliver(str(house.clients[number].base_url)))
    verdict = asyncio.run(crowd.until_answered(both))

    assert (verdict.lost, verdict.twice, verdict.out_of_order) == ([], [], [])


def test_what_staff_publish_is_live_in_both_within_a_second(house):
    engine = make_engine(house.database)
    repository = SqlEntryRepository(engine)
    entry = repository.entry("tis-osakidetza", "bilbao")
    texts = [replace(text, summary=f"Zirkonia. {text.summary}") if text.language == "es" else text for text in entry.texts.values()]
    repository.save([replace(entry, texts={text.language: text for text in texts})])
    published, seconds = time.monotonic(), []
    for door in (1, 2):
        while "Zirkonia" not in house.person(door).presses("topic:tis-osakidetza").text:
            assert time.monotonic() - published < 20
        seconds.append(time.monotonic() - published)
    engine.dispose()

    assert max(seconds) < 1.0, seconds


def test_process_is_restarted_and_nobody_notices(house):
    person = house.person()
    person.says(CARD)
    for ending in (True, False):
        with ThreadPoolExecutor(1) as beside:
            asking = beside.submit(lambda: asyncio.run(web_people.ask(house.url, 20, "127.0.0.1", times=2)))
            time.sleep(0.3)
            house.apps[0].stop() if ending else house.apps[0].start()
            assert asking.result() == []
    house.until(lambda: house.is_ready(0))

    assert person.says("¿y cuánto cuesta?").topic == "tis-osakidetza"


def test_redis_postgresql_an_app_and_an_engine_die_and_nothing_is_lost(house, both, said):
    crowd = Crowd.of(ON_EACH)
    said += crowd.canaries + [inside for each in crowd.neighbours for inside in inside_base64(each.canaries[0])]
    verdict, killed = asyncio.run(all_dies(house, both, crowd))

    assert crowd.delivered == 10 * ON_EACH
    assert (verdict.lost, verdict.out_of_order) == ([], []), kinds(list(verdict.first.values()))
    assert [t.about for t in verdict.twice if not 0 < killed - verdict.first[t.chat, t.about].at < MOMENT] == []


def test_one_process_tells_its_figures_to_who_has_the_word(house):
    house.until(lambda: 'harrera_inbound_updates{state="waiting"} 0.0' in house.metrics(0), 60)
    found = house.metrics(0)

    assert house.clients[1].get("/metrics").status_code == 403
    assert [house.clients[0].get(path).status_code for path in ("/metrics", "/readyz", "/webhook")] == [404] * 3
    assert "harrera_store_ready 1.0" in found and "harrera_engine_ready 1.0" in found and "harrera_inbound_oldest_seconds 0.0" in found
    assert 'harrera_content_age_seconds{what="entries"}' in found and 'harrera_engine_seconds_count{outcome="answered"}' in found


def test_dump_is_restored_whole(house, tmp_path):
    engines = [make_engine(each) for each in (house.database, restored(house, tmp_path))]
    before, after = (SqlEntryRepository(engine) for engine in engines)

    assert after.entries("bilbao") == before.entries("bilbao") != [] and after.revision("bilbao") == before.revision("bilbao")
    for engine in engines:
        engine.dispose()


def test_nothing_of_anybody_is_found_anywhere(house, said):
    birds = canaries()
    for _ in range(3):
        house.person(0).says(f"Me llamo {birds['name']}, mi teléfono es {birds['phone']}. {birds['word']}")
    house.clients[0].post("/api/chat", content=f'{{"text": "{birds["word"]}'.encode())
    house.clients[0].get(f"/{birds['word']}", headers={"X-Forwarded-For": birds["phone"]})
    found = kept(house) | {"/metrics": house.metrics(0).encode()}

    wanted = needles(birds) + [each.lower() for each in said]
    assert {"app-0.log", "app-1.log", "engine-1.log", "nginx.log", "redis.log"} <= {Path(where).name for where in found}
    assert b"message_answered" in found[str(house.folder / "app-0.log")] and b"COPY" in found["pg_dump"]
    assert any(where.startswith("harrera:tracker:") for where in found) and any(where.startswith("harrera:talk:") for where in found)
    assert leaks(found, wanted) == []
    assert leaks({"x": f"log {birds['word']}".encode()}, wanted) == ["x"]
