"""The chat page as HTML, for the first visit and for every answer without JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from connectors.channel import Texts
from connectors.web_channel import phones
from connectors.web_channel.assets import page_assets
from connectors.web_channel.headers import PRIVATE_HEADERS
from connectors.web_channel.markdown import html_of
from connectors.web_channel.outgoing import Answer, ReplyOut, choices_of
from connectors.web_channel.page_texts import format_date

TEMPLATES = Path(__file__).parent / "templates"
STARTERS = {
    "padron_check": "act:start_padron_check",
    "padron": "topic:padron-que-es",
    "health": "topic:tis-osakidetza",
    "school": "topic:escolarizacion",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer, or the trouble that came instead; lives as long as one response."""

    asked: str = ""
    answer: Answer | None = None
    trouble: str = ""  # key under `errors` in the page's texts
    kept_text: str = ""
    conversation: str = ""
    later: Sequence[ReplyOut] = ()  # what a human wrote meanwhile


class Page:
    """Draws the page in any of its languages."""

    def __init__(self, page_texts: Mapping[str, Mapping[str, Any]], texts: Texts, message_limit: int):
        self.texts = {code: _for_page(code, words, texts, message_limit) for code, words in page_texts.items()}
        self._names = texts
        self.assets = page_assets(self.texts)
        environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
        environment.globals |= {"asset": self.assets.address, "scripts": self.assets.scripts}
        environment.globals |= {"segments": phones.segments, "number_first": phones.number_first, "starters": STARTERS}
        environment.globals |= {"choices_of": choices_of, "format_date": format_date, "is_web": is_web_address}
        environment.filters["markdown"] = lambda text: Markup(html_of(text))  # cleaned by nh3
        self._template = environment.get_template("page.html")

    @property
    def languages(self) -> dict[str, str]:
        """Code -> own name of those that are answered in now."""
        return {code: name for code, name in self._names.languages.items() if code in self.texts}

    def response(self, language: str, base_url: str, exchange: Exchange | None = None, status: int = 200) -> HTMLResponse:
        body = self._template.render(
            t=self.texts[language],
            all_texts=self.texts,
            languages=self.languages,
            language=language,
            base_url=base_url,
            exchange=exchange or Exchange(),
        )
        return HTMLResponse(body, status, headers=PRIVATE_HEADERS | {"Content-Language": language, "Vary": "Accept-Language"})


def is_web_address(url: str) -> bool:
    """Only http and https become links."""
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


def _for_page(code: str, words: Mapping[str, Any], texts: Texts, message_limit: int) -> dict[str, Any]:
    """Texts of one language with what the scripts must know about it."""
    return {**words, "language": code, "direction": texts.direction(code), "limit": message_limit}
