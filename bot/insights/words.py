"""What people call the things that were counted, in the languages of the figures: one YAML file each, for pages, files and the report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale

from bot.steps import Bar, span

_OF_TOPICS = ("topics", "helped", "not_helped")
_GROUPS = {"channels": "channel", "decisions": "decision", "dangers": "danger", "sections": "section", "helpful": "helpful"}


@dataclass(frozen=True, slots=True)
class Names:
    """What only the house knows: own names of languages and districts, titles of entries as (id, language) -> title."""

    languages: Mapping[str, str]
    districts: Callable[[], Mapping[str, str]]
    title: Callable[[str, str], str]


class FigureWords:
    """The words of one language."""

    def __init__(self, language: str, names: Names):
        self.language, self.t = language, load_words()[language]
        self._names, self._districts = names, dict(names.districts())

    def name(self, table: str, key: str) -> str:
        """What people call `key` of a table; the key itself where nobody has a word for it."""
        if table in _OF_TOPICS:
            return self._names.title(key, self.language) or key
        if table == "languages":
            return str(Locale(self.language).languages.get(key, key))
        if table == "districts":
            return self._districts.get(key, key)
        if table == "hours":
            return f"{key}:00\u2013{key}:59"
        if table in _GROUPS:
            return self.t[_GROUPS[table]].get(key or "other", key)
        return self.t["tables"].get(table, key)

    def often(self, bar: Bar, months: int) -> str:
        """How often: the step of one month; of several only the least, for each of them hides up to four."""
        if bar.n is None:
            return self.t["few" if months == 1 else "few_months"]
        return span(bar.n) if months == 1 else self.t["at_least"].format(n=bar.n)

    def share(self, share: float | None) -> str:
        return self.t["unknown"] if share is None else self.t["about"].format(percent=round(share * 100))

    def dictionary(self) -> dict[str, str]:
        """What describes a data package: title, limits, columns."""
        return {"title": self.t["title"], "limits": f"{self.t['intro']} {self.t['limits']}", **self.t["columns"]}


def section_name(language: str, section: str) -> str:
    """What people call a section of the entries; its id where nobody has a word for it."""
    return load_words().get(language, {}).get("section", {}).get(section, section)


@lru_cache(maxsize=1)
def load_words() -> dict[str, dict[str, Any]]:
    """Language to its words; the languages of the figures are these."""
    folder = files("bot.insights") / "texts"
    found = sorted((path.name.removesuffix(".yml"), path) for path in folder.iterdir() if path.name.endswith(".yml"))
    return {code: yaml.safe_load(path.read_text(encoding="utf-8")) for code, path in found}
