"""The words of the pages: one YAML file for each language in every section's `texts/`; `frame/texts/` has those of all pages."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOM = Path(__file__).parents[1]
_FALLBACKS = ("es", "en")


class ConsoleTexts:
    """A key begins with the name of its section (`people.title`); those of the frame have none in front (`sign_out`).

    What a language lacks comes in Spanish with that said behind it, so that nobody takes it for a translation.
    """

    def __init__(self, catalogues: Mapping[str, Mapping[str, Any]]):
        self._catalogues = catalogues

    @classmethod
    def load(cls, sections: Iterable[str], room: Path = ROOM) -> "ConsoleTexts":
        """The frame's, and under its name each section's."""
        catalogues = {code: dict(words) for code, words in _files(room / "frame" / "texts")}
        for section in sections:
            for code, words in _files(room / section / "texts"):
                catalogues.setdefault(code, {})[section] = words
        return cls(catalogues)

    @property
    def languages(self) -> list[str]:
        return list(self._catalogues)

    def get(self, language: str, key: str, /, **values: object) -> str:
        """Text of `key` with its {names} filled. Raises KeyError."""
        for candidate in dict.fromkeys((language, *_FALLBACKS)):
            found = self._find(candidate, key)
            if found is not None:
                text = found.format(**values) if values else found
                return text if candidate == language else f"{text} [{candidate}]"
        raise KeyError(key)

    def first(self, language: str, keys: Iterable[str], otherwise: str) -> str:
        """The text of the first key that there is."""
        return next((self.get(language, key) for key in keys if self._find(_FALLBACKS[0], key) is not None), otherwise)

    def speaker(self, language: str) -> Callable[..., str]:
        """`get` in one language, for templates."""
        return lambda key, /, **values: self.get(language, key, **values)

    def _find(self, language: str, key: str) -> str | None:
        node: Any = self._catalogues.get(language)
        for part in key.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        return node if isinstance(node, str) else None


def _files(folder: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("*.yml")):
        yield path.stem, yaml.safe_load(path.read_text("utf-8"))
