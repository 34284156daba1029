"""The knowledge pages: write, review, publish, conflict, history, withdraw; with everything in memory."""

from dataclasses import replace
from datetime import date

import pytest

from bot.previewing import Previews
from bot.texts import Texts
from console.knowledge.routes import knowledge_section
from console.knowledge.workshop import Workshop
from knowledge_base.directory import Directory
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.library import Library, Teaching
from knowledge_base.repository import MemoryEntryRepository
from matching.weights import shipped_weights
from tests.unit.bot.fakes import entry
from tests.unit.console.world import FROM_OUR_PAGE, World

PAGE = "/knowledge/bilbao/storks"
WRITTEN = {
    "title": "Cigüeñas",
    "questions": "¿dónde anidan?\n\n¿cuándo vuelven?",
    "summary": "Anidan en la torre.",
    "body": "## Qué hacer\n1. Mira.",
}


class Town:
    """A console with three entries and a library that answers from them."""

    def __init__(self):
        self.repository = MemoryEntryRepository()
        self.repository.save([entry("storks"), entry("tis"), entry("padron")])
        self.repository.save_directory("bilbao", Directory((), (), {}))
        self.desk = EditingDesk(self.repository, MemoryDrafts())
        self.library = Library(self.repository, Teaching(shipped_weights()))
        texts = Texts.load()
        workshop = Workshop(self.desk, self.library, Previews(texts), texts.languages, "bilbao")
        self.section = knowledge_section(workshop)
        self.world = World(sections=[self.section])

    def live(self, id: str = "storks"):
        return self.repository.entry(id, "bilbao")


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def editor(town):
    return town.world.signed_in("editor", name="Edurne")


@pytest.fixture
def reviewer(town):
    return town.world.signed_in("reviewer", name="Rosa")


def write(browser, language: str = "es", saves: int = 0, **changes):
    return browser.send(f"{PAGE}/text/{language}", **WRITTEN | {"saves": str(saves)} | changes)


def draft_page(browser) -> str:
    return f"{PAGE}/draft/{browser.account.id}"


def publish(town, editor, reviewer, **changes):
    """From the first word to the publication."""
    assert write(editor, **changes).status_code == 303
    assert editor.send(f"{draft_page(editor)}/send").status_code == 303
    saves = town.desk.drafts.find("bilbao", "storks", editor.account.id).saves
    return reviewer.send(f"{draft_page(editor)}/publish", saves=str(saves))


def test_written_reviewed_and_published_is_what_is_live(town, editor, reviewer):
    assert publish(town, editor, reviewer).status_code == 303

    text = town.live().texts["es"]
    assert (text.title, text.questions) == ("Cigüeñas", ("¿dónde anidan?", "¿cuándo vuelven?"))
    assert text.status == "reviewed" and town.live().revision == 2 and town.live().texts["en"].source_revision == 1
    assert town.desk.drafts.of_city("bilbao") == []
    found, published = town.desk.history("bilbao", "storks")
    assert (found.kind, published.kind) == ("found", "published")
    assert (published.author, published.approver) == (editor.account.id, reviewer.account.id)


def test_each_act_stands_in_the_trail_without_a_word_of_the_text(town, editor, reviewer):
    publish(town, editor, reviewer)
    reviewer.send(f"{PAGE}/confirm")
    reviewer.send(f"{PAGE}/withdraw")

    trail = town.world.signed_in("admin").get("/trail").text
    assert "Cigüeñas" not in trail
    for words in ("envió a revisión", "publicó una entrada", "confirmó una entrada", "retiró una entrada"):
        assert words in trail


def test_who_wrote_may_not_publish(town, reviewer):
    write(reviewer)
    reviewer.send(f"{draft_page(reviewer)}/send")
    answer = reviewer.send(f"{draft_page(reviewer)}/publish", saves="2")

    assert answer.status_code == 403 and "quien escribe no publica" in answer.text
    assert town.live().texts["es"].title != "Cigüeñas"


def test_draft_that_was_not_sent_is_not_published(town, editor, reviewer):
    write(editor)

    assert reviewer.send(f"{draft_page(editor)}/publish", saves="1").status_code == 403
    assert town.live().revision == 1


