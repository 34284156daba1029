"""The app's side of the talk with the engine, on examples captured from the real one (`capture.py`); the other side is in tests/nlu."""

import json
from pathlib import Path

import pytest

from bot.actions.protocol import Outcome, read_turn, write_outcome
from bot.actions.registry import ACTIONS
from bot.errors import BadInput
from bot.wire import reply_from_json, reply_to_json

FOLDER = Path(__file__).parent
ACTIONS_ASKED = sorted(FOLDER.glob("action_*.json"))
MESSAGES = sorted(FOLDER.glob("channel_*.json"))


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def over_the_wire(shape):
    return json.loads(json.dumps(shape))


def test_there_are_examples():
    assert len(ACTIONS_ASKED) >= 10 and len(MESSAGES) >= 7


@pytest.mark.parametrize("path", ACTIONS_ASKED, ids=lambda path: path.stem)
def test_turn_is_read_from_what_the_engine_asks(path):
    request = read(path)["request"]
    turn = read_turn(request, "es", "bilbao")

    assert turn.action in ACTIONS and turn.action == request["next_action"]
    assert turn.language in ("es", "eu") and turn.text_language == "es" and turn.city == "bilbao"
    assert turn.text == request["tracker"]["latest_message"]["text"]
    assert all(isinstance(values, list) for values in turn.entities.values())


def test_slots_form_and_entities_are_where_we_look_for_them():
    turns = {path.stem: read_turn(read(path)["request"], "es", "bilbao") for path in ACTIONS_ASKED}

    assert turns["action_aspect_0"].slot("last_topic") == "salud-euskadi-sin-papeles"
    assert turns["action_aspect_0"].entity("aspect") == "cost"
    assert turns["action_check_document_0"].form == "padron_check_form"
    assert turns["action_check_document_0"].entity("identity_document") == "valid"
    assert turns["action_check_document_0"].slot("requested_slot") == "identity_document"
    assert turns["action_greet_0"].intent == "greet" and turns["action_greet_0"].form is None


def test_what_was_said_before_is_the_last_that_was_written_and_asked_the_last_question():
    request = read(ACTIONS_ASKED[0])["request"]
    said = [
        ("the first", "ask_question"),
        ("a question", "nlu_fallback"),
        ("and that", "ask_aspect"),
        ("/greet", "greet"),
        ("now", "ask_question"),
    ]
    events = [{"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}} for text, intent in said]

    turn = read_turn(request | {"tracker": request["tracker"] | {"events": events}}, "es", "bilbao")
    assert (turn.earlier, turn.asked) == ("and that", "a question")
    first = read_turn(request | {"tracker": request["tracker"] | {"events": [{"event": "user", "text": "now"}]}}, "es", "bilbao")
    assert (first.earlier, first.asked) == ("", "")


@pytest.mark.parametrize("path", ACTIONS_ASKED, ids=lambda path: path.stem)
def test_answer_is_what_the_actions_write(path):
    answer = read(path)["answer"]
    replies = tuple(reply_from_json(response["custom"]) for response in answer["responses"])
    slots = {event["name"]: event["value"] for event in answer["events"]}

    assert over_the_wire(write_outcome(Outcome(replies, slots))) == answer


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_replies_come_back_as_the_actions_gave_them(path):
    example = read(path)
    replies = [reply_from_json(shape) for shape in example["answer"]["replies"]]

    assert replies and over_the_wire([reply_to_json(reply) for reply in replies]) == example["answer"]["replies"]
    assert set(example["request"]) == {"sender", "text", "metadata"}
    assert set(example["request"]["metadata"]) == {"language", "text_language", "city"}


@pytest.mark.parametrize(
    "body", [{}, [], None, {"next_action": "action_greet"}, {"tracker": {}}, {"tracker": {"latest_message": 5}, "next_action": "x"}]
)
def test_anything_else_is_no_request_of_the_protocol(body):
    with pytest.raises(BadInput, match="not a request"):
        read_turn(body, "es", "bilbao")


def test_examples_hold_nothing_of_anybody():
    for path in (*ACTIONS_ASKED, *MESSAGES):
        example = read(path)
        sender = example["request"].get("sender") or example["request"].get("sender_id")
        assert sender == "0" * 32, path.name
