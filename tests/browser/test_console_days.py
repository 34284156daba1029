"""The days of an administrator and a mediator in a real browser, and every page of the house on the smallest and the widest screen.

The real console and the real chat page over one database. Editors' and reviewers' days are in test_console_knowledge.py and test_console_cards.py.
"""

from collections.abc import Iterator

import pytest

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate
from console.accounts import Role
from tests.browser.console_world import barriers, console_and_chat, fits, goes_in, serving, with_people
from tests.unit.bot.fakes import TOPICS, entry

PEOPLE = {"Ada": (Role.ADMIN,), "Miren": (Role.MEDIATOR,), "Everybody": tuple(Role)}
PAGES = ("/settings", "/settings/state", "/settings/history")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    """Some entries under the names of real ones, so that rehearsal questions ask for them."""
    house = House(Settings(data_dir=tmp_path_factory.mktemp("days")))
    migrate(house.database)
    house.repository.save([entry(topic) for topic in TOPICS])
    yield with_people(house, PEOPLE)
    house.database.dispose()


@pytest.fixture(scope="module")
def page_url(house) -> Iterator[str]:
    with serving(console_and_chat(house, house.spoken)) as url:
        yield url


@pytest.fixture
def staff(new_visitor, page_url):
    """Somebody who has signed in, at a page."""
    return lambda name, path, **options: goes_in(new_visitor(**options).page, page_url, name, f"/console{path}")


def tabs_to(page, target) -> None:
    """With the Tab key alone."""
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("it cannot be reached by keyboard")


def test_admin_tries_limits_and_turns_a_language_off_by_keyboard_alone(staff, new_visitor, house, page_url):
    page = staff("Ada", "/settings")
    tabs_to(page, page.locator("#answer_from"))
    page.keyboard.press("Control+A")
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Qué cambiaría").wait_for(timeout=120_000)  # the questions go through the matcher, on a busy machine
    assert page.locator("tbody tr").count() == 7 and barriers(page) == []
    assert house.current.now.answer_from == Settings().answer_from, "nothing is saved by looking"
    tabs_to(page, page.get_by_role("button", name="Guardar estos límites"))
    page.keyboard.press("Enter")
    page.locator(".said").wait_for()
    assert house.current.now.answer_from == 0.8

    tabs_to(page, page.locator("input[value=ro]"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator(".said").wait_for()
    chat = new_visitor().arrives().page
    assert chat.locator("[data-language=ro]").count() == 0 and chat.locator("[data-language=fr]").count() > 0


def test_admin_takes_a_value_back_on_a_phone(staff, house):
    house.current.change({"human_hours": "de 9 a 14 h"}, house.staff.desk.accounts.named("Ada").id)
    page = staff("Ada", "/settings/history", width=390, has_touch=True)
    page.get_by_role("button", name="Horario de vuestro equipo").first.tap()
    page.locator(".said").wait_for()

    assert house.current.now.human_hours == ""
    page.get_by_role("link", name="Quién hizo qué").tap()
    assert "cambió un ajuste" in page.locator("main").inner_text()


def test_mediator_sees_the_day_and_none_of_the_settings(staff, page_url):
    page = staff("Miren", "/")
    rail = page.locator(".rail a").all_inner_texts()

    assert rail[0] == "Hoy" and not {"Ajustes", "Personas", "Quién hizo qué"} & set(rail)
    assert page.goto(f"{page_url}/console/settings").status == 403
    assert "no es para tu" in page.locator("h1").inner_text()


@pytest.mark.parametrize("width", [320, 3840])
def test_no_page_of_the_house_scrolls_sideways(staff, page_url, width):
    page = staff("Everybody", "/", width=width)
    paths = [link.get_attribute("href") for link in page.locator(".rail a").all()]
    assert len(paths) > 8
    for path in [*paths, *(f"/console{path}" for path in PAGES)]:
        assert page.goto(f"{page_url}{path}").status == 200, path
        assert fits(page), path


@pytest.mark.parametrize("path", PAGES)
def test_settings_have_no_barrier_that_axe_knows(staff, path):
    page = staff("Ada", path, width=320, color_scheme="dark")
    assert page.locator("h1").count() == 1 and barriers(page) == []
