"""The radar in a real browser: on a small phone, from right to left, and a sentence that becomes a phrasing of a card."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from console.sections import all_sections
from rumours.radar import Sighting, week_of
from tests.browser.console_world import STRICT, mirrored_texts, served
from tests.contract.rumours.samples import TODAY
from tests.unit.console.test_radar_pages import RadarWorld
from tests.unit.console.world import PASSWORD


@pytest.fixture(scope="module")
def console():
    world = RadarWorld(texts=mirrored_texts([*(section.name for section in all_sections()), "radar"]))
    world.account("editor", name="Ana")
    for ago, district, n in ((1, "rekalde", 23), (2, "deusto", 11), (3, "", 2)):
        for _ in range(n):
            world.radar.record(Sighting("bilbao", week_of(TODAY) - timedelta(weeks=ago), "bar", district, "ayudas", "otra"))
    world.reports("c1", "los perros del parque son todos de ellos")
    world.reports("c2", "todos los perros del parque son de ellos")
    with served(world) as address:
        yield address, world


@pytest.fixture
def enter(new_visitor, console):
    def make(language: str = "es", **options):
        visitor = new_visitor(**options)
        visitor.page.goto(f"{console[0]}/sign-in?language={language}")
        visitor.page.fill("#name", "Ana")
        visitor.page.fill("#password", PASSWORD)
        visitor.page.press("#password", "Enter")
        visitor.page.wait_for_load_state()
        visitor.page.locator(".who summary").click()
        visitor.page.locator(f".who button[lang={language}]").click()
        visitor.page.wait_for_selector(f"html[lang={language}]")
        return visitor

    return make


@pytest.mark.parametrize(("language", "scheme"), [("es", "light"), ("ar", "dark")])
def test_pages_have_no_barrier_that_axe_knows_and_fit_a_small_phone(enter, console, language, scheme):
    visitor = enter(language, width=320, color_scheme=scheme)
    for path in ("/radar", "/claims"):
        visitor.page.goto(f"{console[0]}{path}")
        visitor.page.evaluate("document.querySelectorAll('main details').forEach(node => node.open = true)")
        found = Axe().run(visitor.page, options=STRICT)
        assert len(found.response["passes"]) > 15
        assert found.violations_count == 0, found.generate_report()
        assert not visitor.scrolls_sideways(), path


def test_longest_bar_is_the_largest_count_and_says_its_name(enter, console):
    page = enter(width=1000).page
    page.goto(f"{console[0]}/radar")
    widths = page.locator("section[aria-labelledby=districts] rect").evaluate_all("nodes => nodes.map(n => n.getBBox().width)")

    assert widths == [145, 72]
    assert "20–24" in page.locator("section[aria-labelledby=districts] svg").text_content()


def test_no_card_is_chosen_for_anybody_in_a_hurry(enter, console):
    page = enter(width=390).page
    page.goto(f"{console[0]}/claims")
    assert page.locator("select[name=card]").input_value() == ""
    page.locator("button.main").click()

    assert page.locator("select[name=card]").evaluate("node => node.validity.valueMissing")
    assert page.locator(".claim").count() == 2 and page.locator(".said").count() == 0


def test_sentence_becomes_a_phrasing_of_a_card(enter, console):
    page = enter(width=390).page
    page.goto(f"{console[0]}/claims")
    assert page.locator(".claim").count() == 2
    page.locator("select[name=card]").select_option("otra")
    page.fill("input[name=phrasing]", "los perros del parque son suyos")
    page.locator("button.main").click()
    page.wait_for_load_state()

    assert "ya es de esa ficha" in page.locator("main").inner_text()
    assert console[1].cards.card("otra").texts["es"].phrasings[-1] == "los perros del parque son suyos"
    assert page.locator(".claim").count() == 0
