"""How surely what is said is recognised: numbers with a tolerance, on messages that nobody wrote the cards from. Never the texts."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import House
from bot.cli.evaluate import through_room
from bot.settings import Settings
from knowledge_base.library import Teaching
from rumours.evaluation import read_messages, summarise
from rumours.library import RumourLibrary
from rumours.limits import shipped_rehearsals, shipped_weights
from rumours.repository import MemoryRumourRepository

MESSAGES = Path(__file__).parent / "development" / "rumours.jsonl"
LANGUAGES = {"es", "eu", "en", "fr", "ar"}
# Per cent. What was measured when this was written is printed by the test; below these numbers something broke.
FIRST, AMONG_THREE, WRONG, ANSWERED, BOTH = 70, 88, 10, 7, 61  # measured 72.0, 90.6, 7.5, 3.8 and 67.0 (aims: 82, 94, -, 4 and 80)
FIRST_PER_LANGUAGE, ORIENTATION = 64, 5  # measured 69.4 (Spanish) and 1.2
ACROSS = 0.62  # measured 0.70 in Arabic and Darija, 0.88 and more in the others
SHOWN = ("first", "ranked_first", "shown", "wrong", "answered", "both_of_two", "both")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    return House(Settings(data_dir=tmp_path_factory.mktemp("quality"))).open()


@pytest.fixture(scope="module")
def found(house):
    """(messages, predictions) of the shipped room."""
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


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"es"}))
def test_card_in_spanish_alone_is_found_from_other_languages(house, language, capsys):
    repository = MemoryRumourRepository()
    repository.save(replace(card, texts={"es": card.texts["es"]}) for card in house.cards.cards())
    library = RumourLibrary(repository, Teaching(shipped_weights(), house.encoder, house.teaching.concepts), house.not_rumours)
    said = [rehearsal for rehearsal in shipped_rehearsals() if rehearsal.language == language and rehearsal.right]
    shown = [bool(r.right & {c.id for c in library.match(r.text, language).candidates}) for r in said]
    with capsys.disabled():
        print(f"\n  [{language}, cards in Spanish alone: right among three {100 * sum(shown) / len(shown):.0f}]", end="")

    assert len(shown) == 60 and sum(shown) / len(shown) >= ACROSS
