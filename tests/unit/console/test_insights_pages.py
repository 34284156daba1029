"""Insights and Today: who sees what, figures without small counts, files that other programs read, and work that leads somewhere."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pyarrow import parquet

from bot.insights.closing import TABLES, Closing
from bot.insights.words import Names, load_words
from bot.storage.counts import Answered
from bot.storage.tallies import Rated, Tally
from bot.unanswered import Gap
from console.home.routes import home_section
from console.home.todo import Sources, kinds
from console.insights.routes import InsightDesk, insights_section
from console.sections import all_sections
from knowledge_base.checked_links import LinkReport
from knowledge_base.link_check import CheckedLink
from tests.contract.rumours.samples import TODAY, card
from tests.unit.bot.fakes import entry
from tests.unit.console.world import World
from tests.unit.insights.test_closing import LISTS, OCTOBER, City

SEPTEMBER = date(2026, 9, 1)
GAPS = [Gap(5, ("gato", "<b>traer</b>"), ("es",), "padron", (3, 4))]


def stale(old):
    """The entry with an original that was changed after its translation."""
    return replace(old, revision=2, texts={**old.texts, "es": replace(old.texts["es"], source_revision=2)})


class InsightWorld(World):
    """Two closed months, a gap, and a few entries that need somebody."""

    def __init__(self, **options):
        self.city, self.dropped = City(), []
        self.city.asks(23)
        self.city.asks(4, topic="secreto", language="ar")
        self.city.asks(8, topic="", decision="none")
        self.city.asks(12, day=SEPTEMBER)
        for helpful, times in ((True, 6), (False, 7)):
            for _ in range(times):
                self.city.tallies.rate(Rated(OCTOBER, "web", "es", "padron", helpful))
        self.city.tallies.add([Tally(OCTOBER, "danger", "violence")] * 3)
        Closing(self.city.counts, self.city.tallies, self.city.published, lambda: LISTS, lambda: date(2026, 11, 2)).close()
        names = Names({"es": "Español"}, lambda: {"deusto": "Deusto"}, lambda id, language: f"=Title of {id}")
        desk = InsightDesk(self.city.published, names, lambda: "Operator", lambda: GAPS, lambda ids: self.dropped.extend(ids) or 2, True)
        self.entries = [
            stale(entry("vieja", review_by=TODAY - timedelta(days=1))),
            entry("pronto", review_by=TODAY + timedelta(days=20), verify=("¿Abre el lunes?", "¿Cuánto cuesta?")),
            entry("tranquila", review_by=TODAY + timedelta(days=400)),
        ]
        self.report = LinkReport(1_800_000_000.0, 9, (CheckedLink("https://gone.example/", ("bilbao/vieja",), "404"),))
        self.waiting = {"entries": 2, "cards": 0, "services": 0}
        self.sources = Sources(
            entries=lambda: self.entries,
            in_review=lambda kind: self.waiting[kind],
            cards=lambda: [card()],
            claims=lambda: 3,
            gaps=lambda: 1,
            links=lambda: self.report,
            not_helpful=lambda: {"pronto": 5},
            today=lambda: TODAY,
        )
        self.home = home_section(kinds(self.sources), lambda: self.report.at)
        super().__init__(sections=[insights_section(desk)], home=self.home, **options)


@pytest.fixture
def world() -> InsightWorld:
    return InsightWorld()


def test_figures_show_steps_and_nothing_small(world):
    page = world.signed_in("editor").get("/insights?first=2026-10&last=2026-10").text

    assert "35–39" in page and "20–24" in page
    assert "secreto" not in page, "asked four times: its name is not even there"
    assert "menos de 5" in page
    assert page.count("<svg viewBox") == page.count('<table class="list">') >= 6, "a table behind each chart"


def test_several_months_are_sums_of_what_each_shows(world):
    page = world.signed_in("editor").get("/insights?first=2026-10&last=2026-09").text
    assert "45 o más" in page, "35 and 10"


@pytest.mark.parametrize("query", ["first=2026-13", "first=x&last=%00", "first=1999-01&last=1999-02", "first=2026-10-01", "last=99999-01"])
def test_months_that_are_none_break_nothing(world, query):
    editor = world.signed_in("editor")
    assert editor.get(f"/insights?{query}").status_code == 200
    assert editor.get(f"/insights/figures.csv?{query}").status_code == 200


def test_csv_has_a_line_for_each_figure_and_no_formula(world):
    lines = list(csv.DictReader(io.StringIO(world.signed_in("editor").get("/insights/figures.csv").content.decode("utf-8-sig"))))

    assert {line["month"] for line in lines} == {"2026-10"} and {line["table"] for line in lines} <= set(TABLES)
    assert {"table": "total", "least": "35", "most": "39"}.items() <= lines_of(lines, "total")[0].items()
    assert lines_of(lines, "topics")[0]["name"] == "'=Title of padron"
    assert all(int(line["least"]) % 5 == 0 and int(line["most"]) == int(line["least"]) + 4 for line in lines)
    assert lines_of(lines, "dangers")[0]["least"] == "0", "three times violence"


def lines_of(lines: list[dict], table: str) -> list[dict]:
    return [line for line in lines if line["table"] == table]


def test_parquet_and_dictionary_agree_with_the_csv(world):
    editor = world.signed_in("editor")
    table = parquet.read_table(io.BytesIO(editor.get("/insights/figures.parquet?first=2026-09&last=2026-10").content))
    fields = json.loads(editor.get("/insights/datapackage.json").content)["resources"][0]["schema"]["fields"]

    assert table.column_names == [field["name"] for field in fields] == ["month", "table", "key", "name", "least", "most"]
    assert {day.isoformat() for day in table["month"].to_pylist()} == {"2026-09-01", "2026-10-01"}
    assert all(field["description"] for field in fields) and fields[1]["constraints"]["enum"] == list(TABLES)


@pytest.mark.parametrize("language", ["es", "eu"])
def test_report_is_a_pdf(world, language):
    editor = world.signed_in("editor")
    editor.send("/language", "/insights", language=language, back="/insights")
    made = editor.get("/insights/report.pdf")

    assert made.headers["content-type"] == "application/pdf" and made.content.startswith(b"%PDF") and len(made.content) > 5_000


def test_gap_is_shown_as_words_and_taken_away(world):
    editor = world.signed_in("editor")
    page = editor.get("/insights/unanswered").text
    assert "gato · &lt;b&gt;traer&lt;/b&gt;" in page

    assert editor.send("/insights/unanswered/done", "/insights/unanswered", ids="3 4 x -1 ٣").status_code == 303
    assert world.dropped == [3, 4]
    assert world.desk.audit.latest(1)[0].deed.act == "unanswered_done"
    assert editor.send("/insights/unanswered/done", "/insights/unanswered", ids="x").status_code == 400


def test_agents_see_no_insights_and_mediators_take_nothing_away(world):
    assert world.signed_in("agent").get("/insights").status_code == 403
    mediator = world.signed_in("mediator")
    assert mediator.get("/insights/unanswered").status_code == 200
    assert mediator.send("/insights/unanswered/done", "/insights/unanswered", ids="3").status_code == 403 and world.dropped == []


def test_today_says_what_needs_whom(world):
    editor, reviewer = world.signed_in("editor").get("/").text, world.signed_in("reviewer").get("/").text

    assert "Enlaces rotos" in editor and "Traducciones más viejas" in editor and "Respuestas que no sirvieron" in editor
    assert "Entradas que esperan revisión" not in editor and "Entradas que esperan revisión" in reviewer
    assert "/console/knowledge?state=in-review" in reviewer and "/console/today/due" in reviewer
    assert "Fichas que esperan revisión" not in reviewer, "nothing is there: no line"
    assert "Te necesita" not in world.signed_in("agent").get("/").text


def test_today_is_calm_when_nothing_is_to_do(world):
    world.entries, world.report = [], LinkReport()
    world.waiting = dict.fromkeys(world.waiting, 0)
    calm = World(home=home_section([kind for kind in kinds(world.sources) if kind.key in ("in_review", "due", "verify", "links")]))
    page = calm.signed_in("reviewer").get("/").text

    assert "Nada te espera" in page and "Nadie ha comprobado" in page


def test_lists_lead_to_the_place_where_it_is_done(world):
    reviewer = world.signed_in("reviewer")

    assert '/console/knowledge/bilbao/vieja"' in reviewer.get("/today/due").text
    assert "¿Cuánto cuesta?" in reviewer.get("/today/verify").text and "2 de 2" in reviewer.get("/today/verify").text
    stale = reviewer.get("/today/stale").text
    assert "/console/knowledge/bilbao/vieja/text/" in stale
    assert "https://gone.example/" in reviewer.get("/today/links").text
    assert "5 veces o más" in reviewer.get("/today/not_helpful").text


@pytest.mark.parametrize(
    ("path", "status"), [("in_review", 404), ("nothing", 404), ("due?page=99", 200), ("due?page=x", 200), ("due?page=0", 200)]
)
def test_lists_that_are_none(world, path, status):
    assert world.signed_in("reviewer").get(f"/today/{path}").status_code == status


def test_editor_does_not_see_the_reviewers_list(world):
    assert world.signed_in("editor").get("/today/due").status_code == 404


def test_words_of_the_figures_are_complete_in_every_language():
    def keys(node, path="") -> set[str]:
        return {key for name, child in node.items() for key in keys(child, f"{path}.{name}")} if isinstance(node, dict) else {path}

    assert set(load_words()) == {"es", "eu", "en", "fr", "ar"}
    assert len({frozenset(keys(words)) for words in load_words().values()}) == 1
    assert all(set(words["tables"]) == set(TABLES) for words in load_words().values())
    assert len({words["title"] for words in load_words().values()}) == 5


def test_rail_has_insights_for_who_may_see_them(world):
    assert [section.name for section in all_sections(home=world.home)][1] == "home"
    assert "/console/insights" in world.signed_in("mediator").get("/").text


def test_rail_marks_one_page_also_where_addresses_begin_alike(world):
    reviewer = world.signed_in("reviewer")
    for path in ("/insights", "/insights/unanswered"):
        marked = re.findall(r'<a href="/console([^"]+)" aria-current="page"', reviewer.get(path).text)
        assert marked == [path]


def test_days_without_counts_show_an_empty_page():
    empty = InsightDesk(City().published, Names({}, dict, lambda id, language: ""), lambda: "", list, len, False)
    page = World(sections=[insights_section(empty)]).signed_in("admin").get("/insights")
    assert page.status_code == 200 and "Todavía no hay ningún mes completo" in page.text
    assert Answered(OCTOBER, "web", "es", "", "").decision == ""
