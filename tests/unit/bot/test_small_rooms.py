"""Payloads, wire, pseudonyms, secret, settings, log and errors: small rooms with sharp edges."""

import json
import logging
import stat
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot import privacy_log
from bot.dialogue.client import without_commands
from bot.errors import HarreraError, Misconfigured
from bot.inbound import InboundMessage
from bot.messages import Button, Decision, Payload, Reply, SourceLine
from bot.payloads import ACTS, engine_text, parse_payload
from bot.privacy_log import EVENTS, UnknownLogEvent, log
from bot.pseudonyms import Pseudonyms
from bot.sealing import Sealer, Unreadable
from bot.secret import change, secret_key
from bot.settings import Settings, settings_table
from bot.wire import reply_from_json, reply_to_json

words = st.text(st.characters(codec="utf-8"), max_size=40)
replies = st.builds(
    Reply,
    text=words,
    language=st.sampled_from(["es", "eu", "en", "fr", "ar"]),
    more=words,
    notice=words,
    buttons=st.lists(st.builds(Button, words, words), max_size=3).map(tuple),
    sources=st.lists(st.builds(SourceLine, words, words, st.dates()), max_size=3).map(tuple),
    topic=st.none() | words,
    rumour=st.none() | words,
    decision=st.none() | st.sampled_from(Decision),
    probability=st.none() | st.floats(0, 1),
    emergency=st.booleans(),
    candidates=st.lists(words, max_size=3).map(tuple),
    sets_language=st.none() | words,
    forgets=st.booleans(),
)


@given(replies)
def test_reply_survives_the_wire(reply):
    assert reply_from_json(json.loads(json.dumps(reply_to_json(reply)))) == reply


@pytest.mark.parametrize("shape", [{}, {"text": "x"}, {"buttons": 5}])
def test_other_shapes_are_no_reply(shape):
    with pytest.raises((KeyError, TypeError, ValueError)):
        reply_from_json(shape)


def test_wire_dates_are_iso():
    reply = Reply("x", "es", sources=(SourceLine("t", "u", date(2026, 11, 21)),))

    assert reply_to_json(reply)["sources"] == [{"title": "t", "url": "u", "checked_on": "2026-11-21"}]


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        ("act:greet", "/greet"),
        (" act:stop ", "/stop"),
        ("topic:padron-que-es", '/choose_topic{"topic": "padron-que-es"}'),
        ("language:eu", '/change_language{"language": "eu"}'),
        ("aspect:cost", '/ask_aspect{"aspect": "cost"}'),
        ("check:home=contract", '/inform{"home": "contract"}'),
    ],
)
def test_buttons_become_the_engines_notation(text, engine):
    assert engine_text(parse_payload(text)) == engine


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hola",
        "act:restart",
        "act:danger",
        "check:last_topic=trata",
        "topic:",
        'topic:a"}',
        "topic:a b",
        "Topic:a",
        "/greet",
        "topic:" + "a" * 81,
    ],
)
def test_anything_else_is_no_button(text):
    assert parse_payload(text) is None


@given(st.text(string.printable, max_size=60))
def test_no_button_gives_the_engine_an_order_of_its_own(text):
    payload = parse_payload(text)
    if payload is not None:
        order, _, values = engine_text(payload).partition("{")
        assert order.removeprefix("/") in {*ACTS, "inform", "ask_aspect", "change_language", "choose_topic"}
        assert not values or len(json.loads("{" + values)) == 1


def test_payload_is_written_as_it_is_read():
    assert str(Payload("topic", "x")) == "topic:x"


@given(st.text(max_size=40))
def test_written_text_never_begins_like_a_command(text):
    assert not without_commands(text).startswith("/") and without_commands(text)


@pytest.mark.parametrize("text", ["/restart", " /x", "//x", "\u200f/x", "\t/\u200e/x"])
def test_commands_lose_their_slash(text):
    assert without_commands(text) in ("restart", "x")


def test_pseudonym_is_stable_and_tells_nothing():
    names = Pseudonyms(b"secret")

    assert names.of("web", "ana") == names.of("web", "ana")
    assert len({names.of("web", "ana"), names.of("telegram", "ana"), names.of("web", "ibai"), Pseudonyms(b"other").of("web", "ana")}) == 4
    assert len(names.of("web", "\ud800")) == 32 and "ana" not in names.of("web", "ana")


def test_secret_is_made_once_for_its_owner_alone(tmp_path):
    settings = Settings(data_dir=tmp_path / "new")
    made = secret_key(settings)

    assert len(made) >= 64 and secret_key(settings) == made
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600


