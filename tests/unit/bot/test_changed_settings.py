"""What an admin changes is what people get, from the next message on, in every process: languages, contacts, hours, retention."""

import time
from collections.abc import Iterator
from itertools import count

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.bootstrap import House
from bot.current_settings import CHANGEABLE
from bot.inbound import InboundMessage
from bot.settings import Settings
from bot.storage.database import migrate
from connectors.web_channel.conversation_ids import ConversationIds
from connectors.web_channel.routes import web_router
from tests.unit.bot.fakes import FakeEngine

_CHATS, ENGINE = count(700_800), FakeEngine()
ROMANIAN = "Bună ziua, aș vrea să știu unde pot găsi un medic pentru copilul meu, vă rog"


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[House]:
    """The real house on an empty database; its engine repeats what it is asked."""
    house = House(Settings(data_dir=tmp_path_factory.mktemp("house")))
    migrate(house.database)
    yield house
    house.database.dispose()


@pytest.fixture
def house(opened) -> House:
    """With the settings of its start."""
    opened.current.change(dict.fromkeys(CHANGEABLE), "the test before")
    return opened


@pytest.fixture(scope="module")
def conversation(opened):
    return opened.conversation(ENGINE)


@pytest.fixture
def talk(conversation):
    """Somebody nobody heard of before."""
    ENGINE.silent, chat = False, str(next(_CHATS))

    async def says(text: str):
        return await conversation.answer(InboundMessage(text, chat, "telegram"))

    return says


@pytest.fixture
def talk_in_an_outage(talk):
    ENGINE.silent = True
    return talk


async def test_language_that_is_off_is_answered_in_that_of_the_house_and_said_once(house, talk):
    says = talk
    assert [reply.language for reply in await says(ROMANIAN)] == ["ro"]
    house.current.change({"languages_off": "ro ur"}, "ana")
    said, answer = await says(ROMANIAN)

    assert (said.language, answer.language) == ("ro", "es")
    assert said.text == house.texts.get("ro", "language_off", language="Español")
    assert [reply.language for reply in await says(ROMANIAN)] == ["es"], "said once"
    house.current.change({"languages_off": ""}, "ana")
    assert [reply.language for reply in await says(ROMANIAN)] == ["ro"]


async def test_danger_is_answered_in_the_language_of_the_person_all_the_same(house, talk):
    house.current.change({"languages_off": "ro"}, "ana")
    replies = await talk("ajutor, soțul meu mă bate și vrea să mă omoare")

    alarm = next(reply for reply in replies if reply.emergency)
    assert alarm.language == "ro" and "112" in alarm.text.splitlines()[0]


async def test_language_that_is_off_is_not_offered_nor_chosen(house, talk_in_an_outage):
    house.current.change({"languages_off": "ro"}, "ana")
    says = talk_in_an_outage
    offered = [button.payload for reply in await says("act:greet") for button in reply.buttons]

    assert "language:fr" in offered and "language:ro" not in offered
    assert all(reply.language != "ro" for reply in await says("language:ro"))


def test_page_does_not_offer_it_and_opens_in_that_of_the_house(house, conversation):
    app = FastAPI()
    app.include_router(web_router(conversation, house.spoken, ConversationIds(house.secret)))
    page = TestClient(app)
    assert 'data-language="ro"' in page.get("/?language=ro").text
    house.current.change({"languages_off": "ro"}, "ana")
    shown = page.get("/?language=ro")

    assert shown.headers["content-language"] == "es"
    assert 'data-language="ro"' not in shown.text and 'data-language="fr"' in shown.text


async def test_who_asks_for_a_person_gets_the_team_and_its_hours(house, talk_in_an_outage):
    house.current.change({"human_contact": "944 00 00 00, Plaza Nueva 1", "human_hours": "9-14"}, "ana")
    said = (await talk_in_an_outage("act:talk_to_human"))[0].text

    assert said.index("944 00 00 00, Plaza Nueva 1") < said.index("9-14")
    house.current.change({"operator": "The town hall of the tests"}, "ana")
    assert "The town hall of the tests" in (await talk_in_an_outage("act:privacy"))[0].text


def test_change_in_one_process_holds_in_another_within_a_second(house):
    other = House(Settings(data_dir=house.settings.data_dir))
    other.current.follow()
    house.current.change({"answer_from": "0.7", "languages_off": "zh"}, "ana")
    changed = time.monotonic()
    while "zh" in other.spoken.languages and time.monotonic() - changed < 5:
        time.sleep(0.02)

    assert time.monotonic() - changed < 1.0
    assert other.thresholds().answer == 0.7 == house.thresholds().answer
    other.current.close()
    other.database.dispose()


def test_what_is_kept_shorter_is_gone_earlier(house):
    house.reaching.remember("telegram", "700800")
    kept = house.reaching._seconds()
    house.current.change({"reachable_days": "2", "inflight_minutes": "10", "later_hours": "1"}, "ana")

    assert (kept, house.reaching._seconds(), house.later._seconds()) == (7 * 86400.0, 2 * 86400.0, 3600.0)
    assert house.stored._content_seconds() == 600.0
