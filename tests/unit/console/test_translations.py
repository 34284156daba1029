"""The pages of translations: the table, one language out and in again, and a machine's drafts only where one is plugged in."""

import re

import pytest

from console.storage.waiting import MemoryWaiting
from console.translations.routes import translations_section
from console.translations.tools import TranslationTools
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.exchange.files import LARGEST
from knowledge_base.repository import MemoryEntryRepository
from tests.unit.bot.fakes import entry
from tests.unit.console.world import FROM_OUR_PAGE, World, field_of

LANGUAGES = {"es": "Español", "eu": "Euskara", "en": "English", "ar": "العربية"}
HERE = "/translations/import"


class Upper:
    """A translator that shouts."""

    def translate(self, texts, source, target):
        return [text.upper() for text in texts]


class Office:
    def __init__(self, translator=None):
        self.repository = MemoryEntryRepository()
        self.repository.save([entry("storks"), entry("tis", section="health"), entry("padron", languages=("es", "en", "ar"))])
        self.desk = EditingDesk(self.repository, MemoryDrafts())
        tools = TranslationTools(self.desk, LANGUAGES, "bilbao", MemoryWaiting(), translator)
        self.world = World(sections=[translations_section(tools)])

    def draft(self, browser, id: str = "storks"):
        return self.desk.drafts.find("bilbao", id, browser.account.id)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def editor(office):
    return office.world.signed_in("editor", name="Edurne")


def exported(browser, language: str = "ar", form: str = "csv", query: str = "") -> bytes:
    response = browser.get(f"/translations/bilbao/{language}/as/{form}{query}")
    assert response.status_code == 200
    return response.content


def sent(browser, content: bytes, name: str = "back.csv"):
    data, files = {"token": browser.token("/translations")}, {"file": (name, content)}
    return browser.client.post(f"/console{HERE}", data=data, files=files, headers=FROM_OUR_PAGE)


def translated(table: bytes) -> bytes:
    """Every passage of the table written in, as with a spreadsheet."""
    words = {
        "title": "عنوان",
        "questions": "سؤال {id}؟",
        "summary": "ملخص.",
        "body 1/2": "## ماذا\r\n1. اذهب.",
        "body 2/2": "## كم\r\nلا شيء.",
    }
    lines = table.decode("utf-8-sig").split('\r\n"bilbao/')
    for n, line in enumerate(lines[1:], 1):
        id, key = re.match(r'(\w+)","\d+","([^"]+)"', line).groups()
        lines[n] = line[: line.index(',"ar","')] + f',"ar","{words[key].format(id=id)}"'
    return '\r\n"bilbao/'.join(lines).encode("utf-8-sig")


def test_table_says_where_each_text_stands_and_filters(office, editor):
    page = editor.get("/translations?written_in=ar").text
    assert page.count('class="state missing"') == 2 + 1 and page.count('class="state machine-draft"') == 1 + 1
    shown = editor.get("/translations?written_in=ar&state=missing&section=health").text
    assert "/knowledge/bilbao/tis/text/ar" in shown and "/knowledge/bilbao/storks/text/ar" not in shown
    assert "Ninguna entrada" in editor.get("/translations?state=reviewed").text
    assert editor.get("/translations?page=99999&written_in=zz&city=nowhere&state=x").status_code == 200


def test_language_goes_out_and_comes_back_as_drafts_and_nothing_is_published(office, editor):
    before = office.repository.entries("bilbao")
    answer = sent(editor, translated(exported(editor, query="?only=to-do")))
    assert answer.status_code == 303 and office.draft(editor) is None
    report = editor.get(HERE).text
    assert "<strong>2</strong> textos nuevos" in report and "Línea 2." in report

    done = editor.send(f"{HERE}/apply", page=HERE, digest=field_of(report, "digest"))
    assert done.headers["location"] == "/console/translations"
    assert office.draft(editor).texts["ar"].title == "عنوان" and office.draft(editor, "tis").texts["ar"].questions == ("سؤال tis؟",)
    assert office.repository.entries("bilbao") == before
    assert "No hay ningún archivo" in editor.get(HERE).text
    row = office.world.desk.audit.latest(1)[0].deed
    assert (row.act, row.object_id, row.version) == ("exchange_translations", "import", 2)


def test_drafts_can_go_to_review_at_once_and_the_table_says_so(office, editor):
    sent(editor, translated(exported(editor, query="?only=to-do")))
    editor.send(f"{HERE}/apply", page=HERE, digest=field_of(editor.get(HERE).text, "digest"), to_review="yes")
    assert editor.get("/translations?written_in=ar&state=in-review").text.count("/text/ar") == 2
    office.desk.publish(office.draft(editor), "somebody else")
    assert office.repository.entry("storks", "bilbao").texts["ar"].status == "reviewed"


