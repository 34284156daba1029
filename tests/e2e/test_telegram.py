"""Telegram from end to end: deliveries with the secret to a served house, and a stand-in Bot API that takes the answers."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.texts import Texts
from connectors.simulator.serving import Serving
from connectors.simulator.telegram import Failure, StandIn
from connectors.simulator.telegram_people import TOKEN, Person
from connectors.simulator.telegram_rules import plain
from tests.e2e.served import served

PATH, HEADER = "/telegram/webhook", "X-Telegram-Bot-Api-Secret-Token"
SECRET = "a-secret-for-tests-only"
TEXTS = Texts.load()


class TelegramHouse:
    """A served house whose only outside is the stand-in."""

    def __init__(self, house, telegram: StandIn):
        self.house, self.telegram = house, telegram

    def deliver(self, update: dict[str, Any], secret: str = SECRET) -> int:
        return self.house.client.post(PATH, json=update, headers={HEADER: secret}).status_code

    def sent_to(self, chat: int) -> list[dict[str, Any]]:
        return [message for message in list(self.telegram.sent) if message["chat_id"] == str(chat)]

    def hears(self, person: Person, update: dict[str, Any]) -> str:
        """What a person reads after an update."""
        chat = person.group or person.chat
        before = len(self.sent_to(chat))
        assert self.deliver(update) == 200
        until(lambda: len(self.sent_to(chat)) > before)
        return plain(self.sent_to(chat)[before]["text"])


def until(true: Callable[[], object], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it does not come true"
        time.sleep(0.05)


def data(message: dict[str, Any]) -> list[str]:
    return [button["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


@pytest.fixture(scope="module")
def telegram(tmp_path_factory):
    stand_in = StandIn()
    with Serving(stand_in.app()) as url:
        settings = {"HARRERA_TELEGRAM_TOKEN": TOKEN, "HARRERA_TELEGRAM_SECRET": SECRET, "HARRERA_TELEGRAM_API_BASE": url}
        with served(tmp_path_factory.mktemp("telegram"), **settings) as house:
            until(lambda: sum(call.method == "setMyCommands" for call in stand_in.calls) > len(TEXTS.languages))
            yield TelegramHouse(house, stand_in)


@pytest.fixture
def person(request):
    """Somebody new in every test."""
    number = 5_100_000_000 + sum(map(ord, request.node.name)) * 1000
    return Person(chat=number, first_update=number)


def test_question_is_answered_with_sources_and_buttons(telegram, person):
    telegram.deliver(person.writes("¿Cómo saco la tarjeta sanitaria?"))
    until(lambda: telegram.sent_to(person.chat))
    (message,) = telegram.sent_to(person.chat)

    assert "Osakidetza" in message["text"] and '<a href="https://' in message["text"]
    assert "more:tis-osakidetza" in data(message) and "act:talk_to_human" in data(message)
    until(lambda: any(call.method == "sendChatAction" and call.fields["chat_id"] == str(person.chat) for call in telegram.telegram.calls))


def test_wrong_or_missing_secret_is_refused_and_nothing_is_sent(telegram, person):
    assert telegram.deliver(person.writes("hola"), "wrong") == 403
    assert telegram.house.client.post(PATH, json=person.writes("hola")).status_code == 403
    assert telegram.hears(person, person.writes("/privacy")).startswith("Haces bien")

    assert len(telegram.sent_to(person.chat)) == 1


def test_repeated_delivery_is_answered_once(telegram, person):
    update = person.writes("hola")
    assert [telegram.deliver(update) for _ in range(5)] == [200] * 5
    until(lambda: telegram.sent_to(person.chat))
    telegram.hears(person, person.writes("/human"))

    assert len(telegram.sent_to(person.chat)) == 2


def test_danger_begins_with_the_number(telegram, person):
    telegram.deliver(person.writes("mi marido me está pegando"))
    until(lambda: telegram.sent_to(person.chat))

    assert telegram.sent_to(person.chat)[0]["text"].startswith("<b>112")


def test_button_opens_the_long_text_and_stops_turning(telegram, person):
    short = telegram.hears(person, person.writes("¿Cómo saco la tarjeta sanitaria?"))
    long = telegram.hears(person, person.presses("more:tis-osakidetza"))

    assert len(long) > len(short)
    until(lambda: any(call.method == "answerCallbackQuery" for call in telegram.telegram.calls))


@pytest.mark.parametrize(
    ("command", "key"),
    [("language", "language_which"), ("forget", "forgotten"), ("human", "human"), ("agent", "agent"), ("privacy", "privacy")],
)
def test_command_does_what_it_says(telegram, person, command, key):
    assert telegram.hears(person, person.writes(f"/{command}")).startswith(TEXTS.get("es", key).split("{")[0].strip())


def test_arabic_app_is_greeted_in_arabic_from_the_right(telegram, person):
    person.language = "ar"
    telegram.deliver(person.writes("/start"))
    until(lambda: telegram.sent_to(person.chat))

    assert telegram.sent_to(person.chat)[0]["text"].startswith("\u200f")
    assert TEXTS.get("ar", "greet.first").split("\n")[0][:12] in telegram.sent_to(person.chat)[0]["text"]


def test_photo_is_said_not_to_be_read_with_a_way_to_a_human(telegram, person):
    assert telegram.hears(person, person.sends(photo=[{"file_id": "x"}])) == TEXTS.get("es", "only_text")
    assert data(telegram.sent_to(person.chat)[0]) == ["act:talk_to_human"]


def test_shared_place_is_answered_honestly(telegram, person):
    said = telegram.hears(person, person.shares_place(43.2627, -2.9253))

    assert said.startswith((TEXTS.get("es", "service.near"), TEXTS.get("es", "service.near_unknown")))


def test_edited_question_is_answered_as_a_new_one(telegram, person):
    telegram.hears(person, person.writes("hola"))

    assert "Osakidetza" in telegram.hears(person, person.edits("¿Cómo saco la tarjeta sanitaria?"))


def test_group_is_answered_only_when_it_speaks_to_us(telegram, person):
    person.group = -1_001_700_000_000 - person.chat % 1_000_000
    assert telegram.deliver(person.writes("hola a todas")) == 200
    name = "@harrera_simulated_bot"
    said = telegram.hears(person, person.writes(f"{name} ¿Cómo saco la tarjeta sanitaria?", entities=[_mention(name)]))

    assert "Osakidetza" in said and len(telegram.sent_to(person.group)) == 1
    assert telegram.sent_to(person.group)[0]["reply_parameters"]["message_id"] == 12


def test_flood_control_is_waited_for_and_answered_once(telegram, person):
    telegram.telegram.failures.extend([Failure(429, "Too Many Requests: retry after 1", {"retry_after": 1}), Failure(500, "Internal")])
    telegram.hears(person, person.writes("hola"))
    telegram.hears(person, person.writes("/human"))

    assert len(telegram.sent_to(person.chat)) == 2 and not telegram.telegram.failures


def test_person_who_blocked_us_does_not_stop_the_others(telegram, person):
    telegram.telegram.failures.append(Failure(403, "Forbidden: bot was blocked by the user"))
    assert telegram.deliver(person.writes("hola")) == 200
    until(lambda: not telegram.telegram.failures)
    other = Person(chat=person.chat + 1, first_update=person.chat + 500)

    assert telegram.hears(other, other.writes("hola")) and telegram.sent_to(person.chat) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"update_id":"x"}', b'{"update_id":1,"message":{"chat":5}}'])
def test_malformed_delivery_is_refused_in_the_one_error_shape(telegram, body):
    response = telegram.house.client.post(PATH, content=body, headers={HEADER: SECRET})

    assert (response.status_code, response.json()["error"]["code"]) == (400, "bad_input")


def test_ten_megabytes_are_refused(telegram):
    assert telegram.house.client.post(PATH, content=b"x" * 10_000_000, headers={HEADER: SECRET}).status_code == 413


def _mention(name: str) -> dict[str, Any]:
    return {"type": "mention", "offset": 0, "length": len(name)}