def test_faults_are_shown_and_nothing_is_sent(town, editor):
    assert write(editor, summary="", body="<script>alert(1)</script>").status_code == 303
    answer = editor.send(f"{draft_page(editor)}/send")

    assert answer.status_code == 422
    assert "Resumen: <span" in answer.text and "<script>alert" not in answer.text
    assert town.desk.drafts.find("bilbao", "storks", editor.account.id).state == "draft"


def test_two_editors_in_conflict_lose_nothing(town, editor, reviewer):
    other = town.world.signed_in("editor", name="Omar")
    write(other, title="Lo de Omar")
    other.send(f"{draft_page(other)}/send")
    publish(town, editor, reviewer)

    late = reviewer.send(f"{draft_page(other)}/publish", saves="2")
    assert late.status_code == 409 and "Dos personas a la vez" in late.text
    assert town.live().texts["es"].title == "Cigüeñas"
    assert "<del>Cigüeñas</del>" in late.text and "<ins>Lo de Omar</ins>" in late.text, "both texts are there"

    assert other.send(f"{draft_page(other)}/take-over").status_code == 303
    other.send(f"{draft_page(other)}/send")
    saves = town.desk.drafts.find("bilbao", "storks", other.account.id).saves
    assert reviewer.send(f"{draft_page(other)}/publish", saves=str(saves)).status_code == 303
    assert town.live().texts["es"].title == "Lo de Omar"


def test_two_people_in_two_languages_do_not_disturb_each_other(town, editor, reviewer):
    other = town.world.signed_in("editor", name="Omar")
    write(other, language="en", title="Storks")
    other.send(f"{draft_page(other)}/send")
    publish(town, editor, reviewer)

    assert reviewer.send(f"{draft_page(other)}/publish", saves="2").status_code == 303
    assert {code: text.title for code, text in town.live().texts.items()} == {"es": "Cigüeñas", "en": "Storks"}


def test_second_window_gets_both_texts(town, editor):
    write(editor)
    late = write(editor, saves=0, title="Otra ventana")

    assert late.status_code == 409 and "Otra ventana" in late.text and "Cigüeñas" in late.text
    assert town.desk.drafts.find("bilbao", "storks", editor.account.id).texts["es"].title == "Cigüeñas"
    assert write(editor, saves=1, title="Otra ventana").status_code == 303


def test_script_saves_and_hears_what_the_rules_say(town, editor):
    data = WRITTEN | {"saves": "0", "summary": "x" * 400, "token": editor.token("/myself")}
    answer = editor.post(f"{PAGE}/text/es", data, FROM_OUR_PAGE | {"accept": "application/json"})

    assert answer.json()["saves"] == 1 and '<bdi lang="es">Español</bdi> · Resumen: <span' in answer.json()["check"]
    again = editor.post(f"{PAGE}/text/es", data, FROM_OUR_PAGE | {"accept": "application/json"})
    assert again.status_code == 409 and "otra ventana" in again.json()["trouble"]


def test_only_the_author_sends_or_drops_a_draft(town, editor, reviewer):
    write(editor)
    for act in ("send", "drop", "take-over"):
        assert reviewer.send(f"{draft_page(editor)}/{act}").status_code == 403
    assert town.desk.drafts.find("bilbao", "storks", editor.account.id).state == "draft"


def test_sent_back_draft_says_why(town, editor, reviewer):
    write(editor)
    editor.send(f"{draft_page(editor)}/send")
    reviewer.send(f"{draft_page(editor)}/back", note="¿Y el precio?")

    assert "¿Y el precio?" in editor.get(f"{PAGE}/text/es").text
    assert town.desk.drafts.find("bilbao", "storks", editor.account.id).state == "draft"


def test_reviewer_does_not_publish_what_changed_since_they_looked(town, editor, reviewer):
    write(editor)
    editor.send(f"{draft_page(editor)}/send")
    write(editor, saves=2, title="Cambiado")
    editor.send(f"{draft_page(editor)}/send")

    assert reviewer.send(f"{draft_page(editor)}/publish", saves="2").status_code == 409
    assert town.live().revision == 1


def test_withdrawn_entry_is_not_live_and_can_be_put_back(town, editor, reviewer):
    publish(town, editor, reviewer)
    assert reviewer.send(f"{PAGE}/withdraw").status_code == 303
    assert town.live() is None and "No se contesta" in editor.get(PAGE).text

    assert reviewer.send(f"{PAGE}/history/2/restore").status_code == 303
    assert town.live().texts["es"].title == "Cigüeñas"
    assert [version.kind for version in town.desk.history("bilbao", "storks")] == ["found", "published", "withdrawn", "restored"]


