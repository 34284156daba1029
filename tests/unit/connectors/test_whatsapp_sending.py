"""The Graph API: what is sent to whom, and what each of its errors means for the message."""

import json

import httpx
import pytest
from pywa import errors as pywa_errors

from bot.errors import TooManyMessages
from bot.messages import Button, Reply
from bot.texts import Texts
from connectors.delivery import Outgoing, SendRefused, Update
from connectors.simulator.whatsapp import StandInGraph
from connectors.whatsapp_channel import GraphApi, WhatsAppChannel
from connectors.whatsapp_channel.refusals import MEANINGS, Meaning, meaning_of
from connectors.whatsapp_channel.sending import PlatformRefused
from tests.unit.connectors.whatsapp_fakes import PHONE, PHONE_ID, USER, FakeApi, FakeConversation

HELLO = Outgoing("messages", {"type": "text", "text": {"body": "Hola", "preview_url": False}})
CHOICE = Outgoing(
    "messages",
    {
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "¿Cuál?"},
            "action": {"buttons": [{"type": "reply", "reply": {"id": "act:greet", "title": "Hola"}}]},
        },
    },
)


def update(text: str = "", unread: str = "") -> Update:
    return Update("whatsapp", "wamid.HBgLMzQ2", USER, {"text": text, "unread": unread})


def channel(api, *replies: Reply, conversation=None) -> WhatsAppChannel:
    return WhatsAppChannel(conversation or FakeConversation(*replies), Texts.load(), api)


async def test_scoped_ids_and_phone_numbers_are_addressed_each_in_its_field():
    api = FakeApi()
    for chat in (USER, "ES.ENT.9000000000000000017", PHONE):
        await channel(api).send(chat, HELLO)

    assert [message.get("recipient") for message in api.taken] == [USER, "ES.ENT.9000000000000000017", None]
    assert [message.get("to") for message in api.taken] == [None, None, PHONE]
    assert all(message["text"] == {"body": "Hola", "preview_url": False} for message in api.taken)


async def test_refused_buttons_are_sent_as_words():
    api = FakeApi(PlatformRefused(Meaning("bad_request", True)))
    await channel(api).send(USER, CHOICE)

    assert [message["text"]["body"] for message in api.taken] == ["¿Cuál?\n\n- Hola"]


@pytest.mark.parametrize("meaning", [Meaning("window", True), Meaning("rate", False, 5.0), Meaning("bad_request", True)])
async def test_other_refusals_reach_the_inbox(meaning):
    api = FakeApi(PlatformRefused(meaning), PlatformRefused(meaning))
    with pytest.raises(SendRefused) as refused:
        await channel(api).send(USER, HELLO)

    assert (refused.value.permanent, refused.value.retry_after) == (meaning.permanent, meaning.wait)
    assert api.taken == []


async def test_person_sees_that_their_message_was_read_and_is_being_answered():
    api = FakeApi()
    await channel(api).noticed(update("hola"))

    assert api.taken == [{"status": "read", "message_id": "wamid.HBgLMzQ2", "typing_indicator": {"type": "text"}}]


async def test_missing_read_mark_disturbs_nobody():
    await channel(FakeApi(PlatformRefused(Meaning("platform", False)))).noticed(update("hola"))


async def test_text_and_photo_are_both_answered():
    conversation = FakeConversation(Reply("Hola", "es"))
    outgoing = await channel(FakeApi(), conversation=conversation).replies_to(update("¿qué es esto?", "photo"))

    assert [(message.text, message.conversation, message.channel) for message in conversation.asked] == [
        ("¿qué es esto?", USER, "whatsapp"),
        ("unread:photo", USER, "whatsapp"),
    ]
    assert len(outgoing) == 2


async def test_empty_text_still_gets_an_answer():
    assert len(await channel(FakeApi()).replies_to(update())) == 1


async def test_long_text_comes_when_its_button_was_pressed():
    reply = Reply("Corto.", "es", more="Largo.", topic="padron", buttons=(Button("Hola", "act:greet"),))
    (short,) = await channel(FakeApi(), reply).replies_to(update("padrón"))
    (long,) = await channel(FakeApi(), reply).replies_to(update("more:padron"))

    assert short.payload["interactive"]["body"]["text"] == "Corto."
    assert long.payload["interactive"]["body"]["text"] == "Largo."


