"""From the Bot API's updates to ours: every kind of fixture, what is kept of it, and that nothing odd gets through."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from connectors.delivery import Update
from connectors.telegram_channel.addressing import Own
from connectors.telegram_channel.taming import COMMANDS, UNREAD, tame
from tests.unit.connectors.telegram_samples import NAMES, OWN, fixture

HUMAN = "act:talk_to_human"
# fixture -> what the conversation is asked
SAID = {
    "text": "¿Cómo me empadrono? 🙂",
    "text_with_entities": "Llámame al 600 000 000 o mira https://example.org",
    "text_forwarded": "Dicen que cobran una paga",
    "text_reply": "¿Y cuánto cuesta?",
    "edited_text": "¿Cómo me empadrono sin contrato?",
    "command_start": "act:greet",
    "command_help": "act:greet",
    "command_start_link": "act:greet",
    "command_language": "act:change_language",
    "command_language_named": "language:eu",
    "command_privacy": "act:privacy",
    "command_forget": "act:forget_me",
    "command_human": HUMAN,
    "command_agent": "agent:start",
    "command_practice": "act:start_practice",
    "command_with_words": "mi marido me pega",
    "command_unknown": "padron",
    "callback_query": "more:padron-documentos",
    "callback_query_old": HUMAN,
    "location": "near:43.263_-2.925",
    "venue": "near:43.263_-2.925",
    "group_mention": "¿cómo me empadrono?",
    "group_mention_in_the_middle": "🙂🙂 oye  ¿y el médico?",
    "group_text_mention": "¿cómo me empadrono?",
    "group_reply": "¿Y cuánto cuesta?",
    "group_command": HUMAN,
    "group_callback_query": "act:privacy",
}
UNREADABLE = {"photo", "voice", "audio", "video", "video_note", "document", "sticker", "animation", "contact", "poll", "dice"}
WITH_WORDS = {"photo_with_caption": "¿Qué dice esta carta del padrón?", "group_photo_with_mention": "mira"}
UNHEARD = {
    "callback_query_inline",
    "callback_query_game",
    "edited_live_location",
    "group_not_for_us",
    "group_other_mention",
    "group_other_command",
    "group_reply_to_another",
    "group_photo",
    "group_new_members",
    "group_migrated",
    "from_a_bot",
    "pinned",
    "channel_post",
    "my_chat_member_blocked",
    "inline_query",
    "message_reaction",
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def test_every_fixture_has_its_expectation():
    assert sorted(SAID.keys() | UNREADABLE | WITH_WORDS.keys() | UNHEARD) == NAMES
    assert len(NAMES) > 50 and {f"command_{name}" for name in COMMANDS} <= set(NAMES)


@pytest.mark.parametrize("name", SAID)
def test_words_and_buttons_are_what_is_asked(name):
    raw = fixture(name)
    update = tame(raw, OWN)

    assert (update.channel, update.id) == ("telegram", str(raw["update_id"]))
    assert (update.body["kind"], update.body["text"]) == ("text", SAID[name])
    assert update.chat == ("-1001500000001" if name.startswith("group") else "5000000001")
    assert update.body["language"] == "es"


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_read_is_only_its_kind(name):
    body = tame(fixture(name), OWN).body

    assert body == {"kind": "unread", "what": name, "text": "", "language": "es"} and name in UNREAD


@pytest.mark.parametrize("name", WITH_WORDS)
def test_caption_is_read(name):
    body = tame(fixture(name), OWN).body

    assert (body["kind"], body["what"], body["text"]) == ("unread", "photo", WITH_WORDS[name])


@pytest.mark.parametrize("name", sorted(UNHEARD))
def test_what_asks_nothing_of_us_is_not_heard(name):
    assert tame(fixture(name), OWN) is None


@pytest.mark.parametrize("name", sorted(set(NAMES) - UNHEARD))
def test_no_name_number_or_member_is_kept(name):
    update = tame(fixture(name), OWN)
    kept = json.dumps(update.body, ensure_ascii=False)

    for personal in ("Amina", "Inventada", "amina_inventada", "Vecino", "5000000009", "+34600000000", "pasaporte", "Mujeres", "file_id"):
        assert personal not in kept
    assert "5000000001" not in kept  # in a group nobody who wrote is kept, in a private chat the chat is enough
    assert set(update.body) <= {"kind", "text", "what", "language", "press", "answers", "thread"}
    assert "¿" not in repr(update) and update.chat not in repr(update)


def test_group_answer_goes_to_its_message_and_topic():
    body = tame(fixture("group_mention_in_the_middle"), OWN).body

    assert (body["answers"], body["thread"]) == (41, 9)
    assert "answers" not in tame(fixture("text"), OWN).body


def test_bot_without_a_name_hears_no_mentions_but_replies():
    nameless = Own(OWN.id)

    assert tame(fixture("group_mention"), nameless) is None
    assert tame(fixture("group_command"), nameless) is None
    assert tame(fixture("group_reply"), nameless) is not None


def test_press_is_kept_so_that_it_can_be_answered():
    assert tame(fixture("callback_query"), OWN).body["press"] == "4382bfdwdsb323b2d9"


def test_edit_is_another_update_than_its_message():
    assert tame(fixture("edited_text"), OWN).id != tame(fixture("text"), OWN).id


@pytest.mark.parametrize("code", ["ar-MA", "AR", "ar"])
def test_language_of_the_app_is_a_hint(code):
    raw = fixture("text")
    raw["message"]["from"]["language_code"] = code

    assert tame(raw, OWN).body["language"] == "ar"


@pytest.mark.parametrize("code", [None, 7, "", "klingon", "e1", ["es"]])
def test_odd_language_of_the_app_is_no_hint(code):
    raw = fixture("text")
    raw["message"]["from"]["language_code"] = code

    assert "language" not in tame(raw, OWN).body


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), ("43", "2"), (True, 0), (float("nan"), 0), (None, None)])
def test_place_that_is_none_is_not_heard(latitude, longitude):
    raw = fixture("location")
    raw["message"]["location"] = {"latitude": latitude, "longitude": longitude}

    assert tame(raw, OWN) is None


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "x",
        7,
        {},
        {"update_id": "1"},
        {"update_id": True},
        {"update_id": 2**70},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"text": "x"}},
        {"update_id": 1, "message": {"text": "x", "chat": {"type": "private"}}},
        {"update_id": 1, "message": {"text": "x", "chat": {"id": "5", "type": "private"}}},
        {"update_id": 1, "message": {"text": 5, "chat": {"id": 5, "type": "private"}}},
        {"update_id": 1, "callback_query": "x"},
    ],
)
def test_what_is_no_update_is_refused(raw):
    with pytest.raises(BadInput):
        tame(raw, OWN)


def test_refusal_never_repeats_what_was_sent():
    with pytest.raises(BadInput) as refused:
        tame({"update_id": 1, "message": {"text": ["Amina"], "chat": {"id": 5, "type": "private"}}}, OWN)

    assert "Amina" not in str(refused.value)


@given(st.sampled_from(NAMES), st.data())
def test_altered_update_is_tamed_or_refused(name, data):
    raw = fixture(name)
    places = list(_places(raw))
    holder, key = data.draw(st.sampled_from(places))
    _at(raw, holder)[key] = data.draw(json_values)
    try:
        update = tame(copy.deepcopy(raw), OWN)
    except BadInput:
        return
    if update is not None:
        assert isinstance(update, Update) and json.dumps(update.body) and isinstance(update.chat, str)
        assert isinstance(update.body["text"], str)


@given(st.text(max_size=200))
def test_any_text_arrives_as_text(text):
    raw = fixture("text")
    raw["message"]["text"] = text

    assert tame(raw, OWN).body["text"].encode("utf-8") is not None


def _places(node, path=()):
    if isinstance(node, dict):
        for key, child in node.items():
            yield path, key
            yield from _places(child, (*path, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _places(child, (*path, index))


def _at(node, path):
    for key in path:
        node = node[key]
    return node


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/agent bcdf-ghjk-mnpq", "agent:bcdf-ghjk-mnpq"),
        ("/agent@{bot} OFF", "agent:off"),
        ("/agent mi marido me pega", "mi marido me pega"),
        ("/agent 600 123 456", "600 123 456"),
    ],
)
def test_agent_s_code_stays_a_command_and_words_stay_words(words, said):
    update = fixture("text")
    update["message"]["text"] = words.format(bot=OWN.username)
    assert tame(update, OWN).body["text"] == said
