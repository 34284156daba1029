"""The Telegram channel between conversation and platform: what is asked, what goes out, webhook and polling."""

import asyncio
import json
from dataclasses import replace

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import HarreraError, TooManyMessages
from bot.messages import Reply
from connectors.delivery import SendRefused
from connectors.simulator.telegram_people import Person
from connectors.telegram_channel.channel import TelegramChannel
from connectors.telegram_channel.opening import opened
from connectors.telegram_channel.polling import poll
from connectors.telegram_channel.taming import tame
from connectors.telegram_channel.webhook import BODY_LIMIT, is_from_telegram, telegram_router
from tests.unit.connectors.telegram_samples import OWN, TEXTS, FakeApi, FakeConversation, MemoryInbox, fixture, rendering
from tests.unit.connectors.telegram_server import bot_and_server
from tests.unit.connectors.web_fakes import DANGER, PADRON

SECRET = "the_secret-of-the-tests"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def channel(**replies: list[Reply]) -> tuple[TelegramChannel, FakeConversation, FakeApi]:
    conversation, api = FakeConversation(replies), FakeApi()
    return TelegramChannel(conversation, rendering(), api), conversation, api


def client(inbox: MemoryInbox, secret: str = SECRET) -> TestClient:
    app = FastAPI()
    app.include_router(telegram_router(inbox, lambda: OWN, secret))

    @app.exception_handler(HarreraError)
    async def shown(_: Request, error: HarreraError) -> JSONResponse:
        return JSONResponse({"error": {"code": error.code, "message": str(error)}}, error.status)

    return TestClient(app)


def delivered(client: TestClient, body: bytes | dict, secret: str | None = SECRET) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {HEADER: secret} if secret is not None else {}
    return client.post("/telegram/webhook", content=content, headers=headers).status_code


async def test_message_is_asked_in_its_chat_with_the_apps_language_as_hint():
    telegram, conversation, _ = channel()
    (outgoing,) = await telegram.replies_to(tame(Person(language="ar-MA").writes("salam"), OWN))
    (message,) = conversation.messages

    assert (message.text, message.conversation, message.channel, message.language_hint) == ("salam", "5000000001", "telegram", "ar")
    assert (outgoing.method, "heard salam" in outgoing.payload["text"]) == ("sendMessage", True)
    assert "5000000001" not in json.dumps(outgoing.payload)


async def test_language_that_we_do_not_speak_is_no_hint():
    telegram, conversation, _ = channel()
    await telegram.replies_to(tame(Person(language="ja").writes("x"), OWN))

    assert conversation.messages[0].language_hint is None


async def test_more_is_shown_only_to_who_asks_for_it():
    telegram, _, _ = channel(padron=[PADRON], **{"more:padron": [replace(PADRON, text="Padrón")]})
    (short,) = await telegram.replies_to(tame(Person().writes("padron"), OWN))
    (long,) = await telegram.replies_to(tame(Person().presses("more:padron"), OWN))

    assert "Sin contrato" not in short.payload["text"] and "Sin contrato" in long.payload["text"]


async def test_danger_in_a_caption_comes_before_what_was_not_read():
    telegram, conversation, _ = channel(peligro=[DANGER])
    first, second = await telegram.replies_to(tame(Person().sends(photo=[{}], caption="peligro"), OWN))

    assert first.payload["text"].startswith("<b>112") and "heard unread:photo" in second.payload["text"]
    assert [message.text for message in conversation.messages] == ["peligro", "unread:photo"]


async def test_danger_in_a_caption_is_answered_also_when_the_picture_is_one_message_too_many():
    telegram, conversation, _ = channel(peligro=[DANGER])
    answer = conversation.answer

    async def one_in_time(message):
        if message.text.startswith("unread:"):
            raise TooManyMessages("too many")
        return await answer(message)

    conversation.answer = one_in_time
    (outgoing,) = await telegram.replies_to(tame(Person().sends(photo=[{}], caption="peligro"), OWN))

    assert outgoing.payload["text"].startswith("<b>112")


async def test_photo_without_words_is_said_not_to_be_read():
    telegram, conversation, _ = channel()
    await telegram.replies_to(tame(fixture("photo"), OWN))

    assert [message.text for message in conversation.messages] == ["unread:photo"]


async def test_digest_of_a_long_button_is_its_payload_again():
    telegram, conversation, _ = channel()
    payload = "topic:" + "a" * 80
    data = telegram._rendering.payloads.short(payload)
    await telegram.replies_to(tame(Person().presses(data), OWN))

    assert conversation.messages[0].text == payload


