"""The engine's domain and the app's actions name the same things."""

import re

import yaml

from bot.actions import practice
from bot.actions.padron_check import SLOTS, VALUES
from bot.actions.registry import ACTIONS
from bot.payloads import ACTS, CHECK_SLOTS
from tests.house.tree import ROOT

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES = (ROOT / "nlu" / "data" / "rules.yml").read_text(encoding="utf-8")


def test_actions_of_the_domain_are_the_actions_of_the_app():
    assert len(ACTIONS) > 20
    assert set(DOMAIN["actions"]) == set(ACTIONS)


def test_rules_use_every_action_once_at_least_and_no_unknown_one():
    used = set(re.findall(r"- action: (\w+)", RULES))
    by_the_form = {name for name in ACTIONS if name.startswith(("action_ask_", "validate_"))}

    assert used - {"action_deactivate_loop"} == set(ACTIONS) - by_the_form | set(DOMAIN["forms"])


def test_rules_know_every_intent():
    assert set(re.findall(r"- intent: (\w+)", RULES)) == {*DOMAIN["intents"], "nlu_fallback"}


def test_form_asks_the_slots_of_the_check():
    form = DOMAIN["forms"]["padron_check_form"]

    assert tuple(form["required_slots"]) == SLOTS == tuple(VALUES)
    assert set(SLOTS) <= set(DOMAIN["slots"]) and set(SLOTS) <= set(DOMAIN["entities"]) and set(SLOTS) == CHECK_SLOTS


def test_practice_asks_a_scene_and_goes_on_to_its_end():
    asked = tuple(DOMAIN["forms"][practice.FORM]["required_slots"])

    assert asked == practice.SLOTS[:2] and set(practice.SLOTS) <= set(DOMAIN["slots"]) and "scene" in DOMAIN["entities"]
    assert {f"action_ask_{slot}" for slot in asked} <= set(ACTIONS)


def test_buttons_only_name_intents_of_the_domain():
    assert {*ACTS, "inform", "choose_scene", "ask_aspect", "change_language", "choose_topic"} <= set(DOMAIN["intents"])
