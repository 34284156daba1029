"""How far a practice talk is, and how the neighbour goes on: only counts of moves and a number of turns, never a word of the agent.

It travels as a short text in the dialogue engine's tracker, which forgets after an hour.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rumours.practice.moves import Move
from rumours.practice.scenes import SceneWords

FEWEST_TURNS, MOST_TURNS = 3, 5
TOO_OFTEN = 2  # scoldings after which the neighbour has had enough
OPENING, NOTHING = "opening", "nothing"
TOLD = "told"
# What the neighbour answers to when an answer does several things: a reproach drowns the rest, a question wants its answer.
_ANSWERED = (
    (Move.SCOLDED, "if_scolded"),
    (Move.ASKED, "if_asked"),
    (Move.SOURCED, "if_data"),
    (Move.UNSOURCED, "if_data"),
    (Move.REPEATED, "if_data"),
    (Move.LISTENED, "if_listened"),
)
_WRITTEN = re.compile(r"(\d{1,2});([a-z_]+);([a-z ]*);((?:[a-z_]+=\d{1,2} ?)*)")


@dataclass(frozen=True, slots=True)
class Talk:
    """`answered`: what the neighbour answered to last. `fresh`: the moves of an answer that got no feedback yet, None when it got it. `counts`: how often
    each move was made; `times`: how often the neighbour answered to each thing."""

    turn: int = 0
    answered: str = OPENING
    fresh: frozenset[Move] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)

    def after(self, moves: Iterable[Move]) -> "Talk":
        """The talk after one more answer."""
        made = frozenset(moves)
        reaction = next((reaction for move, reaction in _ANSWERED if move in made), NOTHING)
        counts = dict(self.counts) | {str(move): self.counts.get(move, 0) + 1 for move in made}
        times = dict(self.times) | {reaction: self.times.get(reaction, 0) + 1}
        return Talk(self.turn + 1, reaction, made, counts, times)

    def told(self) -> "Talk":
        """The same, with feedback given."""
        return replace(self, fresh=None)

    def line(self, words: SceneWords, waiting: list[str]) -> str:
        """What the neighbour says now; `waiting`: lines for an answer that did nothing."""
        if self.answered == OPENING:
            return words.opening
        times = self.times.get(self.answered, 1)
        return waiting[(times - 1) % len(waiting)] if self.answered == NOTHING else words.answer(self.answered, times)

    def ended(self) -> bool:
        """After three to five answers: as soon as it went well or badly."""
        return self.turn >= MOST_TURNS or (self.turn >= FEWEST_TURNS and (self.went_well() or self._had_enough()))

    def went_well(self) -> bool:
        """Listened and asked, and the last word was no reproach; nobody has to be convinced."""
        done = self.counts.get(Move.LISTENED, 0) and self.counts.get(Move.ASKED, 0)
        return bool(done) and not self._had_enough() and self.answered != "if_scolded"

    def _had_enough(self) -> bool:
        return self.counts.get(Move.SCOLDED, 0) >= TOO_OFTEN

    def write(self) -> str:
        counted = {f"m_{name}": n for name, n in self.counts.items()} | {f"t_{name}": n for name, n in self.times.items()}
        fresh = TOLD if self.fresh is None else " ".join(sorted(self.fresh))
        return f"{self.turn};{self.answered};{fresh};{' '.join(f'{name}={n}' for name, n in counted.items())}"


def read_talk(written: str | None) -> Talk:
    """What `write` wrote; a new talk for anything else."""
    match = _WRITTEN.fullmatch(written or "")
    if match is None:
        return Talk()
    turn, answered, fresh, counted = match.groups()
    pairs = dict(pair.split("=") for pair in counted.split())
    of = lambda mark: {name[2:]: int(n) for name, n in pairs.items() if name.startswith(mark)}  # noqa: E731
    known = {TOLD, *map(str, Move)}
    reactions = {OPENING, NOTHING, *(reaction for _, reaction in _ANSWERED)}
    if answered not in reactions or not set(fresh.split()) <= known:
        return Talk()
    return Talk(int(turn), answered, None if fresh == TOLD else frozenset(map(Move, fresh.split())), of("m_"), of("t_"))
