"""The map over meanings: it tells items apart, knows what is outside, and takes changes as if it had been made with them."""

import numpy as np
import pytest

from matching.meaning import MeaningIndex
from matching.meaning_groups import MeaningGroups

PLACES = {"honey": 0, "bees": 0, "boat": 1, "oars": 1, "lamp": 2, "pizza": 3, "match": 3}
OURS = [["sell honey", "my bees"], ["rent a boat", "two oars", "boat or oars"], ["lamp is out"]]
LIMITS = ["eat pizza", "who won the match"]


class WordEncoder:
    """Words of one subject share a place; a little of the letters makes every text different."""

    def encode_content(self, texts: list[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 8), np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                rows[row, PLACES.get(word, 4)] += 1
            rows[row, 5 + len(text) % 3] = 0.3
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def vector(text: str) -> np.ndarray:
    return WordEncoder().encode_content([text])[0]


def groups(examples: list[list[str]] = OURS, limits: list[str] = LIMITS) -> MeaningGroups:
    flat = [(position, text) for position, texts in enumerate(examples) for text in texts]
    return MeaningGroups(MeaningIndex(flat, len(examples), WordEncoder()), limited(limits), len(examples), WordEncoder())


def limited(limits: list[str]) -> MeaningIndex:
    return MeaningIndex([(0, text) for text in limits], 1, WordEncoder())


@pytest.mark.parametrize(("text", "place"), [("honey please", 0), ("oars", 1), ("a lamp", 2)])
def test_question_is_nearest_to_the_examples_of_its_item_and_inside(text, place):
    scores, outside = groups().scores(vector(text))

    assert scores.argmax() == place and outside < 0


def test_question_like_the_limits_is_outside():
    assert groups().scores(vector("pizza match"))[1] > 0


def test_item_without_examples_scores_nothing():
    scores, _ = groups([*OURS, []]).scores(vector("honey"))

    assert scores[3] == 0 and scores.argmax() == 0


@pytest.mark.parametrize("made", [groups([[], []], []), groups([[], []])], ids=["nothing", "limits alone"])
def test_without_examples_nothing_is_said(made):
    scores, outside = made.scores(vector("honey"))

    assert not scores.any() and outside == 0


def test_text_without_meaning_shares_nothing_with_any_item():
    scores, outside = groups().scores(np.zeros(8, np.float32))

    assert not scores.any() and outside == 0


@pytest.mark.parametrize("changes", ["changed", "removed", "added", "moved", "limits"])
def test_changes_are_taken_as_if_it_had_been_made_with_them(changes):
    new = ["boat on the lake", "row a boat"]
    cases = {
        "changed": ([OURS[0], new, OURS[2]], [0, 1, 2], [OURS[1]], {1: new}),
        "removed": ([OURS[0], OURS[2]], [0, 2], [OURS[1]], {}),
        "added": ([*OURS, new], [0, 1, 2, 0], [], {3: new}),
        "moved": ([OURS[2], OURS[0], OURS[1]], [2, 0, 1], [], {}),
        "limits": (OURS, [0, 1, 2], [], {}),
    }
    examples, before, gone, fresh = cases[changes]
    limits = ["a match", "more pizza", "no"] if changes == "limits" else LIMITS
    patched, anew = groups().changed(np.array(before), gone, fresh, limited(limits)), groups(examples, limits)

    for text in ("honey", "boat oars", "lamp", "pizza", "something else"):
        (scores, outside), (expected, expected_outside) = patched.scores(vector(text)), anew.scores(vector(text))
        assert scores == pytest.approx(expected, abs=1e-5) and outside == pytest.approx(expected_outside, abs=1e-5)


def test_first_examples_of_all_are_taken():
    fresh = dict(enumerate(OURS))
    patched = groups([[], [], []]).changed(np.arange(3), [[], [], []], fresh, limited(LIMITS))

    assert patched.scores(vector("oars"))[0] == pytest.approx(groups().scores(vector("oars"))[0], abs=1e-5)
