"""A little changed since all was fitted: the patched signals answer as those fitted anew would."""

from dataclasses import replace

import numpy as np
import pytest

from matching import examples
from matching.items import Item, Negative
from matching.matcher import Matcher
from matching.patch import PatchedSignals
from matching.signals import NAMES, Signals
from matching.weights import shipped_weights
from tests.unit.matching.world import ENGLISH, NEGATIVES, SPANISH, TOPICS, HashEncoder, item, items

QUESTIONS = [(frame.format(word), "en") for _, _, found in TOPICS.values() for frame in ENGLISH[:2] for word in found[::2]]
QUESTIONS += [(frame.format(word), "es") for _, _, found in TOPICS.values() for frame in SPANISH[:2] for word in found[1::2]]


@pytest.fixture(params=["solved", "means"])
def fitted(request, monkeypatch):
    """Makes signals of items; once with coefficients, once as with too many examples for them."""
    if request.param == "means":
        monkeypatch.setattr(examples, "MOST_SOLVED", 0)
    return lambda these, negatives=NEGATIVES, encoder=HashEncoder(): Signals(these, negatives, encoder)


def first(signals: Signals, text: str, language: str) -> str:
    return Matcher(signals, shipped_weights()).match(text, language).candidates[0].id


def without(name: str) -> list[Item]:
    return [one for one in items() if one.id != name]


@pytest.mark.parametrize("name", TOPICS)
def test_added_item_is_found_as_if_it_had_always_been_there(fitted, name):
    patched = PatchedSignals(fitted(without(name)), [*without(name), item(name)], NEGATIVES)
    anew = fitted([*without(name), item(name)])

    assert [first(patched, *asked) for asked in QUESTIONS] == [first(anew, *asked) for asked in QUESTIONS]


@pytest.mark.parametrize("name", TOPICS)
def test_removed_item_is_never_found_again(fitted, name):
    patched = PatchedSignals(fitted(items()), without(name), NEGATIVES)

    assert name not in patched.ids
    assert patched.read("i want honey", "en").values.shape == (3, len(NAMES))
    assert name not in {first(patched, *asked) for asked in QUESTIONS}


def changed(name: str, **changes) -> Item:
    old = item(name)
    return Item(name, old.texts | {"en": replace(old.texts["en"], **changes)})


def test_changed_examples_are_found_and_the_old_ones_no_longer(fitted):
    base = fitted(items())
    newer = [changed(one.id, examples=("may i keep a zebra",) * 3) if one.id == "lamp" else one for one in items()]
    patched = PatchedSignals(base, newer, NEGATIVES)

    assert first(patched, "may i keep a zebra", "en") == "lamp"
    column, place = NAMES.index("nearest"), list(TOPICS).index("lamp")
    assert patched.read("may i keep a zebra", "en").values[place, column] == pytest.approx(1, abs=1e-3)
    assert (
        patched.read("i want lamp please", "en").values[place, column] < 0.2 < base.read("i want lamp please", "en").values[place, column]
    )


def test_language_that_did_not_change_is_read_from_what_was_fitted(fitted):
    base = fitted(items())
    newer = [changed(one.id, title="A zebra") if one.id == "lamp" else one for one in items()]
    patched = PatchedSignals(base, newer, NEGATIVES)

    assert patched._lexical["es"] is base._lexical["es"] and patched._classifiers["es"] is base._classifiers["es"]
    assert patched._lexical["en"] is not base._lexical["en"] and patched._classifiers["en"] is base._classifiers["en"]


def test_nothing_changed_reads_the_same(fitted):
    base = fitted(items())
    patched = PatchedSignals(base, items(), NEGATIVES)

    for asked in QUESTIONS[:6]:
        ours, theirs = patched.read(*asked), base.read(*asked)
        assert np.array_equal(ours.values, theirs.values) and ours.outside == theirs.outside


def test_first_text_in_a_new_language_is_searched(fitted):
    base = fitted([item(name, languages=("en",)) for name in TOPICS])
    newer = [item("honey") if name == "honey" else item(name, languages=("en",)) for name in TOPICS]
    patched = PatchedSignals(base, newer, NEGATIVES)

    assert patched.languages == ["en", "es"] and first(patched, "quiero miel por favor", "es") == "honey"


def test_question_that_was_a_limit_is_ours_once_an_entry_answers_it(fitted):
    limits = [*NEGATIVES, *(Negative(text, "en") for text in item("honey").texts["en"].examples)]
    base = fitted(without("honey"), limits)
    patched = PatchedSignals(base, [*without("honey"), item("honey")], NEGATIVES)

    asked = item("honey").texts["en"].examples[0]
    assert patched.read(asked, "en").outside < base.read(asked, "en").outside
    assert first(patched, asked, "en") == "honey"


def test_text_taken_away_in_one_language_is_no_longer_searched_in_it(fitted):
    base = fitted(items(), encoder=None)  # with one, what it means would stand in (`matching.gaps`)
    newer = [item("honey", languages=("es",)) if one.id == "honey" else one for one in items()]
    values = PatchedSignals(base, newer, NEGATIVES).read("i want honey please", "en").values
    place = list(TOPICS).index("honey")

    assert not values[place, [NAMES.index("lexical"), NAMES.index("nearest")]].any()
