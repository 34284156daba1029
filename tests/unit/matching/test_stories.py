"""A story is read as a whole and clause by clause, on the invented town."""

import numpy as np
import pytest

from matching.once import one_turn
from matching.signals import Signals
from matching.stories import LONG, WHOLE, read_message
from tests.unit.matching.world import NEGATIVES, HashEncoder, items

CLAUSES = ("my sister came with her two small children in march", "they told me about honey", "we live near the old bridge")
STORY = ". ".join(CLAUSES)


@pytest.fixture(scope="module")
def signals() -> Signals:
    return Signals(items(), NEGATIVES, HashEncoder())


def test_story_is_shared_between_the_whole_and_its_clauses(signals):
    whole, parts = signals.read(STORY, "en"), [signals.read(clause, "en") for clause in CLAUSES]
    read = read_message(signals, STORY, "en")

    assert np.allclose(read.values, WHOLE * whole.values + (1 - WHOLE) * np.mean([part.values for part in parts], axis=0))
    assert (read.outside, read.beyond, read.limit) == (whole.outside, whole.beyond, whole.limit)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("they told me about honey. we live here", "en"),  # short
        (" ".join(["honey"] * LONG), "en"),  # one clause
        ("", "en"),
        ("我想卖蜂蜜。我住在老桥附近", "zh"),  # thirteen signs are six or seven words
    ],
)
def test_all_else_is_read_as_it_stands(signals, text, language):
    assert np.array_equal(read_message(signals, text, language).values, signals.read(text, language).values)


def test_long_chinese_message_is_a_story_without_spaces(signals):
    text = "我们从很远的地方来到这里，他们告诉我 honey。我们住在老桥附近的一个小房子里"

    assert not np.array_equal(read_message(signals, text, "zh").values, signals.read(text, "zh").values)


def test_clause_is_read_once_in_a_turn(signals, monkeypatch):
    heard = []
    monkeypatch.setattr(
        signals, "read", lambda text, language, absent=False: heard.append(text) or Signals.read(signals, text, language, absent)
    )

    with one_turn():
        for text in (STORY, *CLAUSES, STORY):
            read_message(signals, text, "en")
    assert sorted(heard) == sorted((STORY, *CLAUSES))
