"""The quality of the whole detector by cross-validation: a change that lowers it fails here, before it reaches anybody."""

from bot.safety.danger import LANGUAGES, ORDINARY, Danger, Thresholds, load_examples
from bot.safety.measurement import cross_validated, rates

MEASURED_RECALL, MEASURED_FALSE_ALARMS = 0.974, 0.037  # `python -m bot.safety.measurement`
TOLERANCE = 0.01
FEWEST_OF_A_KIND, FEWEST_ORDINARY = 25, 150


def test_quality_is_what_was_measured() -> None:
    found = rates(cross_validated(folds=3), "both", Thresholds())
    assert found.recall >= MEASURED_RECALL - TOLERANCE
    assert found.false_alarms <= MEASURED_FALSE_ALARMS + TOLERANCE


def test_no_kind_is_thin_in_any_language() -> None:
    counted = [(language, kind) for language, kind, _ in load_examples()]
    for language in LANGUAGES:
        assert all(counted.count((language, kind.value)) >= FEWEST_OF_A_KIND for kind in Danger)
        assert counted.count((language, ORDINARY)) >= FEWEST_ORDINARY
