"""The path of a message, with stand-ins for the rooms: what comes first, what goes on without the engine, what is remembered."""

import asyncio
from functools import partial

import pytest

from bot.actions.without_engine import replies_without_engine
from bot.conversation import Conversation, Rooms
from bot.errors import TooManyMessages
from bot.inbound import InboundMessage
from bot.messages import Decision, Reply
from bot.pseudonyms import Pseudonyms
from bot.safety import Danger, DangerDetector
from bot.settings import Settings
from bot.texts import Texts
from tests.unit.bot.fakes import FakeCounter, FakeDanger, FakeEngine, FakeIdentification, FakeLibrary, FakeRedactor, sure_of, toolbox

TEXTS = Texts.load()


class House:
    """A conversation and its stand-ins."""

    def __init__(
        self,
        engine: FakeEngine,
        certain: bool = True,
        town=lambda text: None,
        for_agents=lambda message, text_language: [],
        danger: DangerDetector | None = None,
        **settings,
    ):
        self.engine, self.counter = engine, FakeCounter()
        self.library = FakeLibrary(found={"hola papeles": sure_of("tis-osakidetza")})
        rooms = Rooms(
            identify=FakeIdentification(),
            redactor=FakeRedactor(),
            danger=danger or FakeDanger("danger", Danger.VIOLENCE, certain),
            engine=engine,
            without_engine=partial(replies_without_engine, tools=toolbox(self.library)),
            texts=TEXTS,
            counter=self.counter,
            pseudonyms=Pseudonyms(b"secret"),
            town=town,
            for_agents=for_agents,
        )
        self.conversation = Conversation(rooms, Settings(**settings))

    async def says(self, text: str, person: str = "ana", channel: str = "web", **changes) -> list[Reply]:
        return await self.conversation.answer(InboundMessage(text, person, channel, **changes))


@pytest.fixture
def house() -> House:
    return House(FakeEngine())


async def test_engine_sees_the_redacted_text_and_a_pseudonym(house):
    (reply,) = await house.says("hola soy Fatima")

    ((message, language),) = house.engine.sent
    assert reply.text == "engine: hola soy [NAME]"
    assert (message.text, language, message.city) == ("hola soy [NAME]", "es", "bilbao")
    assert message.conversation == Pseudonyms(b"secret").of("web", "ana") + "0" and "ana" not in message.conversation


async def test_danger_comes_before_the_engine(house):
    (reply,) = await house.says("hola danger")

    assert reply.emergency and reply.text.startswith("112") and reply.topic == "violencia-genero"
    assert house.engine.sent == []


async def test_engine_is_told_of_the_danger_that_it_did_not_hear_until_it_answers():
    house = House(FakeEngine((Reply("words", "es", topic="tis-osakidetza", decision=Decision.ANSWER),)))
    for text in ("hola danger", "hola papeles", "hola"):
        await house.says(text)

    first, second = (message for message, _ in house.engine.sent)
    assert (first.danger_topic, second.danger_topic) == ("violencia-genero", None)


@pytest.mark.parametrize(("city", "topic"), [("bilbao", "emergencias-112"), ("valencia", "vlc-emergencias")])
async def test_danger_later_in_a_talk_is_found_as_well_as_alone(city, topic):
    house = House(FakeEngine(), danger=DangerDetector.load(), town=lambda text: city if city in text else None)
    for before in (f"hola {city}", "hola papeles", "bonjour"):
        assert not any(reply.emergency for reply in await house.says(before))
    (reply,) = await house.says("a man is bleeding here on street please")

    assert reply.emergency and reply.text.startswith("112") and reply.topic == topic
    assert len(house.engine.sent) == 3


async def test_uncertain_danger_is_a_card_before_the_answer():
    house = House(FakeEngine(), certain=False)
    card, answer = await house.says("hola danger")

    assert card.emergency and card.text.startswith("112") and card.topic is None
    assert answer.text.startswith("engine:")


@pytest.mark.parametrize(
    "said", [Reply("unknown", "es", decision=Decision.NONE), Reply("lines", "es", topic="telefonos-ayuda", emergency=True)]
)
async def test_uncertain_danger_stands_alone_where_nothing_else_is_known(said):
    (reply,) = await House(FakeEngine((said,)), certain=False).says("hola danger")

    assert reply.emergency and reply.text.startswith("112") and reply.topic == "violencia-genero"


async def test_danger_at_the_end_of_a_very_long_message_is_seen(house):
    (reply,) = await house.says("padron " * 3000 + "danger")

    assert reply.emergency


async def test_forgotten_person_has_another_name_in_the_engine():
    house = House(FakeEngine((Reply("forgotten", "es", forgets=True),)))
    await house.says("act:forget_me")
    await house.says("hola")

    before, after = (message.conversation for message, _ in house.engine.sent)
    assert before != after


async def test_danger_is_answered_while_the_engine_is_silent():
    house = House(FakeEngine(silent=True))

    assert (await house.says("bonjour danger"))[0].language == "fr"


async def test_button_is_never_taken_for_danger(house):
    await house.says("topic:danger")

    assert house.engine.sent[0][0].payload is not None


async def test_silent_engine_costs_no_answer(caplog):
    house = House(FakeEngine(silent=True))
    (reply,) = await house.says("hola papeles")

    assert (reply.topic, reply.decision) == ("tis-osakidetza", Decision.ANSWER) and reply.sources


@pytest.mark.parametrize(
    ("payload", "topic", "language"),
    [("topic:escolarizacion", "escolarizacion", "es"), ("language:fr", None, "fr"), ("act:greet", None, "es")],
)
async def test_buttons_work_as_far_as_they_can_without_the_engine(payload, topic, language):
    (reply,) = await House(FakeEngine(silent=True)).says(payload)

    assert (reply.topic, reply.language) == (topic, language)