def test_changed_secret_opens_and_knows_what_the_one_before_made(tmp_path):
    settings = Settings(data_dir=tmp_path)
    before = secret_key(settings)
    sealed, name = Sealer(before, "x").seal(["ñ"]), Pseudonyms(before).of("web", "ana")
    change(tmp_path)
    after = secret_key(settings)

    assert after != before and Sealer(after, "x").open(sealed) == ["ñ"]
    assert Pseudonyms(after).of("web", "ana") != name and Pseudonyms(after).known_as("web", "ana")[1:] == [name]
    assert Sealer(after, "x").digests("1")[1] == Sealer(before, "x").digest("1") != Sealer(after, "x").digest("1")
    with pytest.raises(Unreadable):
        Sealer(before, "x").open(Sealer(after, "x").seal("new"))
    with pytest.raises(Misconfigured, match="before"):
        change(tmp_path)
    (tmp_path / "secret.key.before").unlink()
    with pytest.raises(Unreadable):
        Sealer(secret_key(settings), "x").open(sealed)


def test_secret_of_the_settings_may_have_one_before_it_too(tmp_path):
    settings = Settings(data_dir=tmp_path, secret_key="n" * 32, secret_key_before="b" * 32)

    assert (secret_key(settings), secret_key(settings).before) == (b"n" * 32, b"b" * 32)
    with pytest.raises(Misconfigured):
        change(tmp_path)


def test_weak_secret_is_refused_in_production():
    with pytest.raises(Misconfigured) as raised:
        secret_key(Settings(secret_key="hunter2", environment="production"))
    assert "hunter2" not in str(raised.value)
    assert secret_key(Settings(secret_key="hunter2", environment="development")) == b"hunter2"
    assert secret_key(Settings(secret_key="x" * 32, environment="production")) == b"x" * 32


def test_settings_come_from_the_environment_and_stay(monkeypatch):
    monkeypatch.setenv("HARRERA_PORT", "9090")
    settings = Settings()

    assert settings.port == 9090
    with pytest.raises(ValidationError):
        settings.port = 1


@pytest.mark.parametrize(("name", "value"), [("port", "70000"), ("port", "x"), ("engine_timeout", "0"), ("message_limit", "1")])
def test_impossible_settings_are_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"HARRERA_{name.upper()}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_secret_is_not_shown():
    assert "hunter2" not in repr(Settings(secret_key="hunter2")) + settings_table()


def test_every_setting_has_a_line_of_help():
    assert all(field.description and field.description.endswith(".") for field in Settings.model_fields.values())
    assert settings_table().count("\n") == len(Settings.model_fields) + 2


@pytest.mark.parametrize(
    ("event", "fields"), [("message", {}), ("started", {"text": "secret"}), ("message_answered", {"conversation": "x"})]
)
def test_unknown_event_or_field_raises_without_its_value(event, fields):
    with pytest.raises(UnknownLogEvent) as raised:
        log(event, **fields)
    assert "secret" not in str(raised.value)


def test_log_is_one_line_of_json_on_standard_error(capsys):
    before = list(privacy_log._logger.handlers), privacy_log._logger.propagate, privacy_log._logger.level
    try:
        privacy_log.configure()
        log("started", port=1, seconds=2.5)
        written = capsys.readouterr()
    finally:
        privacy_log._logger.handlers[:], privacy_log._logger.propagate = before[0], before[1]
        privacy_log._logger.setLevel(before[2])

    assert written.out == ""
    assert json.loads(written.err[written.err.index("{") :]) == {"event": "started", "port": 1, "seconds": 2.5}
    assert logging.getLogger("uvicorn.access").level == logging.getLogger("asyncio").level == logging.CRITICAL


def test_no_event_has_a_field_for_words():
    assert not {field for fields in EVENTS.values() for field in fields} & {
        "text",
        "message",
        "name",
        "conversation",
        "phone",
        "ip",
        "query",
    }


def test_raw_message_hides_its_words():
    assert "secret" not in repr(InboundMessage("secret words", "secret chat", "web"))


def test_every_error_has_a_code_and_a_status():
    def family(kind):
        return [kind, *(grandchild for child in kind.__subclasses__() for grandchild in family(child))]

    ours = [kind for kind in family(HarreraError) if kind.__module__ == "bot.errors"]
    assert len({kind.code for kind in ours}) == len(ours) >= 8
    assert all(400 <= kind.status < 600 for kind in ours)