def test_xliff_goes_the_same_way_and_old_text_stands_in_it(office, editor):
    xliff = exported(editor, form="xliff", language="eu")
    assert xliff.count(b"<file ") == 3 and b"<target>" not in xliff
    back = re.sub(rb"</source>", b"</source><target>zerbait</target>", xliff.replace("¿".encode(), b""))
    report = sent(editor, back, "back.xlf")
    assert report.status_code == 303 and "textos nuevos" in editor.get(HERE).text


def test_report_names_entry_line_and_reason_of_what_is_refused(office, editor):
    table = translated(exported(editor, query="?only=to-do"))
    office.desk.withdraw("bilbao", "tis", "Rosa")
    sent(editor, table.replace("ملخص.".encode(), b"<script>x</script>"))
    page = editor.get(HERE).text
    assert "Esta entrada se retiró" in page and "summary: holds HTML" in page and "&lt;script" not in page
    assert f"{HERE}/apply" not in page and f"{HERE}/drop" in page
    assert office.draft(editor) is None


def test_something_that_changed_since_the_report_is_told_and_nothing_is_kept(office, editor):
    sent(editor, translated(exported(editor, query="?only=to-do")))
    digest = field_of(editor.get(HERE).text, "digest")
    office.desk.withdraw("bilbao", "tis", "Rosa")
    answer = editor.send(f"{HERE}/apply", page=HERE, digest=digest)
    assert answer.status_code == 409 and "Entretanto ha cambiado algo" in answer.text
    assert office.draft(editor) is None
    assert editor.send(f"{HERE}/apply", page=HERE, digest=field_of(answer.text, "digest")).status_code == 303
    assert office.draft(editor) is not None and office.draft(editor, "tis") is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "No se ha elegido"),
        (b"PK\x03\x04....", "libro de Excel"),
        (b"a;b\n1;2\n", "le falta alguna columna"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><xliff version="1.2"/>', "DOCTYPE"),
        (b'<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "XLIFF 2"),
        (b"<xliff>\n<", "roto o no está completo. Línea 2."),
        (b'<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"></xliff>', "roto"),
        (b"\x00\x01\x02", "Las letras del archivo"),
    ],
)
def test_file_that_cannot_be_read_says_what_to_do_and_keeps_nothing(office, editor, content, words):
    answer = sent(editor, content)
    assert answer.status_code == 422 and words in answer.text
    assert "No hay ningún archivo" in editor.get(HERE).text


def test_file_over_the_limit_is_turned_away_at_the_door(editor):
    assert sent(editor, b"x" * (LARGEST + 100_000)).status_code == 413


def test_file_of_one_person_is_not_seen_by_another_and_can_be_thrown_away(office, editor):
    sent(editor, translated(exported(editor)))
    assert "No hay ningún archivo" in office.world.signed_in("reviewer").get(HERE).text
    editor.send(f"{HERE}/drop", page=HERE)
    assert "No hay ningún archivo" in editor.get(HERE).text
    assert editor.send(f"{HERE}/apply", page=HERE, digest="x").headers["location"] == f"/console{HERE}"


@pytest.mark.parametrize("path", ["nowhere/ar/as/csv", "bilbao/zz/as/csv", "bilbao/ar/as/pdf"])
def test_export_of_nothing_is_not_found(editor, path):
    assert editor.get(f"/translations/{path}").status_code == 404


def test_machine_is_nowhere_unless_one_is_plugged_in(editor):
    assert "machine" not in re.sub(r"machine-draft", "", editor.get("/translations?written_in=ar").text)
    assert editor.send("/translations/bilbao/ar/machine", page="/translations").status_code == 404


def test_machine_drafts_are_marked_and_for_people_to_read():
    office = Office(Upper())
    editor = office.world.signed_in("editor")
    assert "Pedir borradores" in editor.get("/translations?written_in=eu").text
    editor.send("/translations/bilbao/eu/machine", page="/translations")
    written = office.draft(editor).texts["eu"]
    assert written.is_machine and written.title == "STORKS (ES)" and office.draft(editor).state == "draft"
    assert editor.send("/translations/bilbao/eu/machine", page="/translations").status_code == 404


def test_machine_that_is_silent_says_so():
    class Silent:
        def translate(self, texts, source, target):
            raise OSError("no line")

    office = Office(Silent())
    editor = office.world.signed_in("editor")
    assert editor.send("/translations/bilbao/eu/machine", page="/translations").status_code == 303
    assert "no ha contestado" in editor.get("/translations?written_in=eu").text and office.draft(editor) is None