async def test_somebody_too_fast_is_the_business_of_the_inbox():
    class Busy(FakeConversation):
        async def answer(self, message):
            raise TooManyMessages("too many messages in a minute")

    with pytest.raises(TooManyMessages):
        await channel(FakeApi(), conversation=Busy()).replies_to(update("hola"))


async def test_outgoing_is_json_and_holds_no_chat():
    outgoing = await channel(FakeApi(), Reply("Hola", "es", buttons=(Button("Sí", "act:greet"),))).replies_to(update("hola"))
    shown = json.dumps([each.payload for each in outgoing])

    assert USER not in shown and PHONE not in shown and "wamid" not in shown


@pytest.fixture
async def graph():
    """(stand-in, GraphApi that speaks to it)."""
    stand_in = StandInGraph("a token")
    api = GraphApi("http://graph.test", PHONE_ID, "a token", transport=httpx.ASGITransport(stand_in.app))
    yield stand_in, api
    await api.close()


async def test_message_reaches_the_platform_as_it_wants_it(graph):
    stand_in, api = graph
    await channel(api).send(PHONE, HELLO)

    (message,) = stand_in.messages
    assert message == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PHONE,
        "type": "text",
        "text": {"body": "Hola", "preview_url": False},
    }


ERRORS = [
    (400, 131047, True, "window"),
    (400, 131026, True, "unreachable"),
    (429, 130429, False, "rate"),
    (400, 131056, False, "pair_rate"),
    (401, 190, False, "token"),
    (403, 10, False, "permission"),
    (400, 100, True, "bad_request"),
    (500, 131000, False, "platform"),
    (503, None, False, "platform"),
    (502, None, False, "platform"),
    (429, None, False, "rate"),
    (404, None, True, "bad_request"),
    (400, 999999, True, "bad_request"),
]


@pytest.mark.parametrize(("status", "code", "permanent", "reason"), ERRORS)
async def test_every_error_has_its_meaning(graph, status, code, permanent, reason):
    stand_in, api = graph
    stand_in.fail(status, code)
    with pytest.raises(PlatformRefused) as refused:
        await api.post(HELLO.payload | {"to": PHONE})

    assert (refused.value.permanent, refused.value.reason) == (permanent, reason)
    assert stand_in.messages == []
    await api.post(HELLO.payload | {"to": PHONE})
    assert len(stand_in.messages) == 1


async def test_platform_says_itself_how_long_to_wait(graph):
    stand_in, api = graph
    stand_in.fail(429, 130429, retry_after=17)
    with pytest.raises(PlatformRefused) as refused:
        await api.post(HELLO.payload | {"to": PHONE})

    assert refused.value.retry_after == 17


async def test_wrong_token_is_refused_and_may_be_mended():
    stand_in = StandInGraph("a token")
    api = GraphApi("http://graph.test", PHONE_ID, "revoked", transport=httpx.ASGITransport(stand_in.app))
    with pytest.raises(PlatformRefused) as refused:
        await api.post(HELLO.payload | {"to": PHONE})
    await api.close()

    assert (refused.value.permanent, refused.value.reason) == (False, "token")


@pytest.mark.parametrize("error", [httpx.ReadTimeout, httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError])
async def test_silent_platform_is_asked_again(error):
    def silent(request):
        raise error("gone")

    api = GraphApi("http://graph.test", PHONE_ID, "a token", transport=httpx.MockTransport(silent))
    with pytest.raises(PlatformRefused) as refused:
        await api.post(HELLO.payload | {"to": PHONE})
    await api.close()

    assert (refused.value.permanent, refused.value.reason) == (False, "network")


def test_refusal_says_nothing_of_who_and_what():
    assert str(PlatformRefused(Meaning("window", True))) == "the platform did not take the message"


def test_codes_mean_to_us_what_they_mean_to_pywa():
    """pywa reads the same documentation: throttling and authorization are never permanent, bad requests always."""
    theirs = pywa_errors._all_exceptions()
    shared = set(MEANINGS) & set(theirs)

    assert len(shared) > 20
    for code in shared:
        if issubclass(theirs[code], pywa_errors.ThrottlingError | pywa_errors.AuthorizationError):
            assert not MEANINGS[code].permanent, code
    assert theirs[131047] is pywa_errors.ReEngagementMessage and MEANINGS[131047].permanent


def test_longer_wait_of_ours_gives_way_only_when_trying_again_makes_sense():
    assert meaning_of(400, 131047, 3.0) == Meaning("window", True)
    assert meaning_of(429, None, None) == Meaning("rate", False, 5.0)
