"""The Padrón check as a form of the dialogue engine: what fills it, going back, stopping, and the list at its end."""

import pytest

from bot.actions.padron_check import SLOTS, VALUES
from bot.texts import Texts
from tests.unit.bot.fakes import run

TEXTS = Texts.load()


def answered(**slots):
    return {"requested_slot": next((slot for slot in SLOTS if slot not in slots), None)} | slots


def test_check_takes_several_answers_of_one_message(tools):
    entities = {"identity_document": ["valid"], "home": ["contract"], "children": ["maybe"]}
    outcome = run(tools, "validate_padron_check_form", "x", intent="inform", slots=answered(), entities=entities)

    assert outcome.slots == {"identity_document": "valid", "home": "contract"}


@pytest.mark.parametrize(
    ("intent", "text", "entities"),
    [
        ("inform", "x", {"home": ["contract"]}),
        ("greet", "x", {"identity_document": ["valid"]}),
        ("inform", "¿vale el pasaporte caducado?", {"identity_document": ["expired"]}),
        ("inform", "x", {"identity_document": ["other"]}),
        ("inform", "x", {}),
    ],
)
def test_what_is_no_answer_fills_nothing(tools, intent, text, entities):
    outcome = run(tools, "validate_padron_check_form", text, intent=intent, slots=answered(), entities=entities)

    assert outcome.slots == {} and outcome.replies == ()


@pytest.mark.parametrize(("intent", "value"), [("affirm", "yes"), ("deny", "no")])
def test_yes_and_no_answer_about_children(tools, intent, value):
    slots = answered(identity_document="valid", home="contract")

    assert run(tools, "validate_padron_check_form", "x", intent=intent, slots=slots).slots == {"children": value}


def test_going_back_empties_the_last_answer(tools):
    assert run(tools, "action_padron_check_back", slots=answered(identity_document="valid", home="contract")).slots == {"home": None}
    assert run(tools, "action_padron_check_back", slots=answered()).replies[0].text == TEXTS.get("es", "padron_check.back_first")


def test_stopping_empties_everything(tools):
    assert run(tools, "action_padron_check_stop", slots=answered(home="contract")).slots == dict.fromkeys(SLOTS)


@pytest.mark.parametrize("slot", SLOTS)
def test_question_offers_its_values_and_a_way_out(tools, slot):
    buttons = [button.payload for button in run(tools, f"action_ask_{slot}").replies[0].buttons]

    assert buttons[: len(VALUES[slot])] == [f"check:{slot}={value}" for value in VALUES[slot]]
    assert "act:stop" in buttons and ("act:go_back" in buttons) == (slot != SLOTS[0])


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
@pytest.mark.parametrize("position", range(4))
def test_list_is_made_for_every_answer_and_nothing_of_it_kept(tools, language, position):
    given = {slot: VALUES[slot][min(position, len(VALUES[slot]) - 1)] for slot in SLOTS}
    outcome = run(tools, "action_padron_checklist", slots=given, language=language)

    (reply,) = outcome.replies
    assert {slot: outcome.slots[slot] for slot in SLOTS} == dict.fromkeys(SLOTS)
    for slot in ("identity_document", "home", "since"):
        assert TEXTS.get(language, f"padron_check.checklist.{slot}.{given[slot]}") in reply.text
    assert reply.topic == "padron-documentos" and reply.sources
