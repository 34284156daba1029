"""The page's static files, and one `texts.<language>.json` per language for its scripts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.http.assets import Assets, files_in
from connectors.web_channel.headers import STATIC_HEADERS

FOLDER = Path(__file__).parent / "static"


def page_assets(texts: Mapping[str, Mapping[str, Any]]) -> Assets:
    """`texts`: language to what the scripts say in it."""
    words = {f"texts.{code}.json": json.dumps(text, ensure_ascii=False).encode() for code, text in texts.items()}
    return Assets(files_in(FOLDER) | words, "/static", STATIC_HEADERS)
