"""How surely what is said is recognised: numbers with a tolerance, on messages that nobody wrote the cards from. Never the texts."""

from pathlib import Path

import pytest

from bot.bootstrap import House
from bot.cli.evaluate import through_room
from bot.settings import Settings
from rumours.evaluation import read_messages, summarise

MESSAGES = Path(__file__).parent / "development" / "rumours.jsonl"
LANGUAGES = {"es", "eu", "en", "fr", "ar"}
# Per cent; measured 70.6, 87.9, 90.9, 7.6, 5.8, 42.0, 1.2 (aims: first 82, among three 94, answered 4, both 80)
FIRST, RANKED, AMONG_THREE, WRONG, ANSWERED, BOTH, ORIENTATION, FIRST_PER_LANGUAGE = 67, 84, 88, 10, 9, 36, 5, 58
SHOWN = ("first", "ranked_first", "shown", "wrong", "answered", "both_of_two", "both")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """(messages, predictions) of the shipped room."""
    house = House(Settings(data_dir=tmp_path_factory.mktemp("quality"))).open()
    messages = read_messages(MESSAGES, "bilbao")
    return messages, list(through_room(house, messages))


def test_what_is_said_is_recognised(found, capsys):
    summary = summarise(*found)
    with capsys.disabled():
        for language, figures in summary.items():
            print(f"\n  [{language}: " + ", ".join(f"{name} {figures[name]:g}" for name in SHOWN) + "]", end="")

    every = summary["all"]
    assert every["n"] > 600 and every["others"] > 200 and set(summary) == {*LANGUAGES, "all"}
    assert every["first"] >= FIRST and every["ranked_first"] >= RANKED and every["shown"] >= AMONG_THREE
    assert every["wrong"] <= WRONG and every["answered"] <= ANSWERED
    assert every["both"] >= BOTH
    assert {language: summary[language]["first"] for language in LANGUAGES if summary[language]["first"] < FIRST_PER_LANGUAGE} == {}


def test_what_is_no_rumour_is_left_in_peace(found):
    by_kind = summarise(*found, by="kind")

    assert {"orientation", "true", "opinion", "other", "short", "victim"} <= set(by_kind)
    assert by_kind["short"]["answered"] == 0, "too few words are never answered by themselves"
    assert by_kind["orientation"]["answered"] <= ORIENTATION