async def test_typed_digest_is_only_text():
    telegram, conversation, _ = channel()
    data = telegram._rendering.payloads.short("topic:" + "a" * 80)
    await telegram.replies_to(tame(Person().writes(data), OWN))

    assert conversation.messages[0].text == data


async def test_who_is_too_fast_gets_no_answer():
    telegram, _, _ = channel()

    assert await telegram.replies_to(tame(Person().writes("too fast"), OWN)) == []


async def test_group_answer_names_the_message_and_topic():
    telegram, _, _ = channel()
    (outgoing,) = await telegram.replies_to(tame(fixture("group_mention_in_the_middle"), OWN))

    assert outgoing.payload["reply_parameters"] == {"message_id": 41, "allow_sending_without_reply": True}
    assert outgoing.payload["message_thread_id"] == 9


async def test_press_is_acknowledged_and_typing_shown():
    telegram, _, api = channel()
    await telegram.noticed(tame(fixture("callback_query"), OWN))
    await telegram.noticed(tame(fixture("group_mention_in_the_middle"), OWN))

    assert api.calls == [("acknowledge", "4382bfdwdsb323b2d9"), ("typing", "5000000001", None), ("typing", "-1001500000001", 9)]


async def test_refused_typing_is_of_no_interest_but_a_refused_answer_is():
    telegram, _, api = channel()
    api.refuses = True
    update = tame(fixture("text"), OWN)
    await telegram.noticed(update)

    with pytest.raises(SendRefused):
        await telegram.send(update.chat, (await telegram.replies_to(update))[0])


def test_delivery_with_the_secret_is_accepted_and_a_repeat_is_too():
    inbox = MemoryInbox()

    assert [delivered(client(inbox), fixture("text")) for _ in range(3)] == [200, 200, 200]
    assert len(inbox.updates) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper()])
def test_delivery_without_the_right_secret_is_refused(secret):
    inbox = MemoryInbox()

    assert delivered(client(inbox), fixture("text"), secret) == 403 and inbox.updates == []


@pytest.mark.parametrize("secret", [None, "", "anything"])
def test_without_a_secret_of_ours_nothing_is_let_in(secret):
    inbox = MemoryInbox()

    assert delivered(client(inbox, secret=""), fixture("text"), secret) == 403 and inbox.updates == []


@given(st.text())
def test_only_the_secret_is_the_secret(given_secret):
    assert not is_from_telegram(given_secret, "") and is_from_telegram(given_secret, SECRET) == (given_secret == SECRET)


def test_wrong_secret_is_refused_before_the_body_is_read():
    assert delivered(client(MemoryInbox()), b"x" * (BODY_LIMIT + 1), "wrong") == 403
    assert delivered(client(MemoryInbox()), b"x" * (BODY_LIMIT + 1)) == 413


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 40_000, b"{}", b'{"update_id": "x"}', b'{"update_id":1,"message":3}']
)
def test_malformed_delivery_is_refused(body):
    inbox = MemoryInbox()

    assert delivered(client(inbox), body) == 400 and inbox.updates == []


def test_store_that_is_silent_makes_telegram_deliver_again():
    inbox = MemoryInbox()
    inbox.failures = 1

    assert [delivered(client(inbox), fixture("text")) for _ in range(2)] == [503, 200]


def test_what_asks_nothing_of_us_is_taken_and_forgotten():
    inbox = MemoryInbox()

    assert delivered(client(inbox), fixture("group_not_for_us")) == 200 and inbox.updates == []


async def test_polling_hands_over_every_update_once_also_after_a_failure():
    inbox, person = MemoryInbox(), Person()
    inbox.failures = 1
    async with bot_and_server() as (api, telegram):
        telegram.waiting = [person.writes("uno"), person.edits("dos"), person.presses("act:greet"), {"update_id": 900_000_009}]
        task = asyncio.create_task(poll(api, inbox, wait=0, pause=0.0))
        async with asyncio.timeout(20):
            while telegram.waiting:
                await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert [update.body["text"] for update in inbox.updates] == ["uno", "dos", "act:greet"]
    assert telegram.calls[0].method == "deleteWebhook"


async def test_opened_house_has_a_named_bot_with_commands_and_polls_when_asked():
    inbox = MemoryInbox()
    async with bot_and_server() as (api, telegram):
        telegram.waiting = [Person().writes("hola")]
        async with opened(api, inbox, TEXTS, "es", polling=True), asyncio.timeout(20):
            while not inbox.updates or sum(call.method == "setMyCommands" for call in telegram.calls) <= len(TEXTS.languages):
                await asyncio.sleep(0.01)

    assert api.own == OWN and inbox.updates[0].body["text"] == "hola"
