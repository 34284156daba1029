"""The addresses of the public figures: `/insights`, the files of all months, and the data dictionary."""

import json
from collections.abc import Callable
from datetime import date

from fastapi import APIRouter, Request, Response

from bot.http.languages import choose_language
from bot.insights.closing import TABLES
from bot.insights.export import csv_of, data_package
from bot.insights.period import period_of
from bot.insights.words import FigureWords, Names, load_words
from bot.storage.published import Published
from bot.texts import Texts
from connectors.web_channel.cards.fresh import fresh
from connectors.web_channel.figures.pages import PATH, FigurePages


def figures_router(
    published: Published, names: Names, texts: Texts, *, publisher: Callable[[], str], default_language: str = "es"
) -> APIRouter:
    """`publisher` runs this installation. Routes are `def`: they read the database, and must not hold up the answers to people."""
    router = APIRouter(prefix=PATH, tags=["insights"])
    pages = FigurePages(texts, {code: name for code, name in names.languages.items() if code in load_words()})

    def words_of(request: Request, asked: str | None) -> FigureWords:
        return FigureWords(choose_language(asked, request.headers.get("accept-language"), load_words(), default_language), names)

    @router.get("", include_in_schema=False)
    def page(request: Request, language: str | None = None, month: str = "") -> Response:
        words, months = words_of(request, language), published.months()
        shown = next((each for each in months if each.isoformat()[:7] == month), next(iter(months), date.min))
        html = pages.month(period_of(published, shown, shown), months, words, publisher(), str(request.base_url).rstrip("/"))
        return fresh(html, "text/html", request, words.language)

    @router.get("/figures.csv")
    def figures(request: Request, language: str | None = None) -> Response:
        """All closed months as CSV: at least and at most how often each thing was counted; `datapackage.json` says what the columns mean."""
        words = words_of(request, language)
        made = csv_of(published.figures(date.min, date.max), words.name)
        return fresh(made.decode(), "text/csv", request, words.language)

    @router.get("/datapackage.json")
    def dictionary(request: Request, language: str | None = None) -> Response:
        """The data dictionary of the figures as a Data Package."""
        words = words_of(request, language)
        made = data_package(words.dictionary(), TABLES, publisher(), f"figures.csv?language={words.language}", words.language)
        return fresh(json.dumps(made, ensure_ascii=False, indent=1), "application/json", request, words.language)

    @router.get("/static/{version}/{name}", include_in_schema=False)
    def static_file(version: str, name: str, request: Request) -> Response:
        return pages.assets.response(version, name, request)

    return router
