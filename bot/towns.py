"""Which town a message speaks of, so that who writes "in Valencia" to an installation of Bilbao is answered for Valencia."""

import re
from collections.abc import Collection
from importlib.resources import files

import yaml

from matching.normalisation import fold


class Towns:
    """The names of the towns that there are entries for; others are as good as unknown."""

    def __init__(self, names: dict[str, list[str]], coming_from: list[str]):
        self._names = {town: re.compile("|".join(map(_pattern, said))) for town, said in names.items()}
        self._left = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word)) for word in coming_from)})\s*$")

    @classmethod
    def load(cls, known: Collection[str]) -> "Towns":
        """Those of `bot/towns.yml` that are in `known`."""
        read = yaml.safe_load((files("bot") / "towns.yml").read_text(encoding="utf-8"))
        return cls({town: said for town, said in read["names"].items() if town in known}, read["coming_from"])

    def spoken_of(self, text: str) -> str | None:
        """The one town that a message names as the place it is about; None when it names none, or several."""
        folded = fold(text)
        found = {
            town for town, said in self._names.items() for name in said.finditer(folded) if not self._left.search(folded[: name.start()])
        }
        return found.pop() if len(found) == 1 else None


def _pattern(name: str) -> str:
    before, after = r"" if name.startswith("-") else r"(?<!\w)", r"" if name.endswith("-") else r"(?!\w)"
    return before + re.escape(fold(name.strip("-"))) + after
