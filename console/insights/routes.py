"""The pages of insights: the figures of some months as charts, tables, files and a report; and what nobody could answer, in words."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from fastapi import APIRouter, Response

from bot.errors import BadInput
from bot.http.charts import chart
from bot.insights.closing import TABLES
from bot.insights.export import csv_of, data_package, parquet_of
from bot.insights.period import Period, period_of
from bot.insights.words import FigureWords, Names, load_words
from bot.storage.published import Published
from bot.unanswered import Gap
from console.frame.doors import allowed
from console.frame.headers import PAGE_HEADERS
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.insights.report import NoFont, report_of
from console.permissions import Act

MOST_SHOWN = 20  # of a table that can have hundreds of keys; the files have all
LONG = ("topics", "helped", "not_helped", "sections")
CHARTS = tuple(table for table in TABLES if table != "total")


@dataclass(frozen=True)
class InsightDesk:
    """What the pages work with. `gaps` and `done` are of the questions nobody could answer; `keeps` says whether the house keeps them."""

    published: Published
    names: Names
    publisher: Callable[[], str]
    gaps: Callable[[], Sequence[Gap]]
    done: Callable[[list[int]], int]
    keeps: bool
    today: Callable[[], date] = date.today


def insights_section(desk: InsightDesk) -> Section:
    router = APIRouter(prefix="/insights")

    @router.get("")
    def figures(staff: Staff = allowed(Act.SEE_INSIGHTS)) -> Response:
        months, period, words = desk.published.months(), _period(staff, desk), _words(staff, desk)
        named = [(month.isoformat()[:7], month_name(month, staff.language)) for month in months]
        return staff.page(
            "insights/figures.html", months=named, period=period, words=words, tables=_tables(period, words), asked=_asked(period)
        )

    @router.get("/figures.csv")
    def as_csv(staff: Staff = allowed(Act.SEE_INSIGHTS)) -> Response:
        return _file(csv_of(_period(staff, desk).figures, _words(staff, desk).name), "text/csv; charset=utf-8", "figures.csv")

    @router.get("/figures.parquet")
    def as_parquet(staff: Staff = allowed(Act.SEE_INSIGHTS)) -> Response:
        made = parquet_of(_period(staff, desk).figures, _words(staff, desk).name)
        return _file(made, "application/vnd.apache.parquet", "figures.parquet")

    @router.get("/datapackage.json")
    def dictionary(staff: Staff = allowed(Act.SEE_INSIGHTS)) -> Response:
        words = _words(staff, desk)
        made = data_package(words.dictionary(), TABLES, desk.publisher(), "figures.csv", words.language)
        return _file(json.dumps(made, ensure_ascii=False, indent=1).encode(), "application/json", "datapackage.json")

    @router.get("/report.pdf")
    def report(staff: Staff = allowed(Act.SEE_INSIGHTS)) -> Response:
        months = desk.published.months()
        month = _month(staff.request.query_params.get("last", "")) or (months[0] if months else desk.today().replace(day=1))
        words = _words(staff, desk)
        try:
            made = report_of(period_of(desk.published, month, month), month, words, desk.publisher(), desk.today())
        except NoFont:
            return staff.page("insights/no_font.html", 503, words=words)
        return _file(made, "application/pdf", f"insights-{month.isoformat()[:7]}.pdf")

    @router.get("/unanswered")
    def unanswered(staff: Staff = allowed(Act.SEE_INSIGHTS)) -> Response:
        return staff.page("insights/unanswered.html", gaps=desk.gaps(), keeps=desk.keeps, words=_words(staff, desk))

    @router.post("/unanswered/done")
    def done(staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        ids = [int(id) for id in staff.form.get("ids").split() if id.isascii() and id.isdigit() and len(id) < 16]
        if not ids:
            raise BadInput("nothing was chosen")
        desk.done(ids)
        staff.did("unanswered_done", "unanswered", str(len(ids)))
        return staff.goes_to("/insights/unanswered", "insights.said.done")

    place = Place("insights", "insights", "/insights", Act.SEE_INSIGHTS)
    return Section("insights", router, (place, Place("insights", "unanswered", "/insights/unanswered", Act.SEE_INSIGHTS)))


def month_name(month: date, language: str) -> str:
    return format_date(month, "LLLL y", locale=language)


def _words(staff: Staff, desk: InsightDesk) -> FigureWords:
    return FigureWords(staff.language if staff.language in load_words() else "en", desk.names)


def _period(staff: Staff, desk: InsightDesk) -> Period:
    """The months that are asked for; the newest one when none is. From and to may come in either order."""
    asked, newest = staff.request.query_params.get, next(iter(desk.published.months()), desk.today().replace(day=1))
    first, last = sorted((_month(asked("first", "")) or newest, _month(asked("last", "")) or newest))
    return period_of(desk.published, first, last)


def _month(words: str) -> date | None:
    """The first day of a month written 2026-10; None for anything else."""
    try:
        return date.fromisoformat(f"{words}-01") if len(words) == 7 else None
    except ValueError:
        return None


def _asked(period: Period) -> dict[str, str]:
    """First and last of the months shown, as the form and the links write them."""
    return {"first": period.months[0].isoformat()[:7], "last": period.months[-1].isoformat()[:7]} if period.months else {}


def _tables(period: Period, words: FigureWords) -> list[tuple]:
    """(key, chart, rows of name and words) of each table that has something to show."""
    found = []
    for table in CHARTS:
        bars = period.most(table, MOST_SHOWN) if table in LONG else period.tables[table]
        if any(bar.n for bar in bars):
            names, often = [words.name(table, bar.key) for bar in bars], [words.often(bar, len(period.months)) for bar in bars]
            found.append((table, chart(bars, names, "", often), list(zip(names, often))))
    return found


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = PAGE_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
