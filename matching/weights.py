"""What the matcher has learnt: how to weigh the signals and how sure to be, with many example questions, with few, across languages, and without any."""

import json
from dataclasses import asdict, dataclass

from matching.calibration import Calibration, Logistic, learn_calibration
from matching.encoder import EMBEDDED
from matching.ranking import Ranking, Rehearsed, learn_ranking, without_examples
from matching.signals import Signals
from matching.stories import Reader, read_message

FEWEST = 30  # rehearsals of each kind that a regime can be learnt from
SHIPPED = EMBEDDED / "weights.json"


@dataclass(frozen=True)
class Regime:
    """What was learnt for one situation."""

    ranking: Ranking
    calibration: Calibration


@dataclass(frozen=True)
class Weights:
    """Plain numbers, so that they can be shipped and lent to another city."""

    with_examples: Regime
    few_examples: Regime
    other_language: Regime
    titles_only: Regime

    def regime(self, signals: Signals, language: str) -> Regime:
        """The one for a question in `language` over these items."""
        if signals.has_examples(language):
            return self.few_examples if signals.is_sparse(language) else self.with_examples
        return self.other_language if signals.has_examples() else self.titles_only

    def to_json(self) -> str:
        return json.dumps({name: _regime_to_dict(regime) for name, regime in vars(self).items()}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Weights":
        """Raises ValueError, KeyError or TypeError when the text is not what `to_json` wrote."""
        return cls(**{name: _regime_from_dict(read) for name, read in json.loads(text).items()})


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A question that teaches how sure to be: written by somebody who had not seen the examples. `right` may be empty."""

    text: str
    language: str
    right: frozenset[str]


def learn(signals: Signals, rehearsals: list[Rehearsal], reader: Reader = read_message) -> Weights:
    """Ranking and calibration for both regimes. Raises ValueError unless some rehearsals are answerable and some are not."""
    position = {item: number for number, item in enumerate(signals.ids)}
    rows = [
        Rehearsed(reader(signals, r.text, r.language), frozenset(position[item] for item in r.right if item in position))
        for r in rehearsals
    ]
    if len({bool(row.right) for row in rows}) < 2:
        raise ValueError("rehearsal questions must be of both kinds: some that an item answers, some that none does")
    strange = [Rehearsed(reader(signals, r.text, r.language, as_if_absent=True), row.right) for r, row in zip(rehearsals, rows)]
    plain = [Rehearsed(without_examples(row.reading), row.right) for row in rows]
    sparse = [row for r, row in zip(rehearsals, rows) if signals.is_sparse(r.language)]
    rich = [row for r, row in zip(rehearsals, rows) if not signals.is_sparse(r.language)]
    usual = _learn_regime(rich if _can_teach(rich) else rows)
    return Weights(usual, _learn_regime(sparse) if _can_teach(sparse) else usual, _learn_regime(strange), _learn_regime(plain))


def _can_teach(rows: list[Rehearsed]) -> bool:
    return min(sum(bool(row.right) for row in rows), sum(not row.right for row in rows)) >= FEWEST


def shipped_weights() -> Weights:
    """The weights that come with the embedded encoder, learnt by `harrera encoder train`."""
    return Weights.from_json(SHIPPED.read_text())


def _learn_regime(rows: list[Rehearsed]) -> Regime:
    ranking = learn_ranking(rows)
    return Regime(ranking, learn_calibration(rows, ranking))


def _regime_to_dict(regime: Regime) -> dict:
    return {"ranking": regime.ranking.as_dict(), "calibration": asdict(regime.calibration)}


def _regime_from_dict(read: dict) -> Regime:
    calibration = read["calibration"]
    scope, right = (Logistic(tuple(calibration[gate]["weights"]), calibration[gate]["intercept"]) for gate in ("scope", "right"))
    return Regime(Ranking(tuple(read["ranking"]["weights"])), Calibration(scope, right, calibration["sharpness"]))
