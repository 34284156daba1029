"""The public pages as HTML: one card, all cards, and the page for a card that is not there now."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.http.assets import Assets, files_in
from bot.texts import Texts
from connectors.web_channel.assets import FOLDER as OF_THE_CHAT
from connectors.web_channel.cards.shown import PATH, Showing, ShownCard, path_of
from connectors.web_channel.headers import STATIC_HEADERS
from connectors.web_channel.markdown import html_of
from connectors.web_channel.page import is_web_address
from connectors.web_channel.page_texts import load_page_texts
from rumours.rumour import Rumour

HERE = Path(__file__).parent
_BORROWED = ("page.css", "favicon.svg", "share.png", "tile.svg", "phone.svg")  # the chat's own look


class CardPages:
    """Draws the pages in each language that `texts/` has."""

    def __init__(self, texts: Texts, showing: Showing):
        self.words: Mapping[str, Mapping[str, Any]] = load_page_texts(HERE / "texts")
        self._texts, self._showing = texts, showing
        files = files_in(OF_THE_CHAT)
        self.assets = Assets({name: files[name] for name in _BORROWED} | files_in(HERE / "static"), f"{PATH}/static", STATIC_HEADERS)
        self._environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)
        self._environment.globals |= {
            "asset": self.assets.address,
            "is_web": is_web_address,
            "path_of": path_of,
            "root": PATH,
            "words": self.words,
        }
        self._environment.filters["markdown"] = lambda text: Markup(html_of(text))  # cleaned by nh3

    @property
    def languages(self) -> dict[str, str]:
        """Code -> own name of those that are answered in now."""
        return {code: name for code, name in self._texts.languages.items() if code in self.words}

    def card(self, shown: ShownCard, related: Sequence[Rumour], language: str, base: str) -> str:
        languages = {code: name for code, name in self.languages.items() if code in shown.card.texts}
        titles = [self._listed(card, language) for card in related]
        return self._draw("card.html", language, base, path_of(shown.card), languages, shown=shown, related=titles)

    def index(self, cards: Sequence[Rumour], language: str, base: str) -> str:
        """`cards` are sorted by category."""
        groups = [(name, [self._listed(card, language) for card in found]) for name, found in groupby(cards, lambda card: card.category)]
        return self._draw("index.html", language, base, PATH, self.languages, groups=groups)

    def gone(self, language: str, base: str) -> str:
        return self._draw("gone.html", language, base, PATH, self.languages)

    def _listed(self, card: Rumour, language: str) -> dict[str, Any]:
        text = self._showing.title(card, language)
        same = {"language": text.language, "direction": self._texts.direction(text.language)}
        return same | {"path": path_of(card), "title": text.title, "verdict": self._showing.verdict(card, text.language)}

    def _draw(self, template: str, language: str, base: str, path: str, languages: Mapping[str, str], **values: object) -> str:
        page = {"t": self.words[language], "language": language, "direction": self._texts.direction(language)}
        place = {"base": base, "path": path, "languages": languages, "publisher": self._showing.reviewer}
        return self._environment.get_template(template).render(**page, **place, **values)
