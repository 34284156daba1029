"""From the signals to a decision, on an invented town of four topics."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from matching.calibration import best_positions
from matching.examples import ExampleClassifier
from matching.items import Candidate
from matching.lexical import LexicalIndex
from matching.matcher import Matcher, Thresholds, Weighed
from matching.signals import NAMES, Signals
from matching.weights import Rehearsal, Weights, learn, shipped_weights
from tests.unit.matching.world import ENGLISH, NEGATIVES, SPANISH, TOPICS, HashEncoder, item, items

NAMES_OF = list(TOPICS)


def rehearsals() -> list[Rehearsal]:
    """Other sentences than the examples: half of the words in another frame, and questions that are not ours."""
    inside = [
        Rehearsal(f"{frame} {word}", language, frozenset({topic}))
        for topic, (_, _, found) in TOPICS.items()
        for language, frame, nouns in (("en", "hello my friend", found[::2]), ("es", "hola amigo", found[1::2]))
        for word in nouns
    ]
    outside = ["who is the king", "my foot hurts", "quien es el rey", "me duele el pie", "good morning", "buenos dias", "xyzzy", "la la la"]
    return inside + [Rehearsal(text, "es" if number % 2 else "en", frozenset()) for number, text in enumerate(outside * 2)]


@pytest.fixture(scope="module")
def signals() -> Signals:
    return Signals(items(), NEGATIVES, HashEncoder())


@pytest.fixture(scope="module")
def weights(signals) -> Weights:
    return learn(signals, rehearsals())


@pytest.fixture(scope="module")
def matcher(signals, weights) -> Matcher:
    return Matcher(signals, weights)


def test_lexical_scores_are_shares_of_the_best_possible():
    index = LexicalIndex(["rent a boat on the lake", "sell honey of your bees", ""], "en")

    scores = index.scores("honey bees")
    assert scores.argmax() == 1 and 0 < scores[1] <= 1.2
    assert index.scores("").tolist() == index.scores("qqq zzz").tolist() == [0, 0, 0]
    assert index.scores("honeyy")[1] > 0, "a misspelt word still shares its grams"


def test_lexical_index_of_nothing_answers_nothing():
    assert LexicalIndex([], "en").scores("honey").shape == (0,)


def test_examples_teach_a_balanced_classifier():
    examples = [(0, f"i want a boat {number}") for number in range(20)] + [(1, "selling honey"), (1, "honey of my bees"), (2, "a joke")]
    classifier = ExampleClassifier(examples, "en", 3)
    scores, nearest = classifier.scores("honey and bees")

    assert scores[:2].argmax() == 1 and nearest.argmax() == 1
    assert nearest.max() <= 1.0001 and classifier.scores("selling honey")[1][1] == pytest.approx(1, abs=1e-3)


def test_reading_has_a_value_for_every_item_and_signal(signals):
    reading = signals.read("i want honey", "en")

    assert reading.values.shape == (4, len(NAMES)) and np.isfinite(reading.values).all()
    assert reading.values[:, NAMES.index("lexical")].argmax() == NAMES_OF.index("honey")


def test_question_is_found_in_another_language_by_the_encoder(signals):
    reading = signals.read("miel", "en")

    assert reading.values[:, NAMES.index("encoder_text")].argmax() == NAMES_OF.index("honey")


def test_signals_work_without_an_encoder():
    reading = Signals(items(), NEGATIVES, None).read("i want honey", "en")

    assert not reading.values[:, NAMES.index("encoder_text")].any() and reading.values.any()


def test_best_positions_are_the_highest_first():
    assert best_positions(np.array([0.1, 0.9, 0.5, 0.9]), 3).tolist() == [1, 3, 2]


@pytest.mark.parametrize("topic", TOPICS)
def test_question_with_the_words_of_a_topic_is_answered(matcher, topic):
    word = TOPICS[topic][2][0]
    match = matcher.match(ENGLISH[0].format(word), "en")

    assert match.decision == "answer" and match.candidates[0].id == topic
    assert matcher.match(SPANISH[1].format(TOPICS[topic][2][1]), "es").candidates[0].id == topic


def test_probabilities_are_probabilities(matcher):
    for text in ("honey", "boat and honey", "a joke about the lamp", "zzz honey qqq", "h"):
        found = [candidate.probability for candidate in matcher.match(text, "en").candidates]
        assert found == sorted(found, reverse=True) and all(0 <= p <= 1 for p in found) and sum(found) <= 1.0001


@pytest.mark.parametrize("text", ["", "🙂", "qqqq", "\ud800", "...", "فقط"])
def test_text_that_shares_nothing_gets_nothing(matcher, text):
    match = matcher.match(text, "en")

    assert match.decision == "none"


@pytest.mark.parametrize("text", ["tell me a joke", "what is the capital of france"])
def test_question_that_is_not_ours_is_not_answered(matcher, text):
    assert matcher.match(text, "en").decision != "answer"


def test_nothing_to_match_against_gives_none(weights):
    assert Matcher(Signals([], [], None), weights).match("honey", "en").decision == "none"


def test_language_without_texts_is_searched_in_the_others(matcher):
    assert matcher.match("honey bees hive", "xx").candidates[0].id == "honey"


def test_items_without_examples_are_found_by_their_titles(weights):
    plain = Matcher(Signals(items(examples=False), [], HashEncoder()), weights)

    assert plain.match("selling honey at the market", "en").candidates[0].id == "honey"


def test_item_in_one_language_only_is_found_from_the_other(weights):
    mixed = [item("boat"), item("honey", languages=("es",)), item("lamp"), item("choir")]
    found = Matcher(Signals(mixed, NEGATIVES, HashEncoder()), weights).match("honey bees", "en")

    assert found.candidates[0].id == "honey"


@pytest.mark.parametrize(
    ("ours", "probabilities", "decision", "shown"),
    [
        (0.9, [0.8, 0.1, 0.002], "answer", 2),
        (0.9, [0.4, 0.3, 0.2, 0.1], "ask", 3),
        (0.9, [0.4, 0.004, 0.004], "ask", 1),
        (0.2, [0.1, 0.05], "none", 2),
        (0.2, [0.6], "answer", 1),
        (0.9, [0.008, 0.001], "ask", 1),
    ],
)
def test_decision_follows_from_the_probabilities(signals, weights, ours, probabilities, decision, shown):
    candidates = [Candidate(f"c{number}", p) for number, p in enumerate(probabilities)]
    match = Weighed(ours, tuple(candidates)).decided(Thresholds())

    assert (match.decision, len(match.candidates)) == (decision, shown)


def test_weights_are_plain_numbers_that_survive_a_file(weights, signals):
    again = Weights.from_json(weights.to_json())

    assert again == weights and json.loads(weights.to_json())
    assert all(weight >= 0 for regime in vars(weights).values() for weight in regime.ranking.weights)
    assert Matcher(signals, again).match("honey", "en") == Matcher(signals, weights).match("honey", "en")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"with_examples": 5}', "not json"])
def test_file_of_other_weights_is_refused(text):
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Weights.from_json(text)


def test_learning_needs_both_kinds_of_questions(signals):
    with pytest.raises(ValueError, match="both kinds"):
        learn(signals, [Rehearsal("honey", "en", frozenset({"honey"}))])


def test_shipped_weights_fit_the_signals():
    shipped = shipped_weights()

    assert all(len(regime.ranking.weights) == len(NAMES) for regime in vars(shipped).values())
    calibrations = [regime.calibration for regime in vars(shipped).values()]
    assert all(math.isfinite(w) for gates in calibrations for gate in (gates.scope, gates.right) for w in gate.weights)
    assert all(gates.sharpness >= 1 for gates in calibrations)


@pytest.mark.parametrize("sharpness", [1.0, 1.7, 4.0])
def test_candidates_are_never_surer_together_than_the_question_is_ours(signals, weights, sharpness):
    regime = weights.with_examples
    gates = replace(regime.calibration, sharpness=sharpness)
    for text in ("honey", "boat or honey", "lamp song", "where can i get a boat", "who won the match"):
        reading = signals.read(text, "en")
        utilities = regime.ranking.utilities(reading)
        ours, probabilities = gates.probabilities(reading, utilities, best_positions(utilities))

        assert probabilities.min() >= 0 and probabilities.sum() <= ours + 1e-6


def test_the_sharper_the_surer_of_the_likely_and_the_less_of_the_unlikely(signals, weights):
    regime = weights.with_examples
    reading = signals.read("where can i get honey", "en")
    utilities = regime.ranking.utilities(reading)
    top = best_positions(utilities)
    (ours, plain), (_, sharp) = (replace(regime.calibration, sharpness=s).probabilities(reading, utilities, top) for s in (1.0, 2.0))

    likely = plain > 0.5 * ours
    assert likely.any() and (sharp >= plain)[likely].all() and (sharp <= plain)[~likely].all()
