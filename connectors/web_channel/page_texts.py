"""The page's own words, one YAML file per language, and the choice of a language before anything was said."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "texts"


def load_page_texts(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Language to its texts, for every file of the folder."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yml"))}


def format_date(day: date, texts: Mapping[str, Any]) -> str:
    """A date as people of that language write it; `static/texts.js` does the same in the browser."""
    return texts["date"].format(day=day.day, month=texts["months"][day.month - 1], year=day.year)


def choose_language(asked: str | None, accepted: str | None, available: Iterable[str], default: str) -> str:
    """What was asked for, else the best of an Accept-Language header, else `default`."""
    known = set(available)
    wishes = [asked or "", *_by_preference(accepted or "")]
    return next((code for wish in wishes if (code := _primary(wish)) in known), default)


def _primary(tag: str) -> str:
    return tag.strip().lower().partition("-")[0]


def _by_preference(header: str) -> list[str]:
    weighed = [(_weight(parameters), tag) for tag, _, parameters in (part.partition(";") for part in header.split(",")[:20])]
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
