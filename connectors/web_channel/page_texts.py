"""The page's own words, one YAML file per language."""

from collections.abc import Mapping
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
