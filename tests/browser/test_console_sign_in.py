"""The console's way in and the admin's pages in a real browser: by keyboard, on a small phone, from right to left, without scripts."""

import re

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe

from console.sections import all_sections
from tests.browser.console_world import STRICT, mirrored_texts, served
from tests.unit.console.world import PASSWORD, World

PAGES = ("/", "/people", "/people/invite", "/myself", "/myself/second-step", "/trail", "/nothing")


@pytest.fixture(scope="module")
def console():
    """(address, world), with an admin called Ana and a few others."""
    world = World(texts=mirrored_texts([section.name for section in all_sections()]))
    world.account("admin", "editor", name="Ana")
    world.account("agent", name="<b>Ben</b> " + "of the long name " * 2)
    world.desk.people.invite("Karim", frozenset({"mediator"}), by=None)
    with served(world) as address:
        yield address, world


@pytest.fixture
def arrive(new_visitor, console):
    """Opens the page for signing in, in a fresh browser."""

    def make(language: str = "es", **options):
        visitor = new_visitor(**options)
        visitor.page.goto(f"{console[0]}/sign-in?language={language}")
        return visitor

    return make


def sign_in(visitor, name: str = "Ana", password: str = PASSWORD):
    visitor.page.fill("#name", name)
    visitor.page.fill("#password", password)
    visitor.page.press("#password", "Enter")
    visitor.page.wait_for_load_state()
    return visitor


def choose_language(visitor, language: str) -> None:
    visitor.page.locator(".who summary").click()
    visitor.page.locator(f".who button[lang={language}]").click()
    visitor.page.wait_for_selector(f"html[lang={language}]")


def test_admin_signs_in_looks_around_and_signs_out(arrive, console):
    page = sign_in(arrive()).page
    assert page.locator("h1").inner_text() == "Hoy"
    assert page.locator(".rail a").all_inner_texts() == ["Hoy", "Personas", "Quién hizo qué"]
    page.locator(".cards a", has_text="Personas").click()
    assert page.locator(".rail [aria-current=page]").inner_text() == "Personas"
    assert "<b>Ben</b>" in page.locator("tbody").inner_text()

    page.locator(".who summary").click()
    page.get_by_role("button", name="Salir").click()
    page.wait_for_url("**/sign-in")
    assert page.locator(".said").inner_text() == "Has salido."
    assert page.context.cookies(console[0]) == [] or all(c["name"] != "harrera_session" for c in page.context.cookies(console[0]))


def test_wrong_password_gets_the_focus_on_what_went_wrong(arrive):
    page = sign_in(arrive(), password="not the right one").page
    page.locator(".trouble").wait_for()

    assert page.evaluate("document.activeElement.className") == "trouble"
    assert page.input_value("#name") == "Ana" and page.input_value("#password") == ""


def test_everything_works_by_keyboard_alone(arrive):
    page = arrive().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ana")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")
    while page.evaluate("document.activeElement.tagName") != "SUMMARY":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Salir").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Salir").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_invited_person_is_in_with_a_few_presses(arrive, new_visitor, console):
    name = f"Guest {len(console[1].desk.accounts.all())}"
    page = sign_in(arrive()).page
    page.goto(f"{console[0]}/people/invite")
    page.fill("#name", name)
    page.locator(".box", has_text="Mediación").click()
    page.get_by_role("button", name="Hacer un enlace").click()
    link = page.input_value("#address")
    guest = new_visitor(width=320, height=640)
    guest.page.goto(link)
    assert not guest.scrolls_sideways()
    for field in ("#password", "#again"):
        guest.page.fill(field, "a quiet green window")
    guest.page.get_by_role("button", name="Guardar y entrar").click()
    guest.page.wait_for_url("**/console/")

    assert "Ya estás dentro" in guest.page.locator(".said").inner_text()
    assert guest.page.locator(".rail a").count() >= 1 and "Personas" not in guest.page.locator(".rail").inner_text()
    guest.page.goto(link)
    assert guest.page.locator("h1").inner_text() == "Este enlace ya no sirve"


