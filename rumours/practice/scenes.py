"""The scenes of practice, read from `rumours/practice/*.yml`: who speaks, where, and how that person goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from knowledge_base.yaml_text import read_yaml
from rumours.practice.cues import LANGUAGES

REACTIONS = ("if_listened", "if_asked", "if_data", "if_scolded")
_SPOKEN = ("setting", "neighbour", "opening", "closing_good", "closing_bad")
ORIGINAL = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class SceneWords:
    """A scene in one language. `turns`: reaction -> the neighbour's answers, for the first time, the second, and from then on."""

    setting: str
    neighbour: str
    opening: str
    closing_good: str
    closing_bad: str
    turns: Mapping[str, tuple[str, ...]]

    def answer(self, reaction: str, times: int) -> str:
        """What the neighbour says when this happens for the `times`-th time, from 1."""
        lines = self.turns[reaction]
        return lines[min(times, len(lines)) - 1]


@dataclass(frozen=True, slots=True)
class Scene:
    id: str
    rumour: str
    words: Mapping[str, SceneWords]

    def in_language(self, language: str) -> SceneWords:
        """Its words, in Spanish where that language has none."""
        return self.words[spoken_in(language)]


def spoken_in(language: str) -> str:
    """The language in which somebody practises who reads `language`."""
    return language if language in LANGUAGES else ORIGINAL


@lru_cache
def shipped_scenes() -> Mapping[str, Scene]:
    """Id -> scene, sorted. Raises ValueError for a file that is none."""
    found = sorted((file for file in files("rumours.practice").iterdir() if file.name.endswith(".yml")), key=lambda file: file.name)
    return {file.name[:-4]: read_scene(file.name[:-4], read_yaml(file.read_text(encoding="utf-8"))) for file in found}


def read_scene(id: str, written: Mapping) -> Scene:
    """Raises ValueError for what is missing."""
    try:
        return Scene(id, str(written["rumour"]), {language: _words(written[language]) for language in LANGUAGES})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the scene {id} lacks a key") from error


def _words(written: Mapping) -> SceneWords:
    turns = {reaction: tuple(map(str, written["turns"][reaction])) for reaction in REACTIONS}
    if not all(turns.values()):
        raise ValueError("a scene has at least one answer for each reaction")
    return SceneWords(**{key: str(written[key]) for key in _SPOKEN}, turns=turns)
