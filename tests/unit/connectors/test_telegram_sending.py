"""What is said to the Bot API, and what each of its refusals means for us."""

import logging

import pytest

from connectors.delivery import Outgoing, SendRefused
from connectors.simulator.telegram import Failure
from connectors.telegram_channel.opening import descriptions, introduce
from connectors.telegram_channel.sending import BotApi
from connectors.telegram_channel.taming import COMMANDS
from tests.unit.connectors.telegram_samples import OWN, TEXTS, rendering
from tests.unit.connectors.telegram_server import bot_and_server
from tests.unit.connectors.web_fakes import PADRON

CHAT = "5000000001"
PARSE = Failure(400, "Bad Request: can't parse entities: Unsupported start tag")
MOVED = Failure(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1005})


def answer() -> Outgoing:
    return rendering().outgoing(PADRON)[0]


async def test_answer_arrives_whole():
    async with bot_and_server() as (api, telegram):
        await api.send(CHAT, answer())

    assert telegram.sent == [{"chat_id": CHAT} | answer().payload]


@pytest.mark.parametrize(
    ("failure", "permanent", "retry_after"),
    [
        (Failure(429, "Too Many Requests: retry after 7", {"retry_after": 7}), False, 7.0),
        (Failure(403, "Forbidden: bot was blocked by the user"), True, None),
        (Failure(500, "Internal Server Error"), False, None),
        (Failure(502, "Bad Gateway"), False, None),
        (Failure(401, "Unauthorized"), False, None),
    ],
)
async def test_refusal_says_whether_to_try_again(failure, permanent, retry_after):
    async with bot_and_server() as (api, telegram):
        telegram.failures.append(failure)
        with pytest.raises(SendRefused) as refused:
            await api.send(CHAT, answer())

    assert (refused.value.permanent, refused.value.retry_after) == (permanent, retry_after)
    assert telegram.sent == [] and refused.value.__suppress_context__


async def test_server_that_is_gone_is_tried_again():
    api = BotApi("7000000001:x", "http://127.0.0.1:9", patience=5.0)  # the discard port: nobody listens
    with pytest.raises(SendRefused) as refused:
        await api.send(CHAT, answer())
    await api.close()

    assert not refused.value.permanent


async def test_html_that_is_not_taken_goes_as_plain_text():
    async with bot_and_server() as (api, telegram):
        telegram.failures.append(PARSE)
        await api.send(CHAT, answer())
    (message,) = telegram.sent

    assert "parse_mode" not in message and "reply_markup" not in message
    assert "Ayuntamiento de Bilbao: empadronamiento (https://www.bilbao.eus/padron)" in message["text"]


async def test_chat_that_is_not_there_is_permanent():
    async with bot_and_server() as (api, telegram):
        telegram.failures.extend([Failure(400, "Bad Request: chat not found")] * 2)
        with pytest.raises(SendRefused) as refused:
            await api.send(CHAT, answer())

    assert refused.value.permanent and not telegram.failures


async def test_group_that_moved_is_followed():
    async with bot_and_server() as (api, telegram):
        telegram.failures.append(MOVED)
        await api.send("-500", answer())

    assert [message["chat_id"] for message in telegram.sent] == ["-1005"]


async def test_moved_group_that_refuses_is_not_followed_for_ever():
    async with bot_and_server() as (api, telegram):
        telegram.failures.extend([MOVED, Failure(429, "Too Many Requests", {"retry_after": 2})])
        with pytest.raises(SendRefused) as refused:
            await api.send("-500", answer())

    assert refused.value.retry_after == 2.0


async def test_bot_learns_its_name_and_registers_commands_in_every_language():
    async with bot_and_server() as (api, telegram):
        assert api.own.id == OWN.id and not api.own.username
        await introduce(api, TEXTS, "es")
        assert api.own == OWN
    registered = {call.fields.get("language_code"): call.fields["commands"] for call in telegram.calls if call.method == "setMyCommands"}

    assert registered.keys() == {None, *TEXTS.languages}
    for language, commands in registered.items():
        assert {each["command"]: each["description"] for each in commands} == descriptions(TEXTS, language or "es")
    assert {each["command"] for each in registered["ar"]} == set(COMMANDS)


async def test_wrong_token_is_no_reason_to_name_it(caplog):
    caplog.set_level(logging.DEBUG, "harrera")
    async with bot_and_server("7000000001:revoked-token") as (api, _):
        with pytest.raises(SendRefused) as refused:
            await api.open()

    assert "revoked" not in f"{refused.value!r}" and refused.value.__suppress_context__ and not refused.value.permanent


async def test_webhook_is_connected_with_its_secret():
    async with bot_and_server() as (api, telegram):
        await api.connect_webhook("https://harrera.example/telegram/webhook", "a-secret")
    (call,) = telegram.calls

    assert (call.method, call.fields["url"], call.fields["secret_token"]) == (
        "setWebhook",
        "https://harrera.example/telegram/webhook",
        "a-secret",
    )
    assert call.fields["allowed_updates"] == ["message", "edited_message", "callback_query"]
