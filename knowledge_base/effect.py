"""What other limits would do: rehearsal questions go through the matcher once, then any limits can be tried on what it believed.

The same questions taught the matcher how sure to be, so the shares are kinder than the truth; their difference is what counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.matcher import Matcher, Thresholds, Weighed
from matching.weights import Rehearsal

MOST_ASKED = 240  # questions, so that it is a matter of seconds


@dataclass(frozen=True, slots=True)
class Effect:
    """So many of `ours` were answered right, answered wrong, offered with a right one among the choices, or not (`lost`);
    so many of those that nothing answers (`foreign`) were refused. Counts."""

    ours: int
    right: int
    wrong: int
    offered: int
    lost: int
    foreign: int
    refused: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What the matcher believed of each question, and its right answers."""

    pairs: tuple[tuple[Weighed, frozenset[str]], ...]

    @classmethod
    def of(cls, matcher: Matcher, questions: Iterable[Rehearsal]) -> "Rehearsed":
        """A sample of them; questions whose answers the matcher does not have are left out."""
        known = set(matcher.ids)
        asked = sample([q for q in questions if not q.right or q.right & known])
        return cls(tuple((matcher.weighed(q.text, q.language), q.right) for q in asked))

    def under(self, limits: Thresholds) -> Effect:
        """What happens to all of them."""
        told = [_outcome(weighed, right, limits) for weighed, right in self.pairs]
        ours = [outcome for outcome, (_, right) in zip(told, self.pairs) if right]
        foreign = [outcome for outcome, (_, right) in zip(told, self.pairs) if not right]
        counts = {name: ours.count(name) for name in ("right", "wrong", "offered", "lost")}
        return Effect(len(ours), **counts, foreign=len(foreign), refused=foreign.count("refused"))


def sample(questions: Sequence[Rehearsal], most: int = MOST_ASKED) -> list[Rehearsal]:
    """At most about so many, the same each time: every so-manieth of each language, of those with an answer and of those without."""
    groups: dict[tuple[str, bool], list[Rehearsal]] = defaultdict(list)
    for question in questions:
        groups[question.language, bool(question.right)].append(question)
    step = max(1, -(-len(questions) // most))
    return [question for group in groups.values() for question in group[::step]]


def _outcome(weighed: Weighed, right: frozenset[str], limits: Thresholds) -> str:
    match = weighed.decided(limits)
    if not right:
        return "refused" if match.decision == "none" else "taken"
    if match.decision == "answer":
        return "right" if match.candidates[0].id in right else "wrong"
    return "offered" if match.decision == "ask" and any(candidate.id in right for candidate in match.candidates) else "lost"
