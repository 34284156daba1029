"""Canaries by way of Telegram: in every field of an update where a person's data can stand, and in deliveries that are refused."""

import time
from collections.abc import Iterator
from typing import Any

from connectors.simulator.telegram import Failure, StandIn
from connectors.simulator.telegram_people import BOT, TOKEN, Person

PATH, SECRET = "/telegram/webhook", "a-secret-for-canaries"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
PATIENCE = 120.0


def settings(url: str) -> dict[str, str]:
    return {"HARRERA_TELEGRAM_TOKEN": TOKEN, "HARRERA_TELEGRAM_SECRET": SECRET, "HARRERA_TELEGRAM_API_BASE": url}


def speak(house, telegram: StandIn, birds: dict[str, str], sentences: tuple[str, ...]) -> list[bytes]:
    """Everything that was sent or said back, without the chat it was sent to."""
    before, expected, answers = len(telegram.sent), 0, []
    telegram.failures.extend(
        [Failure(429, "Too Many Requests", {"retry_after": 1}), Failure(500, birds["word"]), Failure(400, birds["word"])]
    )
    for number, sentence in enumerate(sentences):
        text = sentence.format(**birds)
        person = Person(chat=int(f"{birds['chat']}{number}"), first_name=birds["name"], first_update=time.time_ns() >> 8)
        for update in _updates(person, text, birds):
            response = house.client.post(PATH, json=update, headers=HEADERS)
            assert response.status_code == 200
            expected += 1
            answers.append(response.content)
        answers += _refused(house, person, text)
    _wait(lambda: len(telegram.sent) >= before + expected)
    return answers + [repr({**message, "chat_id": ""}).encode() for message in telegram.sent[before:]]


def _updates(person: Person, text: str, birds: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Each is answered."""
    group = Person(chat=person.chat, first_name=birds["name"], group=-person.chat, first_update=time.time_ns() >> 8)
    answered = {"message_id": 5, "from": BOT, "text": text, "date": 1}
    people = {"username": birds["word"], "last_name": birds["name"]}
    yield person.writes(text, forward_origin={"type": "hidden_user", "sender_user_name": birds["name"]})
    yield person.edits(text)
    yield person.presses(text)
    yield person.sends(document={"file_name": f"{birds['name']}.pdf", "file_id": birds["word"]})
    yield person.sends(contact={"phone_number": birds["phone"], "first_name": birds["name"], "vcard": text})
    yield group.writes(text, reply_to_message=answered)
    update = person.sends(photo=[{"file_id": birds["word"]}], caption=text)
    update["message"]["from"] |= people
    update["message"]["chat"] |= people
    yield update


def _refused(house, person: Person, text: str) -> list[bytes]:
    """Wrong secret, no JSON, no update, a secret that is somebody's data."""
    deliveries = [
        ({"X-Telegram-Bot-Api-Secret-Token": "wrong"}, {"json": person.writes(text)}),
        (HEADERS, {"content": text.encode()}),
        (HEADERS, {"json": {"update_id": text}}),
        (HEADERS, {"json": {"update_id": 1, "message": {"text": text, "chat": {"id": text, "type": "private"}}}}),
        ({"X-Telegram-Bot-Api-Secret-Token": text.encode().hex()}, {"json": {}}),
    ]
    responses = [house.client.post(PATH, headers=headers, **body) for headers, body in deliveries]
    assert {response.status_code for response in responses} == {400, 403}
    return [response.content for response in responses]


def _wait(true) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "not everything is answered"
        time.sleep(0.05)
