"""How surely what is said is recognised: numbers with a tolerance, on messages that nobody wrote the cards from. Never the texts."""

from pathlib import Path

import pytest

from bot.bootstrap import House
from bot.cli.evaluate import through_room
from bot.settings import Settings
from rumours.evaluation import read_messages, summarise

MESSAGES = Path(__file__).parent / "development" / "rumours.jsonl"
LANGUAGES = {"es", "eu", "en", "fr", "ar"}
# Per cent. What was measured when this was written is printed by the test; below these numbers something broke.
FIRST, AMONG_THREE, WRONG, ANSWERED, BOTH = 74, 87, 11, 8, 65  # measured 77.5, 90.9, 8.1, 5.8 and 71.6 (aims: 82, 94, -, 4 and 80)
FIRST_PER_LANGUAGE, ORIENTATION = 68, 5  # measured 73.3 (Spanish) and 1.2
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
    assert every["first"] >= FIRST and every["shown"] >= AMONG_THREE
    assert every["wrong"] <= WRONG and every["answered"] <= ANSWERED
    assert every["both"] >= BOTH
    assert {language: summary[language]["first"] for language in LANGUAGES if summary[language]["first"] < FIRST_PER_LANGUAGE} == {}


def test_what_is_no_rumour_is_left_in_peace(found):
    by_kind = summarise(*found, by="kind")

    assert {"orientation", "true", "opinion", "other", "short", "victim"} <= set(by_kind)
    assert by_kind["short"]["answered"] == 0, "too few words are never answered by themselves"
    assert by_kind["orientation"]["answered"] <= ORIENTATION
