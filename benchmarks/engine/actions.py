"""The one action of the stock project, served by Rasa's own action server: `python -m rasa_sdk --actions benchmarks.engine.actions`."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

WORDS = "one fixed answer"


class FixedAnswer(Action):
    """What every rule calls; reads nothing and computes nothing, so that only the protocol is measured."""

    def name(self) -> str:
        return "action_fixed_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        dispatcher.utter_message(text=WORDS)
        return []
