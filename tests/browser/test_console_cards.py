"""Cards and services in a real browser: written, reviewed on a phone, published, and answered in the chat at once; two editors at one card.

The real console and the real chat page over one database with three invented cards and two services. The dialogue engine is silent, as in
an outage.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate
from console.accounts import Role
from rumours.card_check import LANGUAGES
from tests.browser.console_world import barriers, console_and_chat, fits, press, serving, soon, with_people
from tests.contract.knowledge_base.samples import directory
from tests.contract.rumours.samples import card, text
from tests.unit.bot.fakes import entry

SAID = "Los perros del parque son todos de los vecinos nuevos"
CARD = "/console/rumours/all/perros"
SERVICE = "/console/directory/bilbao/srv-office"


def dogs():
    phrasings = tuple(f"{SAID.lower()} {more}" for more in ("y nadie dice nada", "otra vez", "ya veréis", *map(str, range(11))))
    texts = [replace(text(code, topic="perros"), **({"claim": SAID, "phrasings": phrasings} if code == "es" else {})) for code in LANGUAGES]
    return card("perros", texts)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    house = House(Settings(data_dir=tmp_path_factory.mktemp("cards")))
    migrate(house.database)
    house.repository.save([entry("storks", services=("srv-office",)), entry("herons"), entry("swifts")])
    house.repository.save_directory("bilbao", directory())
    house.cards.save([dogs(), card("pisos"), card("ayudas")])
    with_people(house, {"Edurne": [Role.EDITOR], "Omar": [Role.EDITOR], "Rosa": [Role.REVIEWER]})
    house.library.open("bilbao")
    house.rumours.open()
    yield house
    house.rumours.close()
    house.library.close()
    house.database.dispose()


@pytest.fixture(scope="module")
def page_url(house) -> Iterator[str]:
    with serving(console_and_chat(house, house.texts)) as url:
        yield url


def test_card_from_the_first_word_to_the_answer_in_the_chat(staff, new_visitor, page_url, house):
    editor = staff("Edurne", f"{CARD}/text/es")
    editor.fill("#public", "En 2023 el 65 % eran de aquí, y los perros del parque de toda la plaza.")
    editor.locator("[data-status]", has_text="Guardado").wait_for()
    assert "No hay nada que impida" in editor.locator("[data-check]").inner_text()
    assert barriers(editor) == []

    editor.goto(f"{page_url}{CARD}/draft/{_author(house, 'Edurne')}?written_in=es")
    assert "de toda la plaza" in " ".join(editor.locator("ins").all_inner_texts())
    assert editor.locator(".picture").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1080
    editor.fill("#question", "me han dicho que los perros del parque son de los vecinos nuevos")
    press(editor, "Probar una pregunta")
    assert editor.get_by_role("heading", name="Con el borrador").is_visible() and barriers(editor) == []
    press(editor, "Enviar a revisión")
    assert "de toda la plaza" not in new_visitor().arrives().asks(SAID).inner_text()

    reviewer = staff("Rosa", CARD, width=390)
    reviewer.get_by_role("link", name="Borrador de Edurne").click()
    press(reviewer, "Publicar")
    assert "Publicada la versión 2" in reviewer.locator(".said").inner_text()
    assert soon(lambda: "plaza" in house.rumours.card("perros").texts["es"].public)
    assert "de toda la plaza" in new_visitor().arrives().asks(SAID).inner_text()


def test_two_editors_of_one_card_keep_both_texts(staff, page_url):
    for name in ("Edurne", "Omar"):
        page = staff(name, "/console/rumours/all/pisos/text/es")
        page.fill("#one_line", f"El 65 % eran de aquí, escribe {name}.")
        press(page, "Guardar el borrador")
        press(page, "Enviar a revisión")
    reviewer = staff("Rosa", "/console/rumours/all/pisos")
    reviewer.get_by_role("link", name="Borrador de Edurne").click()
    press(reviewer, "Publicar")
    reviewer.get_by_role("link", name="Borrador de Omar").click()

    assert "Dos personas a la vez" in reviewer.locator("main").inner_text()
    assert "Edurne" in reviewer.locator("del").all_inner_texts() and "Omar" in reviewer.locator("ins").all_inner_texts()
    press(reviewer, "Publicar")
    assert "los dos textos están guardados" in reviewer.locator(".trouble").inner_text()


def test_service_without_scripts_from_new_hours_to_the_directory_of_the_chat(staff, house):
    editor = staff("Omar", f"{SERVICE}/frame", width=320, height=640, java_script_enabled=False)
    editor.fill("#phones", "944 20 00 00")
    editor.locator("input[name=opens_at]").nth(0).fill("08:15")
    press(editor, "Guardar el borrador")
    press(editor, "Enviar a revisión")
    reviewer = staff("Rosa", SERVICE, width=390)
    reviewer.get_by_role("link", name="Borrador de Omar").click()
    press(reviewer, "Publicar")

    assert "Publicada la versión 2" in reviewer.locator(".said").inner_text()
    guide = house.toolbox("bilbao").guide
    assert soon(lambda: "944 20 00 00" in guide.reply(guide.of_topic("bilbao", "storks"), "es").text)
    assert "08:15" in guide.reply(guide.of_topic("bilbao", "storks"), "es").text


@pytest.mark.parametrize(
    "path", ["/console/rumours", CARD, f"{CARD}/frame", f"{CARD}/history/1", "/console/directory", SERVICE, f"{SERVICE}/frame"]
)
def test_page_has_no_barrier_and_fits_a_phone(staff, path):
    page = staff("Edurne", path, width=320, height=640)

    assert page.locator("h1").count() == 1 and barriers(page) == []
    assert fits(page)


@pytest.mark.parametrize("path", [f"{CARD}/text/ar", f"{SERVICE}/text/ar"])
def test_arabic_is_written_from_right_to_left_beside_the_original(staff, path):
    page = staff("Edurne", path, width=390)

    assert page.locator("textarea").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".beside [lang=es]").count() >= 1 and barriers(page) == []


def _author(house: House, name: str) -> str:
    return house.staff.desk.accounts.named(name).id
