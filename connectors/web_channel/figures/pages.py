"""The public page as HTML, in the look of the public pages of the cards."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.http.assets import Assets, files_in
from bot.http.charts import chart
from bot.insights.closing import TABLES
from bot.insights.period import Period
from bot.insights.words import FigureWords
from bot.texts import Texts
from connectors.web_channel.assets import FOLDER as OF_THE_CHAT
from connectors.web_channel.cards.pages import HERE as OF_THE_CARDS
from connectors.web_channel.headers import STATIC_HEADERS

PATH = "/insights"
HERE = Path(__file__).parent
MOST_SHOWN = 20
PUBLIC = tuple(table for table in TABLES if table not in ("total", "helped", "not_helped"))
_BORROWED = ("page.css", "favicon.svg", "share.png")


class FigurePages:
    """Draws one month in the languages of the figures that people are answered in."""

    def __init__(self, texts: Texts, languages: Mapping[str, str]):
        self._texts, self._languages = texts, languages
        files = files_in(OF_THE_CHAT)
        own = {name: files[name] for name in _BORROWED} | files_in(OF_THE_CARDS / "static") | files_in(HERE / "static")
        self.assets = Assets(own, f"{PATH}/static", STATIC_HEADERS)
        folders = [HERE / "templates", OF_THE_CARDS / "templates"]
        self._environment = Environment(loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined)
        self._environment.globals |= {"asset": self.assets.address, "root": PATH}

    def month(self, period: Period, months: list[date], words: FigureWords, publisher: str, base: str) -> str:
        language = words.language
        named = [(month.isoformat()[:7], format_date(month, "LLLL y", locale=language)) for month in months]
        shown = period.months[0].isoformat()[:7] if period.months else ""
        page = {"t": words.t, "language": language, "direction": self._texts.direction(language), "languages": self._languages}
        place = {"base": base, "path": PATH, "publisher": publisher, "months": named, "shown": shown}
        return self._environment.get_template("figures.html").render(
            **page, **place, period=period, words=words, tables=_tables(period, words)
        )


def _tables(period: Period, words: FigureWords) -> list[tuple]:
    """(key, chart, rows) of each table that has something to show."""
    found = []
    for table in PUBLIC:
        bars = period.most(table, MOST_SHOWN) if table in ("topics", "sections") else period.tables[table]
        if any(bar.n for bar in bars):
            names, often = [words.name(table, bar.key) for bar in bars], [words.often(bar, 1) for bar in bars]
            found.append((table, chart(bars, names, "", often), list(zip(names, often))))
    return found
