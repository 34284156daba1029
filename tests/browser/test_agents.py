"""The agents' page in a real browser: a copied answer in three taps, on a small phone, from right to left, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console.agents.routes import agents_section
from tests.browser.console_world import STRICT, served
from tests.browser.test_console_sign_in import sign_in
from tests.unit.console.test_agents import HEARD, tools
from tests.unit.console.world import World

__all__ = ["tools"]
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def phone(new_visitor, tools):
    """Opens the console's home page on a small phone, signed in as an agent."""
    world = World(sections=[agents_section(tools)])
    world.account("agent", name="Ana")
    with served(world) as address:

        def make(**options):
            visitor = new_visitor(**PHONE, **options)
            visitor.page.goto(f"{address}/sign-in?language=es")
            sign_in(visitor)
            visitor.page.wait_for_url("**/console/")
            return visitor

        yield make


def faults_of(page) -> list[str]:
    found = Axe().run(page, options=STRICT).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


def test_copied_answer_takes_three_taps(phone):
    page = phone(permissions=["clipboard-read", "clipboard-write"]).page
    taps = 0
    page.locator(".cards a", has_text="Buscar un rumor").click()
    taps += 1
    page.wait_for_url("**/agents")
    assert page.evaluate("document.activeElement.id") == "words", "the keyboard is there without a tap"
    page.keyboard.type(HEARD)
    page.locator("#found .say [data-copies]").click()
    taps += 1
    expect(page.locator("#spoken")).to_have_text("Copiado")
    assert page.evaluate("navigator.clipboard.readText()") == "El 65 % eran de aquí."
    assert taps <= 3
    assert "llevan" not in page.url


def test_answer_comes_while_typing_and_goes_with_the_words(phone):
    page = phone().page
    page.goto(page.url + "agents")
    page.keyboard.type("una casa")
    page.locator("[data-result=near]").wait_for()
    expect(page.locator("#spoken")).to_contain_text("parecidas")
    page.fill("#words", HEARD)
    page.locator("[data-result=found] .kit").wait_for()
    page.fill("#words", "")
    page.locator(".kit").wait_for(state="detached")


def test_where_it_was_heard_takes_two_taps(phone, tools):
    page = phone().page
    page.goto(page.url + "agents/cards/sure")
    page.locator(".chip", has_text="Deusto").click()
    page.get_by_role("button", name="Bar", exact=True).click()
    page.locator(".said").wait_for()
    assert page.locator(".said").inner_text() == "Contado. Gracias."
    assert [one.district for one in tools.radar._counts] == ["deusto"]


@pytest.mark.parametrize("path", ["agents", "agents/cards/sure", "agents/cards/sure?in=ar", "agents/chat"])
def test_pages_have_no_barrier_and_fit_a_small_phone(phone, path):
    visitor = phone(color_scheme="dark" if "ar" in path else "light")
    visitor.page.goto(visitor.page.url + path)
    assert faults_of(visitor.page) == []
    assert not visitor.scrolls_sideways()


def test_found_card_has_no_barrier_either(phone, tmp_path):
    visitor = phone()
    visitor.page.goto(visitor.page.url + "agents")
    visitor.page.fill("#words", HEARD)
    visitor.page.locator(".kit").wait_for()
    assert faults_of(visitor.page) == [] and not visitor.scrolls_sideways()


def test_arabic_card_runs_from_right_to_left_inside_the_page(phone):
    page = phone().page
    page.goto(page.url + "agents/cards/sure?in=ar")
    style = page.locator("#one_line").evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]")
    assert style == ["rtl", "start"] and page.locator("html").get_attribute("dir") == "ltr"


def test_everything_is_there_without_scripts(phone):
    page = phone(java_script_enabled=False).page
    page.goto(page.url + "agents")
    page.fill("#words", HEARD)
    page.get_by_role("button", name="Buscar", exact=True).click()
    assert page.locator("#one_line").inner_text() == "El 65 % eran de aquí."
    assert page.locator("[data-copies]").first.is_hidden()
