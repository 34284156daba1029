"""Deliveries of the WhatsApp Cloud API: what is taken along of each kind, what stays behind, and that no shape breaks the reading."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.whatsapp_channel.taming import Delivery, tame
from tests.unit.connectors.whatsapp_fakes import FIXTURES, PHONE, PHONE_ID, USER, fixture

TEXTS = {
    "text": "¿Cómo me empadrono?",
    "text_with_referral": "salam, bghit padron",
    "text_reply": "¿y cuánto cuesta?",
    "text_username": "where is the doctor",
    "button_reply": "act:talk_to_human",
    "list_reply": "topic:padron-que-es",
    "template_button": "act:greet",
    "request_welcome": "act:greet",
    "location": "near:43.263_-2.935",
    "edit": "¿Cómo me empadrono sin contrato?",
}
UNREAD = {
    "image": "photo",
    "video": "video",
    "document": "document",
    "voice": "voice",
    "sticker": "sticker",
    "contacts": "contact",
    "reaction": "other",
    "order": "other",
    "unsupported": "other",
    "flow_reply": "other",
}
NOTHING = ["reaction_removed", "system_number_changed", "revoke", "group_text", "text_to_another_number", "account_update"]
OTHERS = ["text_phone_only", "image_with_caption", "several", "status_sent", "status_delivered", "status_read"]
OTHERS += ["status_failed_window", "status_failed_unreachable"]


def test_every_fixture_is_declared_here():
    declared = [*TEXTS, *UNREAD, *NOTHING, *OTHERS]

    assert sorted(declared) == sorted(path.stem for path in FIXTURES.glob("*.json"))


@pytest.mark.parametrize("name", TEXTS)
def test_words_buttons_and_places_are_read(name):
    (update,) = tame(fixture(name), PHONE_ID).updates

    assert (update.channel, update.chat, update.body) == ("whatsapp", USER, {"text": TEXTS[name], "unread": ""})
    assert update.id == fixture(name)["entry"][0]["changes"][0]["value"]["messages"][0]["id"]


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_said_to_be_so(name):
    (update,) = tame(fixture(name), PHONE_ID).updates

    assert update.body == {"text": "", "unread": UNREAD[name]}


def test_caption_is_read_beside_a_picture():
    (update,) = tame(fixture("image_with_caption"), PHONE_ID).updates

    assert update.body == {"text": "¿qué es este papel del padrón?", "unread": "photo"}


@pytest.mark.parametrize("name", NOTHING)
def test_what_asks_nothing_of_us_is_left_alone(name):
    assert tame(fixture(name), PHONE_ID).updates == []


def test_messages_of_several_people_come_in_their_order():
    delivery = tame(fixture("several"), PHONE_ID)

    assert [(update.chat, update.body["text"]) for update in delivery.updates] == [
        (USER, "hola"),
        (USER, "tengo una pregunta"),
        ("FR.9000000000000000018", "carte de santé"),
    ]
    assert delivery.statuses == ["read"] and delivery.skipped == 0


def test_phone_number_is_the_chat_only_where_meta_gives_nothing_else():
    (update,) = tame(fixture("text_phone_only"), PHONE_ID).updates

    assert update.chat == PHONE


def test_name_number_and_file_of_a_person_stay_behind():
    for path in FIXTURES.glob("*.json"):
        for update in tame(fixture(path.stem), PHONE_ID).updates:
            taken = json.dumps(update.body)
            assert not [word for word in ("Amina", "Karim", PHONE, "300000000000003", "pasaporte", "Inventada") if word in taken], path.stem
            assert not [secret for secret in (USER, PHONE, "padr") if secret in repr(update)], path.stem


@pytest.mark.parametrize(("name", "code"), [("status_failed_window", 131047), ("status_failed_unreachable", 131026)])
def test_failure_carries_the_code_of_the_platform(name, code):
    assert tame(fixture(name), PHONE_ID) == Delivery([], ["failed"], [code], 0)


def test_place_outside_the_earth_is_not_read():
    payload = fixture("location")
    payload["entry"][0]["changes"][0]["value"]["messages"][0]["location"]["latitude"] = 943.0

    assert tame(payload, PHONE_ID).updates[0].body == {"text": "", "unread": "other"}


def test_button_that_is_none_of_ours_says_its_title():
    payload = fixture("button_reply")
    reply = payload["entry"][0]["changes"][0]["value"]["messages"][0]["interactive"]["button_reply"]
    reply["id"] = "/restart"

    assert tame(payload, PHONE_ID).updates[0].body["text"] == reply["title"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _places(value, path=()):
    """Paths of every field and item."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _places(inner, (*path, key))


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(sorted(path.stem for path in FIXTURES.glob("*.json"))), JSON)
def test_no_changed_field_breaks_the_reading(data, name, value):
    payload = copy.deepcopy(fixture(name))
    *path, last = data.draw(st.sampled_from(list(_places(payload))))
    target = payload
    for key in path:
        target = target[key]
    target[last] = value

    for update in tame(payload, PHONE_ID).updates:
        assert update.id and update.chat and set(update.body) == {"text", "unread"}
        json.dumps(update.body).encode()


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_anything_else_is_nothing(value):
    assert tame(value, PHONE_ID).updates == []
