"""Is someone in danger now? The detector that sees every redacted message before, and without, the dialogue engine."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import NamedTuple

import yaml

from bot.safety.classifier import ORDINARY, DangerClassifier, Judgement
from bot.safety.lexicon import Lexicon
from bot.safety.pieces import pieces

LANGUAGES = ("es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur")
HEARSAY = ("hearsay", "claims")  # files of what is said about others
HARMLESS = ("everyday", "talk", *HEARSAY)  # files of ordinary sentences in all languages


class Danger(StrEnum):
    """What the person, or someone near them, faces; it decides which number comes first."""

    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    TRAFFICKING = "trafficking"
    DETENTION = "detention"
    NO_BED = "no_bed"
    MEDICAL = "medical"
    CHILD_ALONE = "child_alone"
    HATE_ATTACK = "hate_attack"
    FIRE = "fire"


class Alarm(NamedTuple):
    """A danger, and whether there is little doubt of it."""

    danger: Danger
    certain: bool


@dataclass(frozen=True)
class Thresholds:
    """Classifier scores (positive is danger) above which we speak; chosen by `bot.safety.measurement`, recall first."""

    alone: float = -0.1  # no hand-written pattern matched: the classifier must call it danger by itself
    with_pattern: float = -0.5  # a pattern matched: only a clearly ordinary message silences it
    certain: float = 0.4  # a pattern matched and the classifier is this sure: answered alone


# A pasted chain speaks of crimes done by others, piece after piece, and every piece is one more chance to be wrong.
OF_A_CHAIN = Thresholds(alone=0.3, with_pattern=-0.3)


class DangerDetector:
    """Patterns and classifier together; `DangerDetector.load()` builds one from the files of this folder in about a second."""

    def __init__(
        self,
        lexicon: Lexicon,
        classifier: DangerClassifier,
        thresholds: Thresholds = Thresholds(),
        of_a_chain: Thresholds = OF_A_CHAIN,
    ):
        self._lexicon, self._classifier = lexicon, classifier
        self._thresholds, self._of_a_chain = thresholds, of_a_chain

    @classmethod
    def load(cls) -> "DangerDetector":
        lexicon = load_lexicon()
        examples = [(text, kind) for _, kind, text in load_examples()]
        return cls(lexicon, DangerClassifier(examples, lexicon.groups_in, load_hearsay()))

    def detect(self, text: str, language: str) -> Danger | None:
        """The danger a message speaks of, or None; `language` only helps to read abbreviations, people mix languages."""
        alarm = self.alarm(text, language)
        return alarm.danger if alarm else None

    def alarm(self, text: str, language: str) -> Alarm | None:
        """The same, with how sure it is: an uncertain alarm gives the number first and then answers the question all the same."""
        parts = pieces(text)
        judgements = self._classifier.judge(parts)
        thresholds = self._of_a_chain if is_chain(judgements) else self._thresholds
        found = []
        for part, judgement in zip(parts, judgements):
            signs = self._lexicon.dangers_in(part, language)
            if danger := decide(signs, judgement, thresholds):
                found.append((judgement.score, Alarm(danger, bool(signs) and judgement.score >= thresholds.certain)))
        return max(found, key=lambda pair: pair[0])[1] if found else None


def is_chain(judgements: list[Judgement]) -> bool:
    """Whether a message of several pieces is mostly hearsay: at least half of them say what others are or do."""
    told = sum(judgement.hearsay > 0 for judgement in judgements)
    return len(judgements) > 1 and 2 * told >= len(judgements)


def decide(signs: list[str], judgement: Judgement, thresholds: Thresholds) -> Danger | None:
    """Patterns that matched and the classifier's view, made one. The kind is the likeliest among the patterns', if any."""
    needed = thresholds.with_pattern if signs else thresholds.alone
    if judgement.score < needed:
        return None
    kinds = signs or list(judgement.kinds)
    return Danger(max(kinds, key=judgement.kinds.__getitem__))


def load_lexicon() -> Lexicon:
    """The patterns of all languages, `lexicon/<language>.yml` and `lexicon/shared.yml`, as one lexicon."""
    return Lexicon([_read("lexicon", name) for name in ("shared", *LANGUAGES)])


def load_examples() -> list[tuple[str, str, str]]:
    """(language, kind, sentence) of every line of `examples/`; a kind is a Danger's value or "ordinary"."""
    written = [(language, kind, lines) for language in LANGUAGES for kind, lines in _read("examples", language).items()]
    harmless = [(language, ORDINARY, lines) for name in HARMLESS for language, lines in _read("examples", name).items()]
    return [(language, kind, line) for language, kind, lines in written + harmless for line in lines.splitlines()]


def load_hearsay() -> frozenset[str]:
    """Those of the ordinary sentences that are talk about others: rumours, headlines, pieces of chains."""
    return frozenset(line for name in HEARSAY for lines in _read("examples", name).values() for line in lines.splitlines())


def _read(folder: str, name: str) -> dict:
    return yaml.safe_load((files("bot.safety") / folder / f"{name}.yml").read_text(encoding="utf-8"))