def test_history_shows_words_that_came_and_went(town, editor, reviewer):
    publish(town, editor, reviewer)

    page = editor.get(f"{PAGE}/history/2").text
    assert "<ins>Anidan en la torre</ins>" in page or "<ins>Anidan" in page
    listed = editor.get(f"{PAGE}/history").text
    assert "Edurne" in listed and "Rosa" in listed
    assert editor.get(f"{PAGE}/history/9").status_code == 404


def test_translator_sees_what_changed_in_the_original(town, editor, reviewer):
    publish(town, editor, reviewer, summary=f"{town.live().original.summary} Y vuelven en enero.")

    page = editor.get(f"{PAGE}/text/en").text
    assert "<ins>" in page and "Y vuelven en enero" in page


def test_still_valid_is_for_all_languages_at_once(town, reviewer):
    before = town.live()
    assert reviewer.send(f"{PAGE}/confirm").status_code == 303

    after = town.live()
    assert after.texts == before.texts and after.review_by >= before.review_by
    assert min(source.checked_on for source in after.sources) >= date(2026, 11, 21)


def test_trying_shows_both_answers_and_publishes_nothing(town, editor):
    write(editor)
    page = editor.get(f"{draft_page(editor)}?written_in=es&question=¿dónde anidan?").text

    assert "Con el borrador" in page and "Cigüeñas" in page
    assert town.live().revision == 1 and town.library.entry("storks", "bilbao").revision == 1
    assert page.count('class="bubble"') >= 3, "web, Telegram and WhatsApp"


def test_new_entry_needs_sources_and_text_and_is_then_live(town, editor, reviewer):
    assert editor.send("/knowledge/new", city="bilbao", id="herons").headers["location"].endswith("/knowledge/bilbao/herons/frame")
    source = {"source_url": "https://example.org/x", "source_publisher": "Town", "source_checked_on": "2026-11-21", "source_seen": "A"}
    frame = {"section": "padron", "review_by": "2027-02-21", "source_supports": ""} | source
    page = "/knowledge/bilbao/herons"
    assert editor.send(f"{page}/frame", saves="0", **frame).status_code == 303
    assert editor.send(f"{page}/text/es", **WRITTEN | {"saves": "1", "title": "Garzas"}).status_code == 303
    own = f"{page}/draft/{editor.account.id}"
    assert editor.send(f"{own}/send").status_code == 303
    assert reviewer.send(f"{own}/publish", saves="3").status_code == 303

    assert town.live("herons").texts["es"].title == "Garzas"
    assert editor.send("/knowledge/new", city="bilbao", id="../etc").status_code == 400


@pytest.mark.parametrize(
    ("asked", "shown"), [("words=tis", 1), ("state=waiting", 1), ("state=missing&written_in=en", 0), ("section=padron", 3)]
)
def test_table_can_be_filtered(town, editor, asked, shown):
    write(editor)
    page = editor.get(f"/knowledge?{asked}").text

    assert page.count('<th scope="row">') == shown


def test_entry_that_was_removed_while_it_is_edited_keeps_the_draft(town, editor, reviewer):
    write(editor)
    town.repository.remove("storks", "bilbao")

    assert editor.get(draft_page(editor)).status_code == 200
    assert town.desk.drafts.find("bilbao", "storks", editor.account.id).texts["es"].title == "Cigüeñas"


def test_import_beside_the_console_is_a_version_of_its_own(town, editor, reviewer):
    publish(town, editor, reviewer)
    town.repository.save([replace(town.live(), verify=("look",))])

    assert [version.kind for version in town.desk.history("bilbao", "storks")] == ["found", "published", "found"]


def test_long_table_comes_in_pages(town, editor):
    town.repository.save([entry(f"topic-{number:03}") for number in range(120)])
    first, last = (editor.get(f"/knowledge?section=padron&page={number}").text for number in (1, 3))

    assert (first.count('<th scope="row">'), last.count('<th scope="row">')) == (50, 23)
    assert 'href="?section=padron&amp;page=2"' in first
    for asked, shown in (("nonsense", 50), ("0", 50), ("-1", 50), ("9", 23), ("9" * 5000, 50)):
        assert editor.get(f"/knowledge?page={asked}").text.count('<th scope="row">') == shown, asked[:10]
