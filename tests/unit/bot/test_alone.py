"""What needs no memory of the talk: shared places, long texts, what cannot be read. The engine never hears of it."""

import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.without_engine import replies_without_engine
from bot.conversation import Conversation, Rooms
from bot.inbound import InboundMessage
from bot.payloads import ALONE, asks_for_more, location_payload, parse_payload, place_of
from bot.pseudonyms import Pseudonyms
from bot.redaction import Redactor
from bot.safety import Danger
from bot.settings import Settings
from bot.texts import Texts
from knowledge_base.directory import Location
from knowledge_base.distances import in_words_of, metres, nearest_first
from knowledge_base.guide import Guide
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.bot.fakes import FakeCounter, FakeDanger, FakeEngine, FakeIdentification, FakeLibrary, FakeRedactor, entry, toolbox

TEXTS = Texts.load()
HERE = (43.263, -2.935)
NEAR, FAR, UNKNOWN = (
    Location("Calle Uno 1", latitude=43.264, longitude=-2.935),
    Location("Calle Dos 2", latitude=43.30, longitude=-2.99),
    Location("?"),
)


class House:
    def __init__(self, *services):
        self.engine = FakeEngine()
        library = FakeLibrary(entry("tis-osakidetza"), directory=directory(*services))
        rooms = Rooms(
            identify=FakeIdentification(),
            redactor=FakeRedactor(),
            danger=FakeDanger("danger", Danger.VIOLENCE),
            engine=self.engine,
            without_engine=partial(replies_without_engine, tools=toolbox(library)),
            texts=TEXTS,
            counter=FakeCounter(),
            pseudonyms=Pseudonyms(b"secret"),
        )
        self.conversation = Conversation(rooms, Settings())

    async def says(self, text: str, language: str = "es"):
        return await self.conversation.answer(InboundMessage(text, "ana", "telegram", language))


@pytest.mark.parametrize("text", ["near:43.263_-2.935", "unread:photo", "agent:start", "more:tis-osakidetza", "more:gone", "near:x"])
async def test_engine_never_hears_of_it(text):
    house = House(service("srv-a", location=NEAR))
    (reply,) = await house.says(text)

    assert reply.text and house.engine.sent == [] and parse_payload(text).act in ALONE


async def test_other_buttons_still_go_to_the_engine():
    house = House()
    await house.says("topic:tis-osakidetza")

    assert len(house.engine.sent) == 1


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
async def test_nearest_service_comes_first_with_its_distance(language):
    house = House(service("srv-far", location=FAR), service("srv-near", location=NEAR), service("srv-unknown", location=UNKNOWN))
    (reply,) = await house.says(location_payload(*HERE), language)

    assert reply.text.startswith(TEXTS.get(language, "service.near"))
    assert 0 < reply.text.index("Calle Uno 1") < reply.text.index("Calle Dos 2")
    assert TEXTS.get(language, "service.distance", value=in_words_of(111, language)) in reply.text
    assert reply.buttons[0].payload == "act:talk_to_human" and "43.26" not in reply.text


async def test_unknown_coordinates_are_said_and_never_guessed():
    house = House(service("srv-a", location=UNKNOWN, needs=("contact",)), service("srv-b", location=None, needs=("padron",)))
    (reply,) = await house.says(location_payload(*HERE))

    assert reply.text.startswith(TEXTS.get("es", "service.near_unknown"))
    assert TEXTS.get("es", "service.distance").split("{")[0] not in reply.text
    assert "010" in reply.text, "who answers as a person is named all the same"


async def test_whole_entry_stands_below_its_title():
    (reply,) = await House().says("more:tis-osakidetza")

    assert reply.text == "tis-osakidetza (es)" and reply.more.startswith("## Qu") and reply.topic == "tis-osakidetza" and reply.sources


async def test_what_was_not_read_is_said_with_a_way_to_a_human():
    (reply,) = await House().says("unread:voice", "ar")

    assert reply.text == TEXTS.get("ar", "only_text") and [button.payload for button in reply.buttons] == ["act:talk_to_human"]


def test_distance_is_that_of_the_globe():
    madrid, bilbao = Location(latitude=40.4168, longitude=-3.7038), (43.2630, -2.9350)

    assert abs(metres(madrid, *bilbao) - 322_800) < 500 and metres(Location(latitude=1, longitude=1), 1, 1) == 0
    with pytest.raises(ValueError):
        metres(UNKNOWN, *bilbao)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_never_more_than_half_way_round(a, b, c, d):
    assert 0 <= metres(Location(latitude=a, longitude=b), c, d) <= 20_015_200


def test_nearest_leaves_out_what_has_no_coordinates():
    services = [service("srv-far", location=FAR), service("srv-x", location=UNKNOWN), service("srv-near", location=NEAR)]

    assert [each.id for each in nearest_first(services, *HERE)] == ["srv-near", "srv-far"]
    assert [each.id for each in Guide(FakeLibrary(directory=directory(*services)), TEXTS).nearest("bilbao", *HERE)] == [
        "srv-near",
        "srv-far",
    ]


@pytest.mark.parametrize(("distance", "words"), [(10, "50"), (420, "400"), (949, "950"), (951, "1"), (2340, "2,3")])
def test_distances_are_round(distance, words):
    assert in_words_of(distance, "es").startswith(f"{words}\xa0") or in_words_of(distance, "es").startswith(f"{words} ")


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_place_travels_as_a_payload_to_a_hundred_metres(latitude, longitude):
    payload = parse_payload(location_payload(latitude, longitude))
    there = place_of(payload.argument)

    assert json.dumps(there) and abs(there[0] - latitude) <= 0.00051 and abs(there[1] - longitude) <= 0.00051


def test_redaction_leaves_a_shared_place_where_it_is_used_and_nowhere_else():
    def redacted(text: str):
        raw = InboundMessage(text, "ana", "telegram")
        return Redactor.load().redact(raw, language="es", conversation="c", city="bilbao", payload=parse_payload(text))

    shared, typed = redacted("near:43.263_-2.935"), redacted("near:612345678")
    assert shared.payload.argument == "43.263_-2.935" and "43.263" not in shared.text
    assert "612345678" not in f"{typed.payload} {typed.text}"


@pytest.mark.parametrize("argument", ["", "x", "91.000_0.000", "0.000_181.000", "1_1", "1.0000_1.000", "nan_nan", "43.263_-2.935_1"])
def test_what_is_no_place_is_none(argument):
    assert place_of(argument) is None


@pytest.mark.parametrize(("text", "asks"), [("more:padron", True), (" more:padron ", True), ("topic:padron", False), ("more", False)])
def test_only_the_button_asks_for_more(text, asks):
    assert asks_for_more(text) is asks
