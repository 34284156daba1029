"""What the assistant says of itself, in every language: one YAML file each, the same keys in all.

What names a town (its phones, who helps there tonight) stands in `cities/<city>/`, with only those keys; the files beside are Bilbao's.
"""

import random
from collections.abc import Callable, Collection
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

FALLBACKS = ("es", "en")
FIRST = ("es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur")  # the order in which languages are offered


class Texts:
    """The catalogue. A key that a language lacks falls back, visibly to the tests, to Spanish and then English."""

    def __init__(
        self, catalogues: dict[str, dict], cities: dict[str, dict[str, dict]] | None = None, off: Callable[[], Collection[str]] = tuple
    ):
        self._catalogues, self._cities, self._off = catalogues, cities or {}, off

    @classmethod
    @lru_cache
    def load(cls) -> "Texts":
        """All languages in `bot/texts/`."""
        home = files("bot.texts")
        return cls(_catalogues(home), {folder.name: _catalogues(folder) for folder in (home / "cities").iterdir()})

    def in_city(self, city: str) -> "Texts":
        """The same with the words of a city; those of the files beside when it has none of its own."""
        own = self._cities.get(city)
        return Texts({code: _over(words, own.get(code, {})) for code, words in self._catalogues.items()}, None, self._off) if own else self

    def without(self, off: Callable[[], Collection[str]]) -> "Texts":
        """The same, but `languages` leaves out those that are off at the moment; their words can still be had."""
        return Texts(self._catalogues, self._cities, off)

    @property
    def languages(self) -> dict[str, str]:
        """Language -> its name in itself, the town's languages first; those that are answered in."""
        off = self._off()
        first = [language for language in FIRST if language in self._catalogues]
        return {code: self._catalogues[code]["name"] for code in dict.fromkeys([*first, *self._catalogues]) if code not in off}

    def direction(self, language: str) -> str:
        return self._catalogues.get(language, {}).get("direction", "ltr")

    def get(self, language: str, key: str, /, **values: object) -> str:
        """Text of `key` (dots between levels) with its {names} filled; one of several at random. Raises KeyError."""
        for candidate in (language, *FALLBACKS):
            found = self._find(candidate, key)
            if found is not None:
                text = random.choice(found) if isinstance(found, list) else str(found)
                return text.format(**values) if values else text
        raise KeyError(key)

    def variants(self, language: str, key: str) -> list[str]:
        """All wordings of a key that has several. Raises KeyError."""
        found = self._find(language, key) or self._find(FALLBACKS[0], key)
        if not isinstance(found, list):
            raise KeyError(key)
        return found

    def has(self, language: str, key: str) -> bool:
        return self._find(language, key) is not None

    def _find(self, language: str, key: str) -> str | list[str] | None:
        node = self._catalogues.get(language)
        for part in key.split("."):
            if not isinstance(node, dict):
                return None
            node = node.get(part)
        return node if isinstance(node, (str, list)) else None


def _catalogues(folder: Traversable) -> dict[str, dict]:
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yml")), key=lambda f: f.name)
    return {f.name[:-4]: yaml.safe_load(f.read_text(encoding="utf-8")) for f in found}


def _over(words: dict, own: dict) -> dict:
    """`words` with the keys of `own` in their place, level by level."""
    nested = {key: _over(words[key], value) for key, value in own.items() if isinstance(value, dict) and isinstance(words.get(key), dict)}
    return {**words, **own, **nested}