@pytest.mark.parametrize(("text", "key"), [("   ", "empty"), ("a" * 2001, "too_long"), ("🙂", "no_words"), ("?!", "no_words")])
async def test_what_cannot_be_read_is_refused_in_words(house, text, key):
    (reply,) = await house.says(text)

    assert reply.text == TEXTS.get("es", f"refusals.{key}", limit=2000)
    assert reply.decision is Decision.NONE and house.engine.sent == []


async def test_talk_is_remembered_in_its_language(house):
    await house.says("kaixo denoi")

    assert (await house.says("ok"))[0].language == "eu"
    assert (await house.says("ok", person="somebody else"))[0].language == "es"


async def test_hint_of_the_page_counts_until_something_was_said(house):
    assert (await house.says("ok", language_hint="fr"))[0].language == "fr"
    assert (await house.says("hello you", language_hint="fr"))[0].language == "en"


async def test_chosen_language_stays_whatever_is_written():
    house = House(FakeEngine((Reply("changed", "ar", sets_language="ar"),)))
    await house.says("language:ar")
    house.engine.replies = ()

    assert (await house.says("hello you"))[0].language == "ar"
    assert house.engine.sent[-1][1] == "en", "the text keeps its own language"


async def test_language_of_the_first_words_is_that_of_the_answer(house):
    (reply,) = await house.says("ola tudo bem")

    assert reply.language == house.engine.sent[0][1] == "pt"


async def test_forgetting_drops_the_languages_of_the_talk():
    house = House(FakeEngine((Reply("changed", "ar", sets_language="ar"),)))
    await house.says("language:ar")
    house.engine.replies = (Reply("forgotten", "ar", forgets=True),)
    await house.says("act:forget_me")
    house.engine.replies = ()

    assert (await house.says("ok"))[0].language == "es"


async def test_messages_of_one_person_are_answered_in_order():
    house = House(FakeEngine(seconds=0.05))
    first = asyncio.create_task(house.says("hola one"))
    await until_asked(house)
    house.engine.seconds = 0.0
    await asyncio.gather(first, house.says("hola two"))

    assert house.engine.finished == ["hola one", "hola two"]


async def test_slow_talk_does_not_hold_up_another_person():
    house = House(FakeEngine(seconds=600))
    slow = asyncio.create_task(house.says("hola slow", person="slow"))
    await until_asked(house)
    house.engine.seconds = 0.0
    await house.says("hola quick", person="quick")

    assert house.engine.finished == ["hola quick"]
    slow.cancel()


async def until_asked(house: House) -> None:
    """The engine has the first message."""
    while not house.engine.sent:
        await asyncio.sleep(0.001)


async def test_too_fast_is_refused_for_that_person_only():
    house = House(FakeEngine(), messages_per_minute=3)
    for _ in range(3):
        await house.says("hola")
    with pytest.raises(TooManyMessages) as raised:
        await house.says("hola secret")

    assert "secret" not in str(raised.value)
    assert await house.says("hola", person="somebody else")


async def test_danger_is_answered_at_any_speed():
    house = House(FakeEngine(), messages_per_minute=1)
    for _ in range(3):
        (reply,) = (await house.says("hola danger"))[:1]
        assert reply.emergency
    with pytest.raises(TooManyMessages):
        await house.says("hola")


async def test_too_fast_on_a_platform_is_told_once_in_their_language_then_nothing():
    house = House(FakeEngine(), messages_per_minute=1)
    await house.says("hola", channel="telegram")
    (told,) = await house.says("act:greet", channel="telegram")

    assert told.text == Texts.load().get("es", "refusals.too_fast") and len(house.engine.sent) == 1
    with pytest.raises(TooManyMessages):
        await house.says("hola", channel="telegram")


async def test_every_answer_is_counted_without_its_words(house):
    await house.says("hola")
    await house.says("hola danger")

    assert [(channel, language, reply.emergency) for channel, language, reply in house.counter.counted] == [
        ("web", "es", False),
        ("web", "es", True),
    ]


@pytest.mark.parametrize("text", ["\ud800 hola", "\x00hola", "\u202ehola", "hola" + "\u0301" * 500])
async def test_hostile_text_is_cleaned_before_anything_reads_it(house, text):
    await house.says(text)

    sent = house.engine.sent[0][0].text
    sent.encode("utf-8")
    assert "hol" in sent and not sent.startswith(("\x00", "\u202e"))


async def test_town_that_is_named_stays_until_another_is_or_all_is_forgotten():
    house = House(FakeEngine(), town=lambda text: next((town for town in ("valencia", "bilbao") if town in text), None))
    for text in ("hola", "hola valencia", "hola otra vez", "topic:valencia", "hola bilbao"):
        await house.says(text)

    assert [message.city for message, _ in house.engine.sent] == ["bilbao", "valencia", "valencia", "valencia", "bilbao"]


async def test_agent_gets_the_kit_before_the_engine_is_asked_and_danger_before_both():
    heard = []
    house = House(FakeEngine(), for_agents=lambda message, text_language: heard.append(message.text) or [Reply("the kit", "es")])
    (reply,) = await house.says("hola soy Fatima")

    assert reply.text == "the kit" and heard == ["hola soy [NAME]"] and house.engine.sent == []
    (reply,) = await house.says("hola danger")
    assert reply.emergency and len(heard) == 1


async def test_code_of_an_agent_never_reaches_the_engine():
    house = House(FakeEngine())
    await house.says("/agent bcdf-ghjk-mnpq")

    assert house.engine.sent == []
