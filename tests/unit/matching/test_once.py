"""Within a turn a text is read once, and nothing of it stays."""

import pytest

from matching.matcher import Matcher
from matching.once import once, one_turn
from matching.signals import Signals
from matching.weights import shipped_weights
from tests.unit.matching.world import NEGATIVES, HashEncoder, items


class CountingEncoder(HashEncoder):
    """Says how many texts of people it was asked for."""

    asked = 0

    def encode(self, texts):
        self.asked += len(texts)
        return super().encode(texts)


@pytest.fixture
def counted() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def matchers(counted) -> list[Matcher]:
    """Two collections, as the entries and the cards are, read with one encoder."""
    both = [Matcher(Signals(items(), NEGATIVES, counted), shipped_weights()) for _ in range(2)]
    counted.asked = 0
    return both


def test_one_turn_encodes_a_text_once_for_all_who_ask(matchers, counted):
    with one_turn():
        answers = [matcher.match("i want honey please", "en") for matcher in (*matchers, *matchers)]

    assert counted.asked == 1
    assert answers[0] == answers[2] and answers[1] == answers[3]


def test_without_a_turn_nothing_is_remembered(matchers, counted):
    for _ in range(2):
        matchers[0].match("i want honey please", "en")

    assert counted.asked == 2


def test_what_is_remembered_ends_with_the_turn_even_when_it_fails(matchers, counted):
    with pytest.raises(ZeroDivisionError), one_turn():
        matchers[0].match("i want honey please", "en")
        raise ZeroDivisionError
    matchers[0].match("i want honey please", "en")

    assert counted.asked == 2


def test_a_turn_within_a_turn_is_the_same_turn():
    made = []
    with one_turn():
        with one_turn():
            once("a text", lambda: made.append(1))
        once("a text", lambda: made.append(2))

    assert made == [1]


def test_another_text_or_collection_is_read_for_itself(matchers, counted):
    with one_turn():
        for text in ("i want honey please", "where do i rent a boat"):
            for matcher in matchers:
                matcher.match(text, "en")

    assert counted.asked == 2
