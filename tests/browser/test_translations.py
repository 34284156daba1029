"""A language goes out and comes back in a real browser; the pages on a phone, from right to left, and for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from bot.texts import Texts
from console.files.routes import FileTools, files_section
from console.files.whole import WholeContent
from console.storage.waiting import MemoryWaiting
from console.translations.routes import translations_section
from console.translations.tools import TranslationTools
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.repository import MemoryEntryRepository
from rumours.repository import MemoryRumourRepository
from tests.browser.console_world import STRICT, mirrored_texts, served
from tests.unit.bot.fakes import entry
from tests.unit.console.world import PASSWORD, World

DESK_SECTIONS = ["entrance", "home", "people", "myself", "trail"]


@pytest.fixture(scope="module")
def desk() -> EditingDesk:
    repository = MemoryEntryRepository()
    repository.save([entry("storks"), entry("herons", languages=("es", "ar")), entry("swifts", section="health")])
    return EditingDesk(repository, MemoryDrafts())


@pytest.fixture(scope="module")
def page_url(desk):
    tools = TranslationTools(desk, dict(Texts.load().languages), "bilbao", MemoryWaiting())
    files = FileTools(WholeContent(desk.repository, MemoryRumourRepository(), "elsewhere"), MemoryWaiting())
    sections = [translations_section(tools), files_section(files)]
    world = World(sections=sections, texts=mirrored_texts([*DESK_SECTIONS, "translations", "files"]))
    world.account("editor", "reviewer", "admin", name="Ana")
    with served(world) as url:
        yield url


def signed_in(new_visitor, url: str, language: str = "es", **options):
    page = new_visitor(**options).page
    page.goto(f"{url}/sign-in?language={language}")
    page.fill("#name", "Ana")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/console/")
    return page


def test_table_goes_out_and_what_a_translator_wrote_becomes_drafts(new_visitor, page_url, desk, tmp_path):
    page = signed_in(new_visitor, page_url)
    page.goto(f"{page_url}/translations?written_in=eu&language=es")
    with page.expect_download() as download:
        page.click("text=Tabla CSV: lo que falta o es antiguo")
    table = download.value.path().read_text("utf-8-sig")
    assert download.value.suggested_filename == "harrera-bilbao-eu.csv" and table.count('"title"') == 3
    rows = [line.replace(',"eu",""', ',"eu","Zikoinak 0 €"') for line in table.split("\r\n") if "tis" not in line]
    (tmp_path / "back.csv").write_text("\n".join(rows), "utf-16")

    page.set_input_files("#file", str(tmp_path / "back.csv"))
    page.click("text=Ver qué cambiaría")
    page.wait_for_url("**/translations/import")
    assert Axe().run(page, options=STRICT).response["violations"] == []
    page.click("text=Guardar como borradores míos")
    assert "borradores tuyos" in page.locator(".said").inner_text()
    assert {draft.entry_id for draft in desk.drafts.of_city("bilbao")} and "eu" not in desk.repository.entry("storks", "bilbao").texts


@pytest.mark.parametrize(("language", "width"), [("es", 320), ("ar", 320), ("ar", 1280)])
def test_pages_fit_and_axe_finds_nothing(new_visitor, page_url, language, width):
    page = signed_in(new_visitor, page_url, language, width=width)
    for path in ("/translations?", "/translations?written_in=ar&", "/files?"):
        page.goto(f"{page_url}{path}language={language}")
        assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
        assert Axe().run(page, options=STRICT).response["violations"] == [], path
