"""The Padrón check through the real engine: four questions, a list, and nothing of it kept."""

import pytest

from bot.actions.padron_check import SLOTS, VALUES
from bot.texts import Texts

TEXTS = Texts.load()
PRESSED = ("check:identity_document=expired", "check:home=shared_room", "check:children=yes", "check:since=months")


def asked(answer) -> str | None:
    """Which slot the last reply asks for."""
    last = answer["replies"][-1]["text"]
    return next((slot for slot in SLOTS if TEXTS.get(answer["language"], f"padron_check.{slot}") in last), None)


def list_for(language: str) -> str:
    return TEXTS.get(language, "padron_check.checklist.title")


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
def test_pressed_buttons_lead_to_a_list_in_every_language(house, language):
    person = house.person(language=language)
    person.presses(f"language:{language}")
    answer = person.presses("act:start_padron_check")
    for slot, payload in zip(SLOTS, PRESSED, strict=True):
        assert asked(answer) == slot
        assert {f"check:{slot}={value}" for value in VALUES[slot]} <= set(answer.payloads)
        answer = person.presses(payload)

    checklist = "padron_check.checklist"
    assert answer.text.startswith(list_for(language))
    for part in ("identity_document.expired", "home.shared_room", "children.yes", "since.months", "where_text", "refused_text"):
        assert TEXTS.get(language, f"{checklist}.{part}") in answer.text
    assert answer.topic == "padron-documentos" and answer.sources


def test_check_starts_from_ones_own_words(person):
    assert asked(person.says("quiero saber qué necesito yo para empadronarme")) == "identity_document"


def test_everything_can_be_said_in_own_words(person):
    person.presses("act:start_padron_check")
    assert asked(person.says("tengo pasaporte en vigor")) == "home"
    assert asked(person.says("alquilo una habitación")) == "children"
    assert asked(person.says("no tengo hijos")) == "since"
    answer = person.says("llevo tres meses")

    assert answer.text.startswith(list_for("es"))
    assert TEXTS.get("es", "padron_check.checklist.since.months") in answer.text
    assert TEXTS.get("es", "padron_check.checklist.children.yes") not in answer.text


def test_everything_can_be_said_at_once(person):
    person.presses("act:start_padron_check")
    answer = person.says("tengo pasaporte en vigor, alquilo una habitación, no tengo hijos y llevo ocho meses")

    assert answer.text.startswith(list_for("es"))


@pytest.mark.parametrize(("word", "expected"), [("sí", "yes"), ("no", "no")])
def test_yes_and_no_answer_the_question_about_children(person, word, expected):
    for payload in ("act:start_padron_check", *PRESSED[:2]):
        person.presses(payload)
    assert asked(person.says(word)) == "since"
    answer = person.presses(PRESSED[3])

    assert (TEXTS.get("es", "padron_check.checklist.children.yes") in answer.text) == (expected == "yes")


def test_question_in_the_middle_is_answered_and_the_check_goes_on(person):
    for payload in ("act:start_padron_check", PRESSED[0]):
        person.presses(payload)
    answer = person.says("¿Cómo saco la tarjeta sanitaria?")

    assert answer.topic == "tis-osakidetza" and asked(answer) == "home"
    assert asked(person.presses(PRESSED[1])) == "children"


def test_going_back_asks_the_last_question_again(person):
    for payload in ("act:start_padron_check", *PRESSED[:2]):
        answer = person.presses(payload)
    assert asked(answer) == "children"

    assert asked(person.says("volver atrás")) == "home"
    assert asked(person.presses("act:go_back")) == "identity_document"


def test_stopping_keeps_nothing(person):
    for payload in ("act:start_padron_check", *PRESSED[:3]):
        person.presses(payload)
    assert person.presses("act:stop").text == TEXTS.get("es", "padron_check.stopped")

    assert asked(person.presses("act:start_padron_check")) == "identity_document"


def test_stopping_in_own_words(person):
    person.presses("act:start_padron_check")

    assert person.says("quiero dejarlo").text == TEXTS.get("es", "padron_check.stopped")


def test_nothing_is_kept_after_the_list(person):
    for payload in ("act:start_padron_check", *PRESSED):
        answer = person.presses(payload)
    assert answer.text.startswith(list_for("es"))

    assert asked(person.presses("act:start_padron_check")) == "identity_document"


def test_forgetting_in_the_middle_forgets_the_check(person):
    for payload in ("act:start_padron_check", *PRESSED[:2]):
        person.presses(payload)
    person.presses("act:forget_me")

    assert asked(person.says("gracias")) is None
    assert asked(person.presses("act:start_padron_check")) == "identity_document"


def test_two_people_at_once_do_not_mix(house):
    one, other = house.person(), house.person()
    one.presses("act:start_padron_check")
    other.presses("act:start_padron_check")
    one.presses(PRESSED[0])

    assert asked(other.presses("check:identity_document=none")) == "home"
    assert asked(one.presses(PRESSED[1])) == "children"
