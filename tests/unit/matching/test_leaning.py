"""Messages that lean on what was said, told from those that stand by themselves, by vectors alone."""

import numpy as np
import pytest

from matching.context import shipped_context
from matching.encoder import load_encoder
from matching.leaning import LEANS, Leaning, LeaningLesson, learn_leaning

ON, ALONE = np.array([1.0, 0.0]), np.array([0.0, 1.0])


@pytest.fixture
def lessons() -> list[LeaningLesson]:
    return [LeaningLesson(ON, True)] * 6 + [LeaningLesson(ALONE, False)] * 6


def test_what_leans_is_told_from_what_stands_alone(lessons):
    learnt, unseen = learn_leaning(lessons)

    assert learnt.of(ON) > 0 > learnt.of(ALONE)
    assert (unseen[:6] > 0).all() and (unseen[6:] < 0).all()


def test_lesson_is_judged_by_a_model_that_has_not_seen_it(lessons):
    odd = LeaningLesson(np.array([0.5, 0.5]), True, weight=50.0)
    learnt, unseen = learn_leaning([*lessons, odd])

    assert learnt.of(odd.vector) > unseen[-1]


@pytest.mark.parametrize("vector", [None, np.ones(3)])
def test_without_a_vector_of_its_encoder_nothing_is_said(lessons, vector):
    assert learn_leaning(lessons)[0].of(vector) == 0.0
    assert Leaning().of(vector) == 0.0


@pytest.mark.parametrize(
    "text", ["y cuánto tarda eso?", "and is that free as well?", "et ça coûte combien ?", "eta zenbat balio du horrek?", "وكم يكلف ذلك؟"]
)
def test_shipped_model_knows_who_asks_on_in_any_language(shipped, text):
    assert shipped(text) > LEANS


@pytest.mark.parametrize(
    "text", ["necesito un abogado de oficio", "thank you very much", "qui a gagné le match hier", "أريد التحدث مع شخص"]
)
def test_shipped_model_knows_what_stands_alone(shipped, text):
    assert shipped(text) < LEANS


@pytest.fixture(scope="module")
def shipped():
    encoder, leaning = load_encoder(), shipped_context().leaning
    return lambda text: leaning.of(encoder.encode([text])[0])


def test_vectors_of_another_encoder_are_not_judged():
    assert shipped_context(is_embedded=False).leaning == Leaning()
    assert shipped_context(is_embedded=False).item == shipped_context().item
