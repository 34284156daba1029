"""The simulator: as strict as the Bot API where our messages could meet its rules, and a terminal that shows what a phone would."""

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from connectors.simulator.telegram import StandIn
from connectors.simulator.telegram_people import Person
from connectors.simulator.telegram_phone import TelegramPhone
from connectors.simulator.telegram_rules import Refused, check, plain
from connectors.simulator.terminal import HELP, talk
from connectors.telegram_channel.taming import tame
from tests.unit.connectors.telegram_samples import OWN
from tests.unit.connectors.telegram_server import bot_and_server

MESSAGE = {"chat_id": 1, "text": "<b>112</b> &amp; más", "parse_mode": "HTML"}


def with_button(**button: str) -> dict[str, Any]:
    return MESSAGE | {"reply_markup": {"inline_keyboard": [[{"text": "Sí", "callback_data": "act:greet"} | button]]}}


@pytest.mark.parametrize("message", [MESSAGE, with_button(), MESSAGE | {"text": "a" * 4096}, MESSAGE | {"text": "1 < 2", "parse_mode": ""}])
def test_good_message_is_taken(message):
    check("sendMessage", message)


@pytest.mark.parametrize(
    "message",
    [
        MESSAGE | {"text": ""},
        MESSAGE | {"text": " <b> </b>"},
        MESSAGE | {"text": "a" * 4097},
        MESSAGE | {"text": "🙂" * 2049},
        MESSAGE | {"text": "1 < 2"},
        MESSAGE | {"text": "<b>x"},
        MESSAGE | {"text": "<b><i>x</b></i>"},
        MESSAGE | {"text": "<p>x</p>"},
        MESSAGE | {"text": "AT&T"},
        MESSAGE | {"chat_id": ""},
        with_button(callback_data="x" * 65),
        with_button(callback_data=""),
        with_button(text=" "),
    ],
)
def test_message_that_telegram_refuses_is_refused(message):
    with pytest.raises(Refused):
        check("sendMessage", message)


@pytest.mark.parametrize("command", [("Start", "x"), ("start", ""), ("start", "x" * 257), ("x" * 33, "x"), ("with space", "x")])
def test_odd_command_is_refused(command):
    with pytest.raises(Refused):
        check("setMyCommands", {"commands": [dict(zip(("command", "description"), command))]})


def test_plain_text_is_what_a_person_reads():
    assert plain('<b>112</b> &lt;x&gt; <a href="https://x.example/?a=1&amp;b=2">sitio</a>') == "112 <x> sitio"


async def test_stand_in_knows_its_own_bot_and_methods_only():
    async with bot_and_server() as (_, telegram), httpx.AsyncClient(transport=httpx.ASGITransport(telegram.app())) as client:
        own = await client.get(f"http://x/bot{telegram.token}/getMe")
        other = await client.get("http://x/bot1:other/getMe")
        unknown = await client.post(f"http://x/bot{telegram.token}/banEverybody")

    assert own.json()["result"]["username"] == OWN.username
    assert (other.status_code, other.json()["ok"], unknown.status_code) == (401, False, 404)


def house(stand_in: StandIn, heard: list[str]) -> FastAPI:
    """Answers each delivery with two messages, the second with two buttons; refuses the word "no"."""
    app = FastAPI()

    @app.post("/telegram/webhook")
    async def deliver(request: Request):
        update = tame(json.loads(await request.body()), OWN)
        heard.append(update.body.get("what") or update.body["text"])
        if heard[-1] != "silence":
            app_call = stand_in.app()
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app_call), base_url="http://x") as client:
                keyboard = {
                    "inline_keyboard": [[{"text": "Uno", "callback_data": "act:greet"}, {"text": "Dos", "callback_data": "act:stop"}]]
                }
                for more in ({}, {"reply_markup": keyboard}):
                    message = {"chat_id": update.chat, "text": f"<b>{heard[-1]}</b>", "parse_mode": "HTML"} | more
                    await client.post(f"/bot{stand_in.token}/sendMessage", json=message)

    return app


async def test_terminal_talks_through_the_webhook_and_shows_messages_and_buttons():
    stand_in, heard, said = StandIn(), [], []
    phone = TelegramPhone(stand_in, Person(), "secret")
    lines = ["hola\n", "\n", "2\n", "9\n", ".photo\n", ".place 43.263 -2.935\n", ".place aqui mismo\n"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house(stand_in, heard)), base_url="http://x") as client:
        await talk(phone, client, lines, said.append)

    assert heard == ["hola", "act:stop", "9", "photo", "near:43.263_-2.935", ".place aqui mismo"]
    assert said[0] == HELP and said[1:5] == ["\n  hola", "\n  hola", "    [1] Uno", "    [2] Dos"]


async def test_terminal_says_when_the_webhook_refuses():
    said = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(FastAPI()), base_url="http://x") as client:
        await talk(TelegramPhone(StandIn(), Person(), "secret"), client, ["hola"], said.append)

    assert said == [HELP, "(refused with 404)"]
