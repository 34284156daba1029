"""Vectors of many items are read far and near; what comes first stays first."""

import numpy as np
import pytest

from matching.far_and_near import NEAR, FarAndNear
from matching.meaning import FEW, MeaningIndex

ITEMS, DIMENSIONS = 2 * FEW, 96


class DrawnEncoder:
    """A vector by a text's number: most of it in some directions, as the vectors of real texts have it."""

    def __init__(self):
        chance = np.random.default_rng(11)
        strength = np.exp(-np.arange(DIMENSIONS) / 20)
        self._drawn = chance.normal(size=(2 * ITEMS, DIMENSIONS)) * strength @ np.linalg.qr(chance.normal(size=(DIMENSIONS, DIMENSIONS)))[0]

    def encode_content(self, texts: list[str]) -> np.ndarray:
        found = self._drawn[[int(text) for text in texts]] if texts else np.zeros((0, DIMENSIONS))
        return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


TEXTS = [(number % ITEMS, str(number)) for number in range(2 * ITEMS) if number % ITEMS != 7]
ENCODER = DrawnEncoder()
LARGE, WHOLE = (MeaningIndex(TEXTS, ITEMS, ENCODER, few) for few in (FEW, ITEMS))


def asked(number: int) -> np.ndarray:
    """Near the text of that number, and not the same."""
    near = ENCODER.encode_content([str(number), str(number + 1)])
    mixed = near[0] + 0.3 * near[1]
    return mixed / np.linalg.norm(mixed)


@pytest.mark.parametrize("number", [0, 1, 500, ITEMS + 3, 2 * ITEMS - 2])
def test_nearest_items_score_as_if_all_was_read_whole(number):
    whole, large = (index.scores(asked(number)) for index in (WHOLE, LARGE))
    first = np.argsort(-whole)[:10]

    assert np.argsort(-large)[:10].tolist() == first.tolist()
    np.testing.assert_allclose(large[first], whole[first], atol=2e-3)
    assert np.corrcoef(whole, large)[0, 1] > 0.98


def test_item_without_texts_scores_nothing():
    assert LARGE.scores(asked(0))[7] == 0


def test_many_items_without_any_text_score_nothing():
    assert not MeaningIndex([], ITEMS, ENCODER).scores(asked(0)).any()


def test_vectors_come_back_as_they_were():
    for (owners, vectors), (same, whole) in zip(LARGE.portions(), WHOLE.portions(), strict=True):
        assert owners.tolist() == same.tolist()
        np.testing.assert_allclose(vectors, whole, atol=2e-3)


@pytest.mark.parametrize("groups", [1, NEAR, NEAR + 1])
def test_groups_that_are_few_are_all_read_whole(groups):
    vectors = ENCODER.encode_content([str(number) for number in range(groups)])
    read = FarAndNear(vectors, np.arange(groups), groups).best(asked(0))

    near = np.argsort(-read)[:NEAR]
    np.testing.assert_allclose(read[near], np.maximum(vectors @ asked(0), 0)[near], atol=2e-3)
