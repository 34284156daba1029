"""The time after which a talk is forgotten is said in three places; they must say the same."""

import yaml

from bot.talks.memory import CONVERSATION_MINUTES
from tests.house.tree import ROOT


def test_app_and_engine_forget_after_the_same_time():
    for name in ("endpoints.yml", "endpoints-shared.yml"):
        endpoints = yaml.safe_load((ROOT / "nlu" / name).read_text())

        assert endpoints["tracker_store"]["minutes"] == CONVERSATION_MINUTES == 60, "the texts say an hour"
