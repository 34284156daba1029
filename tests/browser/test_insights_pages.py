"""Today, insights and the public figures in a real browser: on a small phone, from right to left, with the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from console.sections import all_sections
from tests.browser.console_world import STRICT, mirrored_texts, served
from tests.unit.console.test_insights_pages import InsightWorld
from tests.unit.console.world import PASSWORD


@pytest.fixture(scope="module")
def console():
    world = InsightWorld(texts=mirrored_texts([*(section.name for section in all_sections()), "insights"]))
    world.account("reviewer", name="Ana")
    with served(world) as address:
        yield address


@pytest.mark.parametrize(("language", "scheme"), [("es", "light"), ("ar", "dark")])
def test_pages_have_no_barrier_that_axe_knows_and_fit_a_small_phone(new_visitor, console, language, scheme):
    visitor = new_visitor(width=320, color_scheme=scheme)
    page = visitor.page
    page.goto(f"{console}/sign-in?language={language}")
    page.fill("#name", "Ana")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_load_state()
    page.locator(".who summary").click()
    page.locator(f".who button[lang={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    for path in ("/", "/today/verify", "/insights", "/insights/unanswered"):
        page.goto(f"{console}{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(node => node.open = true)")
        found = Axe().run(page, options=STRICT)
        assert len(found.response["passes"]) > 15
        assert found.violations_count == 0, found.generate_report()
        assert not visitor.scrolls_sideways(), path
    page.goto(f"{console}/")
    page.locator(".todo a[href$='/today/due']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/due")
