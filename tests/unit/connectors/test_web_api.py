"""`POST /api/chat`: what goes in, what comes out, and that nothing a person sends can break it."""

import json

import pytest
from fastapi.testclient import TestClient

from connectors.web_channel import ConversationIds
from tests.unit.connectors.web_fakes import FakeConversation, web_app

REPLY_FIELDS = {"text", "more", "notice", "buttons", "sources", "topic", "rumour", "decision"}
REPLY_FIELDS |= {"probability", "emergency", "wants_human", "rating", "language", "direction"}


@pytest.fixture
def conversation():
    return FakeConversation()


@pytest.fixture
def client(conversation):
    with TestClient(web_app(conversation)) as client:
        yield client


def _ask(client, **fields):
    return client.post("/api/chat", json={"text": "padrón"} | fields)


def test_answer_has_the_whole_shape(client):
    answer = _ask(client).json()
    reply = answer["replies"][0]

    assert answer.keys() == {"conversation", "language", "replies"}
    assert set(reply) == REPLY_FIELDS
    assert reply["buttons"][0] == {"title": "¿Qué documentos llevo?", "payload": "topic:documentos"}
    assert reply["sources"][0]["checked_on"] == "2026-11-03"
    assert (reply["topic"], reply["decision"], reply["probability"], reply["emergency"]) == ("padron", "answer", 0.93, False)
    assert (reply["language"], reply["direction"]) == ("es", "ltr")


def test_arabic_reply_says_its_direction(client):
    answer = _ask(client, language="ar").json()

    assert (answer["language"], answer["replies"][0]["direction"]) == ("ar", "rtl")


def test_second_question_continues_the_conversation(client, conversation):
    first = _ask(client).json()["conversation"]
    second = _ask(client, conversation=first).json()["conversation"]

    assert first == second
    assert conversation.messages[0].conversation == conversation.messages[1].conversation == first.partition(".")[0]


@pytest.mark.parametrize("foreign", ["", "someone-else", "a.b", "\x00", "ñ", ConversationIds("other").new()])
def test_foreign_conversation_starts_afresh(client, conversation, foreign):
    answer = _ask(client, conversation=foreign)

    assert answer.status_code == 200
    assert answer.json()["conversation"] != foreign
    assert conversation.messages[0].conversation not in foreign.split(".")


def test_message_carries_channel_hint_and_city(client, conversation):
    _ask(client, language="ar-MA", city="bilbao", unknown={"ignored": True})
    _ask(client, language="klingon")

    assert [(m.channel, m.language_hint, m.city) for m in conversation.messages] == [("web", "ar", "bilbao"), ("web", None, None)]


def test_payload_of_a_button_travels_as_text(client, conversation):
    _ask(client, text="topic:documentos")

    assert conversation.messages[0].text == "topic:documentos"


def test_answer_without_replies_is_in_the_language_of_the_page(client):
    assert _ask(client, text="silence", language="eu").json()["language"] == "eu"


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        (rb'"a\u0000b"', "ab"),
        (rb'"a\ud800b"', "a\ufffdb"),
        (rb'"\ud83d\ude42"', "🙂"),
        (rb'"a\u202eb\u2066c"', "abc"),
        (rb'"a\u200cb\u200fc"', "a\u200cb\u200fc"),
        (rb'"a\r\nb\rc\td"', "a\nb\nc\td"),
        (b'"' + "پ".encode() + b'"', "پ"),
    ],
)
def test_strange_characters_arrive_tamed(client, conversation, sent, heard):
    response = client.post("/api/chat", content=b'{"text": ' + sent + b"}")

    assert response.status_code == 200
    assert conversation.messages[0].text == heard


def test_hostile_reply_is_still_utf8(client):
    response = _ask(client, text="hostile")

    assert json.loads(response.content.decode("utf-8"))["replies"][0]["text"] == "\ufffd<img src=x onerror=alert(1)>bye"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b"\xff\xfe\x00",
        b"[" * 30_000,
        b'{"text": null}',
        b'{"text": 1}',
        b'{"text": ["a"]}',
        b'{"text": "   "}',
        b'{"text": "a", "conversation": 7}',
        b'{"text": "a", "language": {}}',
        b'{"text": "a", "city": true}',
        b'{"text": "a", "city": "../etc"}',
        b'{"text": "a", "n": ' + b"9" * 5000 + b"}",
    ],
)
def test_unreadable_body_is_refused_in_the_one_error_shape(client, conversation, body):
    response = client.post("/api/chat", content=body)

    assert response.status_code == 400
    assert response.json()["error"]["code"] == "bad_input"
    assert response.json()["error"].keys() == {"code", "message"}
    assert conversation.messages == []


def test_error_message_never_repeats_what_was_sent(client):
    response = client.post("/api/chat", json={"text": "hi", "city": "Secret Name"})

    assert response.json()["error"]["message"] == "missing or of the wrong type: city"


@pytest.mark.parametrize("chunked", [False, True])
def test_body_over_64_kb_is_refused_before_parsing(client, conversation, chunked):
    body = b"{" + b"x" * 65_536  # not JSON: parsing it would give 400
    response = client.post("/api/chat", content=iter([body[:30_000], body[30_000:]]) if chunked else body)

    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")
    assert conversation.messages == []


def test_body_of_64_kb_is_read(client):
    start, end = b'{"text": "padron", "pad": "', b'"}'

    assert client.post("/api/chat", content=start + b"x" * (65_536 - len(start + end)) + end).status_code == 200


@pytest.mark.parametrize(("text", "status"), [("bad", 400), ("huge", 413), ("fast", 429)])
def test_errors_of_the_conversation_keep_their_status(client, text, status):
    assert _ask(client, text=text).status_code == status


def test_answers_are_never_stored(client):
    response = _ask(client)

    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers


def test_openapi_shows_question_and_answer(client):
    operation = client.get("/openapi.json").json()["paths"]["/api/chat"]["post"]

    assert operation["requestBody"]["content"]["application/json"]["schema"]["required"] == ["text"]
    assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/Answer")
