"""How well danger is found, by cross-validation over the written examples: `python -m bot.safety.measurement`."""

from dataclasses import dataclass

import numpy as np

from bot.safety.classifier import DangerClassifier, Judgement
from bot.safety.danger import LANGUAGES, ORDINARY, Thresholds, decide, load_examples, load_lexicon

FOLDS = 5
WAYS = ("patterns", "classifier", "both")


@dataclass(frozen=True)
class Outcome:
    """One example: what it is, what the patterns say, and what a classifier that never saw it says."""

    language: str
    kind: str
    signs: list[str]
    judgement: Judgement

    def alarmed(self, way: str, thresholds: Thresholds) -> bool:
        """Whether it would be answered as danger by one of WAYS."""
        if way == "patterns":
            return bool(self.signs)
        signs = self.signs if way == "both" else []
        return decide(signs, self.judgement, thresholds) is not None


@dataclass(frozen=True)
class Rates:
    """Shares from 0 to 1: dangers found, and ordinary messages taken for danger."""

    recall: float
    false_alarms: float


def cross_validated(folds: int = FOLDS) -> list[Outcome]:
    """Every example judged by a classifier fitted on the other folds.

    The patterns were written with the examples in view, so their figures, and those of both, flatter; only new sentences do not.
    """
    examples, lexicon = load_examples(), load_lexicon()
    fold_of = np.random.default_rng(0).permutation(len(examples)) % folds
    outcomes = []
    for fold in range(folds):
        seen = [(text, kind) for (_, kind, text), its in zip(examples, fold_of) if its != fold]
        unseen = [example for example, its in zip(examples, fold_of) if its == fold]
        judgements = DangerClassifier(seen, lexicon.groups_in).judge([text for *_, text in unseen])
        for (language, kind, text), judgement in zip(unseen, judgements):
            outcomes.append(Outcome(language, kind, lexicon.dangers_in(text, language), judgement))
    return outcomes


def rates(outcomes: list[Outcome], way: str, thresholds: Thresholds) -> Rates:
    """Rates of one way of deciding over some outcomes."""
    alarms = [(outcome.kind != ORDINARY, outcome.alarmed(way, thresholds)) for outcome in outcomes]
    return Rates(
        float(np.mean([alarm for dangerous, alarm in alarms if dangerous])),
        float(np.mean([alarm for dangerous, alarm in alarms if not dangerous])),
    )


def main() -> None:
    outcomes = cross_validated()
    print("language  " + "".join(f"{way + ': recall / false alarms':>38}" for way in WAYS))
    for language in (*LANGUAGES, "all"):
        chosen = [outcome for outcome in outcomes if language in ("all", outcome.language)]
        found = [rates(chosen, way, Thresholds()) for way in WAYS]
        print(f"{language:10}" + "".join(f"{100 * r.recall:30.1f} / {100 * r.false_alarms:.1f}" for r in found))
    print("\nboth, all languages, by threshold (alone, with a pattern): recall / false alarms")
    for alone in (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3):
        for with_pattern in (-0.7, -0.5, -0.3):
            r = rates(outcomes, "both", Thresholds(alone, with_pattern))
            print(f"{alone:6.1f} {with_pattern:6.1f} {100 * r.recall:8.1f} / {100 * r.false_alarms:.1f}")


if __name__ == "__main__":
    main()
