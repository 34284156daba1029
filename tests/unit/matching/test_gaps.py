"""An entry that is not translated yet is found among others that are."""

import numpy as np
import pytest

from matching.gaps import fill_gaps
from matching.matcher import Matcher
from matching.patch import PatchedSignals
from matching.signals import NAMES, Signals
from matching.weights import shipped_weights
from tests.unit.matching.world import NEGATIVES, TOPICS, HashEncoder, item, items


def half_translated(name: str):
    return [item(one, languages=("es",) if one == name else ("en", "es")) for one in TOPICS]


def found(signals: Signals, text: str) -> str:
    return Matcher(signals, shipped_weights()).match(text, "en").candidates[0].id


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("make", [lambda these: Signals(these, NEGATIVES, HashEncoder()), None], ids=["fitted", "patched"])
def test_item_without_a_text_of_the_language_is_found_among_translated_ones(name, make):
    these = half_translated(name)
    signals = make(these) if make else PatchedSignals(Signals(items(), NEGATIVES, HashEncoder()), these, NEGATIVES)

    assert found(signals, f"how much for the {TOPICS[name][2][0]}") == name
    other = next(one for one in TOPICS if one != name)
    assert found(signals, f"how much for the {TOPICS[other][2][0]}") == other


def test_what_stands_in_is_as_far_from_the_mean_as_in_the_signal_it_comes_from():
    values = np.random.default_rng(3).random((6, len(NAMES)))
    gaps = np.array([False, False, True, False, False, True])
    filled = values.copy()
    fill_gaps(filled, gaps, NAMES)

    own, other = NAMES.index("nearest"), NAMES.index("encoder_example")
    known, meaning = values[~gaps, own], values[:, other]
    assert filled[gaps, own] == pytest.approx(known.mean() + known.std() * (meaning[gaps] - meaning.mean()) / meaning.std())
    assert (filled[~gaps] == values[~gaps]).all()


@pytest.mark.parametrize("gaps", [np.zeros(4, bool), np.ones(4, bool), np.array([True, True, True, False])], ids=["none", "all", "but one"])
def test_nothing_is_filled_when_all_are_alike_or_too_few_are_known(gaps):
    values = np.random.default_rng(4).random((4, len(NAMES)))
    filled = values.copy()
    fill_gaps(filled, gaps, NAMES)

    assert (filled == values).all()


def test_without_an_encoder_nothing_stands_in():
    values = Signals(half_translated("honey"), NEGATIVES, None).read("i want honey please", "en").values

    assert not values[list(TOPICS).index("honey"), [NAMES.index("lexical"), NAMES.index("classifier"), NAMES.index("nearest")]].any()
