"""What a message means after another one, on the invented town."""

import math
from collections.abc import Iterable

import numpy as np
import pytest

from matching.asking_on import begins_as_more
from matching.choices import picked
from matching.context import (
    ITEM,
    LEANT_ON,
    OUTSIDE,
    Context,
    ContextWeights,
    Heard,
    Rehearsed,
    context_features,
    learn_context,
    shipped_context,
)
from matching.items import Match
from matching.matcher import SURE_BY_ITSELF, Matcher
from matching.signals import Signals
from matching.weights import shipped_weights
from tests.unit.matching.world import NEGATIVES, TOPICS, HashEncoder, items

PLACES = {"boat": 0, "honey": 1, "lamp": 2}
ABOUT_BOATS = Context("boat", "Renting a boat", near=frozenset({"honey"}), beside=frozenset({"lamp"}))


def heard(*utilities: float, ours: float = 0.5, sure: tuple[float, ...] = ()) -> Heard:
    return Heard(np.array(utilities), ours, np.array(sure or (0.0,) * len(utilities)))


def features(text: str = "how much", context: Context = ABOUT_BOATS, alone: Heard | None = None) -> np.ndarray:
    return context_features(PLACES, context, text, "en", alone or heard(0.0, 0.0, 0.0), heard(0.0, 0.0, 0.0))


def columns(names: Iterable[str]) -> list[int]:
    return [ITEM.index(name) for name in names]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Signals(items(), NEGATIVES, HashEncoder()), shipped_weights(), context=shipped_context())


def test_last_item_is_marked_and_what_is_near_it():
    rows = features()

    assert rows[:, 2:5].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert features(context=Context("gone", "", near=frozenset({"gone"})))[:, 2:5].sum() == 0


def test_short_message_leans_on_what_was_said_and_a_long_one_less():
    short, long = features("what"), features("selling honey at the saturday market of the old town")
    place = ITEM.index("last_if_short")

    assert short[0, place] > 0.9 > 0.3 > long[0, place]


def test_what_leans_leans_on_the_same_things():
    rows = context_features(PLACES, ABOUT_BOATS, "how much", "en", heard(0.0, 2.0, 0.0), heard(1.0, 0.0, 0.0), leans=0.5)
    leant_on, leaning = rows[:-1, : len(LEANT_ON)], rows[:-1, columns(f"{name}_if_leaning" for name in LEANT_ON)]

    assert np.allclose(leaning, leant_on / 2) and rows[-1, len(ITEM) + OUTSIDE.index("leaning")] == 0.5
    assert not features()[:-1, columns(f"{name}_if_leaning" for name in LEANT_ON)].any()


def test_surer_by_itself_the_more_its_own_words_count_and_the_less_sure_the_less():
    """The same utilities: one message is sure of honey by itself, the other of nothing."""
    sure, unsure = (features(alone=heard(0.0, 2.0, 0.0, sure=(0.0, certain, 0.0))) for certain in (0.9, 0.1))
    own, last = columns(["alone_if_sure", "last_if_sure"])

    assert sure[1, own] < 0 < sure[0, last] and unsure[1, own] > 0 > unsure[0, last]  # its utility is the logarithm of a share
    assert sure[1, ITEM.index("sure")] > unsure[1, ITEM.index("sure")] and sure[-1, -1] > 0 > unsure[-1, -1]


def test_message_without_a_signal_is_still_numbers():
    assert np.isfinite(features("", alone=heard(0.0, 0.0, 0.0, ours=0.0))).all()


def test_learnt_weights_follow_the_talk_and_leave_it():
    """Of short messages the last item is right, of those with words of their own the item they name, and strange ones are not ours."""
    stay = [Rehearsed(features("and", alone=heard(0.0, 0.1, 0.0)), frozenset({0}))] * 3
    leave = [Rehearsed(features("honey of the old town market", alone=heard(0.0, 6.0, 0.0, ours=0.9)), frozenset({1}))] * 3
    strange = [Rehearsed(features("who won the match", alone=heard(0.0, 0.1, 0.0, ours=0.01)), frozenset({3}))] * 3
    weights = learn_context(stay + leave + strange)

    for row, place in ((stay[0], 0), (leave[0], 1)):
        ours, shares = weights.shares(row.features)
        assert shares.argmax() == place and shares[place] > 0.6 and math.isclose(ours, shares.sum())
    assert weights.shares(strange[0].features)[0] < 0.4


