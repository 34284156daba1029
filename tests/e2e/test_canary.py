"""Canaries: made-up personal data and a made-up word go in by every way, also during an outage; nothing of them may be found anywhere."""

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.bootstrap import House
from bot.messages import Reply
from bot.pseudonyms import Pseudonyms
from bot.settings import Settings
from connectors.web_channel import ConversationIds
from tests.e2e import telegram_canaries
from tests.e2e.canaries import SENTENCES, canaries, leaks, needles, places, tables


def _speak(house, birds: dict[str, str]) -> list[bytes]:
    """Every sentence through the API and the page, plain, malformed, as payload and as a wrong id; the answers of the API."""
    answers, client = [], _from(house, birds["ip"])
    for sentence in SENTENCES:
        text = sentence.format(**birds)
        client.post("/", data={"text": text})
        hostile = [
            {"text": text},
            {"text": text, "conversation": text, "language": birds["word"]},
            {"text": text, "city": birds["word"]},
            {"text": [text]},
            {text: text},
            {"text": "topic:" + birds["word"]},
            {"text": text * 60},
        ]
        answers += [client.post("/api/chat", json=body).content for body in hostile]
        for raw in (f'{{"text": "{text}"', text):
            answers.append(client.post("/api/chat", content=raw.encode()).content)
        answers.append(client.get("/no-such-page", params={"q": text}).content)
        answers.append(client.post("/webhook", json={"tracker": text}).content)
    client.close()
    return answers


def _from(house, address: str) -> httpx.Client:
    """Somebody at that address, on the wire and in the header of a proxy."""
    wire = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=house.url, timeout=60, transport=wire, headers={"X-Forwarded-For": address, "Forwarded": f"for={address}"})


def _told_later(house, birds: dict[str, str]) -> None:
    """A human writes to somebody on the page, whom they name; the words reach the page, and a second message waits unread."""
    mine = House(Settings(data_dir=house.data))
    ids, pseudonyms = ConversationIds(mine.secret), Pseudonyms(mine.secret)
    with _from(house, birds["ip"]) as client:
        conversation = client.post("/api/chat", json={"text": "act:talk_to_human"}).json()["conversation"]
        whose = pseudonyms.of("web", ids.token(conversation))
        mine.later.say(whose, Reply(SENTENCES[0].format(**birds), "es"))
        with client.stream("GET", "/api/events", params={"conversation": conversation}) as events:
            assert any(birds["name"] in line for line in events.iter_lines() if line.startswith("data"))
        mine.later.say(whose, Reply(SENTENCES[2].format(**birds), "es"))
    mine.database.dispose()


@pytest.fixture(scope="module")
def spoken(worn_house, worn_telegram):
    """(house, canaries, when it began, what was answered) after everything was said, before, during and after an outage."""
    since, birds = time.time() - 1, canaries()
    telegram, _ = worn_telegram
    worn_house.wait_until_ready()
    answers = _speak(worn_house, birds)
    answers += telegram_canaries.speak(worn_house, telegram, birds, SENTENCES)
    _told_later(worn_house, birds)
    worn_house.kill_engine()
    _told_later(worn_house, birds)
    answers += _speak(worn_house, birds)
    answers += telegram_canaries.speak(worn_house, telegram, birds, SENTENCES)
    worn_house.wait_until_ready()
    answers += _speak(worn_house, birds)
    time.sleep(0.5)  # counts are written beside the answer
    return worn_house, birds, since, answers


def test_no_canary_is_found_anywhere(spoken):
    house, birds, since, _ = spoken
    found = dict(places(house, since))

    names = {Path(where).name for where in found}
    assert {"stdout", "stderr", "harrera.db", "durable.db", "secret.key"} <= names
    assert {"/metrics", "table answer_count", "table alembic_version"} <= set(found) and len(found) > 12
    assert found[str(house.folder / "stderr")].count(b"message_answered") > 20
    assert found[str(house.folder / "stderr")].count(b'"channel": "telegram"') > 100
    assert found["table later_message"].count(b"gAAAA") == 4, "sealed until the page has named it"
    assert len(found["table answer_count"]) > 100 and b"harrera_messages_total" in found["/metrics"]
    assert leaks(found, needles(birds)) == []


def test_no_answer_repeats_a_canary(spoken):
    _, birds, _, answers = spoken

    assert len(answers) > 100
    assert [number for number, answer in enumerate(answers) if leaks({"": answer}, needles(birds))] == []


def test_search_would_find_a_canary_that_escaped(spoken):
    house, birds, since, _ = spoken
    planted = {kind: " ".join(re.findall("...", bird)) if kind == "phone" else bird for kind, bird in birds.items()}
    for kind, bird in planted.items():
        (house.folder / "tmp" / f"escaped-{kind}").write_text(f"log: {bird}\n")
    try:
        found = dict(places(house, since))
        for kind in birds:
            assert leaks(found, needles({kind: birds[kind]})) == [str(house.folder / "tmp" / f"escaped-{kind}")]
    finally:
        for kind in birds:
            (house.folder / "tmp" / f"escaped-{kind}").unlink()


def test_search_would_find_a_canary_in_the_database(tmp_path):
    birds, database = canaries(), tmp_path / "copy.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE notes (body TEXT)")
        connection.execute("INSERT INTO notes VALUES (?)", (f"dijo {birds['nie']}",))

    assert leaks(dict(tables(database)), needles(birds)) == ["table notes"]
