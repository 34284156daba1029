"""The development sentences that the measuring reads: never trained on, never printed."""

import json
import random
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks.paths import DEVELOPMENT

SAMPLED_EACH = 9  # of each language
SEED = 7
# what the dialogues call an act, where the engine calls it otherwise
ACT_NAMES = {"follow_up": "ask_aspect", "human": "talk_to_human"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in a language and what is known of it: entries that answer it, an act or a kind of danger. `repr` hides the sentence."""

    text: str = field(repr=False)
    language: str
    answered_by: frozenset[str] = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a dialogue: the act it is, and the entries of which one should answer it (none when nothing need be)."""

    text: str = field(repr=False)
    act: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A short talk of one person, in the order of its turns."""

    id: str
    language: str
    city: str | None
    turns: tuple[Turn, ...]


@lru_cache
def answerable() -> tuple[Line, ...]:
    """Questions that an entry answers."""
    found = (Line(q["text"], q["language"], frozenset(q["acceptable"])) for q in _read("questions"))
    return tuple(line for line in found if line.answered_by)


def acts() -> list[Line]:
    """Turns of the dialogues with their act, and SAMPLED_EACH answerable questions of each language as `ask_question`."""
    turns = [(turn, talk["language"]) for talk in _read("dialogues") for turn in talk["turns"]]
    lines = [Line(turn["text"], language, label=ACT_NAMES.get(turn["act"], turn["act"])) for turn, language in turns]
    for language in sorted({line.language for line in answerable()}):
        mine = [line for line in answerable() if line.language == language]
        chosen = random.Random(SEED).sample(mine, SAMPLED_EACH)
        lines += [Line(line.text, language, label="ask_question") for line in chosen]
    return lines


def dialogues() -> list[Dialogue]:
    """Short talks with what each turn should lead to."""
    return [Dialogue(talk["id"], talk["language"], talk.get("city"), _turns(talk)) for talk in _read("dialogues")]


def dangers() -> list[Line]:
    """Sentences of people in danger now, with its kind."""
    return [Line(read["text"], read["language"], label=read["kind"].replace("-", "_")) for read in _read("danger")]


def ordinary() -> list[Line]:
    """Sentences without danger, many with words of danger."""
    return [Line(read["text"], read["language"]) for read in _read("ordinary")]


def by_language(lines: list[Line]) -> dict[str, list[int]]:
    """Positions of the lines of each language, and of all under `all`."""
    languages = sorted({line.language for line in lines})
    groups = {language: [n for n, line in enumerate(lines) if line.language == language] for language in languages}
    return groups | {"all": list(range(len(lines)))}


def _turns(talk: dict) -> tuple[Turn, ...]:
    wanted = [frozenset([*filter(None, [turn["topic"]]), *turn.get("acceptable", ())]) for turn in talk["turns"]]
    return tuple(Turn(turn["text"], turn["act"], topics) for turn, topics in zip(talk["turns"], wanted, strict=True))


def _read(name: str) -> list[dict]:
    lines = (DEVELOPMENT / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]