def test_second_step_is_set_up_with_the_picture_on_the_screen(arrive, console):
    world = console[1]
    if not world.desk.accounts.named("Eva"):
        world.account("editor", name="Eva")
    page = sign_in(arrive(), "Eva").page
    page.goto(f"{console[0]}/myself/second-step")
    box = page.locator(".qr-frame svg").bounding_box()
    assert box["width"] > 150 and abs(box["width"] - box["height"]) < 2
    page.locator("summary", has_text="No puedo leerlo").click()
    page.fill("#code", pyotp.TOTP(page.locator("code.mono").inner_text()).at(int(world.clock.now)))
    page.get_by_role("button", name="Guardar").click()

    assert page.locator(".said").inner_text() == "El segundo paso está puesto."


def test_form_without_scripts_does_the_same(arrive, console):
    page = sign_in(arrive(java_script_enabled=False)).page
    assert page.locator("h1").inner_text() == "Hoy"
    page.locator(".who summary").click()
    page.locator(".who button[lang=eu]").click()
    page.wait_for_selector("html[lang=eu]")
    page.locator(".who summary").click()
    page.locator(".who button[lang=es]").click()
    page.wait_for_selector("html[lang=es]")


@pytest.mark.parametrize("language", ["es", "eu", "ar"])
@pytest.mark.parametrize("width", [320, 800, 3840])
def test_no_page_scrolls_sideways_and_all_can_be_pressed(arrive, console, width, language):
    visitor = arrive(width=width, height=700)
    assert not visitor.scrolls_sideways()
    choose_language(sign_in(visitor), language)
    low = (
        "[...document.querySelectorAll('button, .button, .rail a, summary, input:not([type=hidden], .unseen), select, .box')]"
        ".filter(n => n.checkVisibility() && n.type !== 'checkbox' && n.getBoundingClientRect().height < 43.9).map(n => n.outerHTML.slice(0, 80))"
    )
    for path in PAGES:
        visitor.page.goto(f"{console[0]}{path}")
        assert not visitor.scrolls_sideways(), path
        assert visitor.page.evaluate(low) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["es", "ar"])
def test_pages_have_no_barrier_that_axe_knows(arrive, console, language, scheme):
    visitor = arrive(language, color_scheme=scheme, reduced_motion="reduce")
    axe, looked = Axe(), 0
    results = {"/sign-in": axe.run(visitor.page, options=STRICT)}
    choose_language(sign_in(visitor), language)
    for path in PAGES:
        visitor.page.goto(f"{console[0]}{path}")
        results[path] = axe.run(visitor.page, options=STRICT)
    for path, result in results.items():
        looked += len(result.response["passes"])
        assert result.violations_count == 0, f"{path}\n{result.generate_report()}"
    assert looked > 15 * len(results)


def test_right_to_left_page_has_its_rail_on_the_right(arrive):
    visitor = arrive("ar", width=1280)
    choose_language(sign_in(visitor), "ar")
    rail, main = (visitor.page.locator(part).bounding_box() for part in (".rail", "main"))

    assert visitor.page.get_attribute("html", "dir") == "rtl"
    assert rail["x"] > main["x"] + main["width"] - 1


def test_nothing_leaves_the_house_and_no_policy_is_broken(arrive, console):
    visitor = arrive()
    broken = []
    visitor.page.on("console", lambda line: broken.append(line.text) if re.search("Content Security Policy|Refused", line.text) else None)
    sign_in(visitor)
    for path in PAGES:
        visitor.page.goto(f"{console[0]}{path}")

    assert len(visitor.requests) > 8 and broken == []
    assert [url for url in visitor.requests if not url.startswith(console[0])] == []
    assert {cookie["path"] for cookie in visitor.page.context.cookies(console[0])} == {"/console"}