def test_talk_is_left_for_what_is_sure_by_itself():
    """What is said is as like the one as the other; only how sure it is by itself tells that somebody changed the subject."""
    stay = Rehearsed(features("one two three four", alone=heard(0.0, 1.0, 0.0, sure=(0.0, 0.2, 0.0))), frozenset({0}))
    leave = Rehearsed(features("one two three four", alone=heard(0.0, 1.0, 0.0, sure=(0.0, 0.95, 0.0))), frozenset({1}))
    weights = learn_context([stay, leave])

    assert [weights.shares(row.features)[1].argmax() for row in (stay, leave)] == [0, 1]


def test_weights_survive_being_written(matcher):
    assert ContextWeights.from_json(shipped_context().to_json()) == shipped_context()


def test_follow_up_stays_and_a_full_question_leaves(matcher):
    assert matcher.match_after(ABOUT_BOATS, "and how much is it", "en").candidates[0].id == "boat"
    assert matcher.match_after(ABOUT_BOATS, "where can i get a beehive, i want to sell honey of my bees", "en").candidates[0].id == "honey"


def torn(text: str, last: float) -> Match:
    """Decided by a matcher that hears nothing but what the message is by itself, and how much the last item weighs in the talk."""
    weighing = ContextWeights(tuple({"last": last, "alone": 1.0}.get(name, 0.0) for name in ITEM), (-20.0,) + (0.0,) * (len(OUTSIDE) - 1))
    return Matcher(Signals(items(), NEGATIVES, HashEncoder()), shipped_weights(), context=weighing).match_after(ABOUT_BOATS, text, "en")


def test_torn_between_the_talk_and_what_is_sure_by_itself_both_are_offered(matcher):
    sure = next(text for text in items()[1].texts["en"].examples if matcher.weighed(text, "en").best >= SURE_BY_ITSELF)
    decisions = [torn(sure, last / 10) for last in range(0, 300)]
    asked = next(match for match in decisions if match.decision == "ask")

    assert {candidate.id for candidate in asked.candidates} == {"boat", "honey"} and asked.candidates[0].id == "honey"
    assert decisions[0].decision == decisions[-1].decision == "answer"
    assert (decisions[0].candidates[0].id, decisions[-1].candidates[0].id) == ("honey", "boat")


def test_after_something_that_is_no_item_a_message_stands_alone(matcher):
    gone = Context("gone", "Gone")

    assert matcher.match_after(gone, "i want honey please", "en") == matcher.match("i want honey please", "en")


def test_without_learnt_context_a_message_stands_alone():
    plain = Matcher(Signals(items(), NEGATIVES, None), shipped_weights())

    assert plain.match_after(ABOUT_BOATS, "honey", "en") == plain.match("honey", "en")
    assert plain.ids == list(TOPICS)


@pytest.mark.parametrize(
    ("text", "language"),
    [("¿Y si no tengo?", "es"), ("And my wife", "en"), ("وكم يكلف", "ar"), ("w ila la", "ar"), ("那孩子呢", "zh"), ("eta umeak", "eu")],
)
def test_beginning_says_that_it_goes_on(text, language):
    assert begins_as_more(text, language)


@pytest.mark.parametrize(("text", "language"), [("yo quiero", "es"), ("android phone", "en"), ("孩子", "zh"), ("", "es"), ("and", "xx")])
def test_other_beginnings_do_not(text, language):
    assert not begins_as_more(text, language)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [("2", "es", 2), (" ٢. ", "ar", 2), ("la segunda", "es", 2), ("第三个", "zh", 3), ("the last one", "en", 3), ("lehenengoa", "eu", 1)],
)
def test_number_of_a_list_is_understood(text, language, number):
    assert picked(text, language) == number


@pytest.mark.parametrize("text", ["", "tengo 2 hijos", "la primera o la segunda", "una cita"])
def test_what_names_no_number_or_several_picks_nothing(text):
    assert picked(text, "es") is None
