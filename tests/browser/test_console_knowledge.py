"""A day with the knowledge base in a real browser: write, translate, review, publish, ask in the chat and get the new text; two editors at once.

The real console and the real chat page over one database. The dialogue engine is silent, as in an outage: the knowledge base answers.
"""

from collections.abc import Iterator

import pytest

from bot.bootstrap import House
from bot.settings import Settings
from console.accounts import Role
from tests.browser.console_world import barriers, console_and_chat, fits, press, serving, soon, with_people
from tests.unit.bot.fakes import entry

PAGE = "/console/knowledge/bilbao/storks"

QUESTIONS = (
    "¿dónde anidan las cigüeñas?",
    "¿hay nidos de cigüeña en la torre?",
    "¿cuándo vuelven las cigüeñas?",
    "quiero ver los nidos de cigüeñas",
    "cigüeñas en la torre vieja",
    "¿se puede subir a ver las cigüeñas?",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    """All that we know and three invented entries, two editors and a reviewer."""
    house = House(Settings(data_dir=tmp_path_factory.mktemp("knowledge"))).open()
    house.repository.save([entry("storks", languages=("es", "ar")), entry("herons"), entry("swifts")])
    with_people(house, {"Edurne": [Role.EDITOR], "Omar": [Role.EDITOR], "Rosa": [Role.REVIEWER]})
    house.library.open("bilbao")
    yield house
    house.library.close()
    house.database.dispose()


@pytest.fixture(scope="module")
def page_url(house) -> Iterator[str]:
    with serving(console_and_chat(house, house.texts)) as url:
        yield url


def test_from_the_first_word_to_the_answer_in_the_chat(staff, new_visitor, page_url, house):
    editor = staff("Edurne", f"{PAGE}/text/es")
    editor.fill("#title", "Cigüeñas de la torre")
    editor.fill("#questions", "\n".join(QUESTIONS))
    editor.fill("#summary", "Las cigüeñas anidan en la torre vieja desde enero.")
    editor.locator("[data-status]", has_text="Guardado").wait_for()
    assert "No hay nada que impida" in editor.locator("[data-check]").inner_text()
    assert barriers(editor) == []

    editor.goto(f"{page_url}{PAGE}/text/ar")
    assert editor.locator("#title").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert barriers(editor) == []
    editor.fill("#title", "لقالق البرج")
    press(editor, "Guardar el borrador")
    assert barriers(editor) == [] and editor.locator(".bubble").count() >= 3
    editor.fill("#question", "¿dónde anidan las cigüeñas?")
    press(editor, "Probar una pregunta")
    assert editor.get_by_role("heading", name="Con el borrador").is_visible()
    press(editor, "Enviar a revisión")

    person = new_visitor().arrives()
    assert "torre vieja" not in person.asks("¿dónde anidan las cigüeñas?").inner_text()

    reviewer = staff("Rosa", PAGE, width=390)
    reviewer.get_by_role("link", name="Borrador de Edurne").click()
    assert any("Las cigüeñas anidan" in words for words in reviewer.locator("ins").all_inner_texts())
    press(reviewer, "Publicar")
    assert "Publicada la versión 2" in reviewer.locator(".said").inner_text()
    assert soon(lambda: house.library.entry("storks", "bilbao").texts["es"].title == "Cigüeñas de la torre")
    assert "torre vieja desde enero" in new_visitor().arrives().asks("¿dónde anidan las cigüeñas?").inner_text()


def test_two_editors_in_conflict_keep_both_texts(staff, page_url):
    pages = {name: staff(name, "/console/knowledge/bilbao/herons/text/es") for name in ("Edurne", "Omar")}
    for name, page in pages.items():
        page.fill("#summary", f"Lo que escribe {name}.")
        press(page, "Guardar el borrador")
        press(page, "Enviar a revisión")
    reviewer = staff("Rosa", "/console/knowledge/bilbao/herons")
    reviewer.get_by_role("link", name="Borrador de Edurne").click()
    press(reviewer, "Publicar")
    reviewer.get_by_role("link", name="Borrador de Omar").click()

    assert "Dos personas a la vez" in reviewer.locator("main").inner_text()
    assert "Edurne" in reviewer.locator("del").all_inner_texts() and "Omar" in reviewer.locator("ins").all_inner_texts()
    press(reviewer, "Publicar")
    assert "los dos textos están guardados" in reviewer.locator(".trouble").inner_text()
    pages["Omar"].reload()
    pages["Omar"].get_by_role("link", name="Borrador de Omar").click()
    press(pages["Omar"], "He mirado los dos textos: seguir con el mío")
    assert "sigue a partir de lo publicado" in pages["Omar"].locator(".said").inner_text()


def test_everything_works_without_scripts_and_on_a_small_phone(staff):
    page = staff("Omar", "/console/knowledge/bilbao/swifts/text/es", width=320, height=640, java_script_enabled=False)
    page.fill("#summary", "Sin una línea de JavaScript.")
    press(page, "Guardar el borrador")

    assert "Sin" in " ".join(page.locator("ins").all_inner_texts())
    press(page, "Tirar el borrador")
    assert "Borrador tirado" in page.locator(".said").inner_text()


@pytest.mark.parametrize("path", ["/console/knowledge", PAGE, f"{PAGE}/frame", f"{PAGE}/history", f"{PAGE}/history/1"])
def test_page_has_no_barrier_and_fits_a_phone(staff, path):
    page = staff("Edurne", path, width=320, height=640)

    assert page.locator("h1").count() == 1 and barriers(page) == []
    assert fits(page)
