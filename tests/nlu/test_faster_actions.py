"""The patch that compiles the schema of action answers once: as strict as Rasa itself, and silent about what it read."""

import json

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from nlu import faster_actions
from tests.nlu.conftest import ROOT

GOOD = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "home", "value": None}], "responses": [{"custom": {"text": "x"}}]},
    {},
]
BAD = [
    {"events": "none", "responses": []},
    {"events": [{"name": "home", "value": "secret text"}], "responses": []},
    {"events": [], "responses": "secret text"},
    {"events": [{"event": 5}], "responses": []},
]


@pytest.fixture
def action(monkeypatch):
    monkeypatch.setattr(RemoteAction, faster_actions.VALIDATE, getattr(RemoteAction, faster_actions.VALIDATE))
    before = getattr(RemoteAction, faster_actions.VALIDATE)
    faster_actions.install()
    assert getattr(RemoteAction, faster_actions.VALIDATE) is not before
    return RemoteAction("action_answer", EndpointConfig("http://127.0.0.1:1"))


@pytest.mark.parametrize("answer", GOOD)
def test_good_answers_pass(action, answer):
    assert action._validate_action_result(answer) is True


@pytest.mark.parametrize("answer", BAD)
def test_bad_answers_are_refused_without_their_words(action, answer):
    with pytest.raises(ValidationError) as raised:
        action._validate_action_result(answer)
    assert "secret text" not in str(raised.value) and "action_answer" in str(raised.value)


@pytest.mark.parametrize("answer", GOOD + BAD)
def test_patch_decides_as_rasa_does(answer, action, request):
    from jsonschema import validate

    def accepts(check):
        try:
            check()
            return True
        except ValidationError:
            return False

    original = accepts(lambda: validate(answer, RemoteAction.action_response_format_spec()))
    assert accepts(lambda: action._validate_action_result(answer)) == original


def test_another_rasa_is_refused(monkeypatch):
    monkeypatch.delattr(RemoteAction, faster_actions.VALIDATE)

    with pytest.raises(RuntimeError, match="elsewhere"):
        faster_actions.install()


def test_answers_of_the_app_pass(action):
    examples = sorted((ROOT / "tests" / "contract" / "engine").glob("action_*.json"))

    assert len(examples) >= 5
    for path in examples:
        assert action._validate_action_result(json.loads(path.read_text(encoding="utf-8"))["answer"]), path.name
