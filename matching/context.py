"""What a message means in the middle of a talk: its own words, the same words after the title of what was talked about, how near each
item is to that, and how much the message leans on what was said. One linear utility per item and one for "none of ours", learnt on
rehearsed talks and changes of subject."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import logit

from matching.asking_on import begins_as_more
from matching.encoder import EMBEDDED
from matching.leaning import Leaning
from matching.normalisation import SIGNS_OF_A_WORD, content_words

LEANT_ON = ("alone", "after_title", "last", "near", "beside", "sure")  # what counts more, or less, the more a message leans
IF_SURE = ("alone", "after_title", "last", "near")  # what counts more, or less, the surer the message is by itself
IF = ("last_if_short", "after_title_if_short", "alone_if_more", "near_if_more")
ITEM = (*LEANT_ON, *IF, *(f"{name}_if_leaning" for name in LEANT_ON), *(f"{name}_if_sure" for name in IF_SURE))
OUTSIDE = ("constant", "ours", "short", "leaning", "sure")
SHORT = 3.0  # content words; a message of so many leans on what was said before with a weight of 1/e
LEAST = 1e-4  # of belief: below it two signals do not differ
DOUBTED = 0.01  # of a calibrated probability: nothing is taken to be surer or less sure than by so much
SHIPPED = EMBEDDED / "context.json"


@dataclass(frozen=True, slots=True)
class Context:
    """What was talked about last: the item, its title, the items that it names (`near`) and those of its kind (`beside`)."""

    last: str
    title: str
    near: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """What one reading of a text gives: a utility per item, the probability that the text is ours, and that each item answers it."""

    utilities: np.ndarray
    ours: float
    sure: np.ndarray


@dataclass(frozen=True)
class ContextWeights:
    """What was learnt: weights of ITEM for each item, of OUTSIDE for none of them, and how to tell that a message leans."""

    item: tuple[float, ...]
    outside: tuple[float, ...]
    leaning: Leaning = Leaning()

    def shares(self, features: np.ndarray) -> tuple[float, np.ndarray]:
        """(probability that the message is ours, probability of each item) from `context_features`."""
        belief = np.exp(_log_shares(features @ np.array([*self.item, *self.outside])))
        return 1.0 - float(belief[-1]), belief[:-1]

    def to_json(self) -> str:
        weighed = {"item": dict(zip(ITEM, self.item)), "outside": dict(zip(OUTSIDE, self.outside))}
        return json.dumps(weighed | {"leaning": asdict(self.leaning)}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "ContextWeights":
        """Raises ValueError or KeyError when the text is not what `to_json` wrote."""
        read = json.loads(text)
        item = tuple(float(read["item"][name]) for name in ITEM)
        outside = tuple(float(read["outside"][name]) for name in OUTSIDE)
        return cls(item, outside, Leaning(tuple(read["leaning"]["weights"]), read["leaning"]["intercept"]))


def context_features(
    places: dict[str, int], context: Context, text: str, language: str, alone: Heard, after_title: Heard, leans: float = 0.0
) -> np.ndarray:
    """(items + 1, features): a row per item, at its place, and last one for "none of ours"."""
    short, more = _shortness(text, language), float(begins_as_more(text, language))
    own, joined = (np.log(np.exp(_log_shares(heard.utilities)) + LEAST) for heard in (alone, after_title))
    last, near, beside = (_marked(places, group) for group in ({context.last}, context.near, context.beside))
    sure = np.log(alone.sure + DOUBTED)
    by_itself = float(logit(np.clip(alone.sure.max(), DOUBTED, 1 - DOUBTED)))
    leant_on = (own, joined, last, near, beside, sure)
    leaning, if_sure = (column * leans for column in leant_on), (column * by_itself for column in (own, joined, last, near))
    columns = (*leant_on, last * short, joined * short, own * more, near * more, *leaning, *if_sure)
    rows = np.zeros((len(places) + 1, len(ITEM) + len(OUTSIDE)))
    rows[:-1, : len(ITEM)] = np.column_stack(columns)
    ours = min(max(alone.ours, LEAST), 1 - LEAST)
    rows[-1, len(ITEM) :] = (1.0, float(logit(ours)), short, leans, by_itself)
    return rows


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A message of a rehearsed talk: its features, the rows that are right (the last one when nothing may be answered), its weight."""

    features: np.ndarray
    right: frozenset[int]
    weight: float = 1.0


def learn_context(rehearsed: list[Rehearsed], leaning: Leaning = Leaning(), penalty: float = 0.001) -> ContextWeights:
    """Conditional logit: maximises the weighted share of the right rows. All must be of one collection of items."""
    features = np.stack([one.features for one in rehearsed])
    weight = np.array([one.weight for one in rehearsed]) / sum(one.weight for one in rehearsed)
    right = np.zeros(features.shape[:2])
    for number, one in enumerate(rehearsed):
        right[number, list(one.right)] = 1.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        share = np.exp(_log_shares(features @ weights))
        won = (share * right).sum(axis=1, keepdims=True) + 1e-12
        gradient = np.einsum("qi,qif,q->f", share - share * right / won, features, weight)
        return -(weight * np.log(won[:, 0])).sum() + penalty * weights @ weights, gradient + 2 * penalty * weights

    solved = minimize(loss, np.full(features.shape[2], 0.3), jac=True, method="L-BFGS-B").x
    return ContextWeights(tuple(map(float, solved[: len(ITEM)])), tuple(map(float, solved[len(ITEM) :])), leaning)


def shipped_context(is_embedded: bool = True) -> ContextWeights:
    """The weights that come with the embedded encoder, learnt by `harrera encoder train`; of another one's vectors they can say nothing."""
    weights = ContextWeights.from_json(SHIPPED.read_text())
    return weights if is_embedded else replace(weights, leaning=Leaning())


def _shortness(text: str, language: str) -> float:
    """From 1 for a message without a word of its own down to 0 for a long one."""
    length = len(text) / SIGNS_OF_A_WORD if language == "zh" else len(content_words(text, language))
    return float(np.exp(-length / SHORT))


def _marked(places: dict[str, int], group: Iterable[str]) -> np.ndarray:
    marks = np.zeros(len(places))
    marks[[places[id] for id in group if id in places]] = 1.0
    return marks


def _log_shares(utilities: np.ndarray) -> np.ndarray:
    """Logarithm of the softmax, along the last axis."""
    lifted = utilities - utilities.max(axis=-1, keepdims=True)
    return lifted - np.log(np.exp(lifted).sum(axis=-1, keepdims=True))
