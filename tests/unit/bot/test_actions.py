"""What the engine calls: every act, what is said of ourselves, and the wishes that need no knowledge."""

import pytest

from bot.actions.padron_check import SLOTS
from bot.actions.registry import ACTIONS
from bot.errors import NotFound
from tests.unit.bot.fakes import run


@pytest.mark.parametrize("action", [name for name in ACTIONS if not name.startswith(("action_padron_checklist", "validate"))])
@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
def test_every_action_answers_in_every_language(tools, action, language):
    outcome = run(tools, action, "sin nada", language=language)

    assert outcome.replies or outcome.slots
    assert all(reply.text and "{" not in reply.text for reply in outcome.replies)


def test_unknown_action_is_no_action(tools):
    with pytest.raises(NotFound):
        run(tools, "action_restart")


@pytest.mark.parametrize(("wanted", "chosen"), [("eu", "eu"), ("xx", None), (None, None)])
def test_language_changes_when_it_is_one_of_ours(tools, wanted, chosen):
    outcome = run(tools, "action_change_language", "", entities={"language": [wanted]} if wanted else {})

    assert outcome.slots.get("chosen_language") == outcome.replies[0].sets_language == chosen
    assert chosen or len(outcome.replies[0].buttons) == len(tools.texts.languages) == 11


def test_forgetting_empties_every_slot_and_says_when(tools):
    outcome = run(tools, "action_forget_me")

    assert outcome.replies[0].forgets and set(outcome.slots) >= {*SLOTS, "last_topic"}
    assert set(outcome.slots.values()) == {None}


def test_greeting_and_privacy_name_the_operator(tools):
    for action in ("action_greet", "action_privacy", "action_bot_challenge"):
        assert "Operator of the tests" in run(tools, action).replies[0].text
