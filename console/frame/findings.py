"""What a check found, in the language of the page: `texts/findings/<language>.yml` has the words for each English sentence of the checks.

The checks say English sentences with values in them, for files and commands as for pages. A sentence that a language lacks stays English,
and is marked as English; a test holds that none is lacking.
"""

import re
from pathlib import Path

import yaml

ROOM = Path(__file__).parent / "texts" / "findings"
_HOLE = re.compile(r"\{\w*\}")


class Findings:
    """`catalogues`: language -> English sentence with {holes} -> the same in that language, with the same holes."""

    def __init__(self, catalogues: dict[str, dict[str, str]]):
        self._words = {code: [(pattern_of(said), meant) for said, meant in words.items()] for code, words in catalogues.items()}

    @classmethod
    def load(cls) -> "Findings":
        return cls({path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(ROOM.glob("*.yml"))})

    def told(self, language: str, sentence: str) -> tuple[str, str]:
        """(the sentence, its language)."""
        for pattern, meant in self._words.get(language, ()):
            if found := pattern.fullmatch(sentence):
                return meant.format(**found.groupdict()), language
        return sentence, "en"


def pattern_of(said: str) -> re.Pattern[str]:
    """What a sentence with {holes} matches."""
    pieces, holes = _HOLE.split(said), _HOLE.findall(said)
    parts = [re.escape(pieces[0])]
    for hole, piece in zip(holes, pieces[1:]):
        parts += [f"(?P<{hole[1:-1]}>.+?)", re.escape(piece)]
    return re.compile("".join(parts), re.DOTALL)
