"""The pages of cards: the table, writing, review, publishing, the picture, and what a role may not; with everything in memory."""

import pytest

from bot.previewing import CardPreviews
from bot.texts import Texts
from console.rumours.bench import CardBench
from console.rumours.routes import cards_section
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.editing.life import Desk
from knowledge_base.library import Teaching
from rumours.editing.desk import CardPapers
from rumours.library import RumourLibrary
from rumours.limits import shipped_weights
from rumours.repository import EVERYWHERE, MemoryRumourRepository
from rumours.rumour import LISTS, WORDS
from tests.contract.rumours.samples import evidence, whole_card
from tests.unit.console.test_knowledge import Town
from tests.unit.console.world import FROM_OUR_PAGE, World, field_of

ID = "todas-las-ayudas"
PAGE = f"/rumours/all/{ID}"


class Room(World):
    """A console with two cards."""

    def __init__(self):
        self.cards, self.live = MemoryRumourRepository(), []
        self.cards.save([whole_card(), whole_card("otra", evidence=(evidence(seen="C", url=""),))])
        self.card_desk, previews = Desk(CardPapers(self.cards, lambda: {"rgi"}), MemoryDrafts()), CardPreviews(Texts.load())
        library, languages = RumourLibrary(self.cards, Teaching(shipped_weights()), list), Texts.load().languages
        bench = CardBench(self.card_desk, library, previews, languages, self.live.append, lambda: {"rgi"})
        super().__init__(sections=[Town().section, cards_section(bench, previews.picture)])

    def written(self, **changes) -> dict:
        text = self.cards.card(ID).texts["es"]
        fields = {name: getattr(text, name) for name in WORDS} | {name: "\n".join(getattr(text, name)) for name in LISTS}
        return fields | {"sentence_of": "rgi23", "sentence": text.evidence["rgi23"], "saves": "0"} | changes


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def editor(room):
    return room.signed_in("editor", name="Edurne")


def test_card_is_written_reviewed_and_published(room, editor):
    assert editor.send(f"{PAGE}/text/es", **room.written(one_line="El 65 % eran de aquí mismo.")).status_code == 303
    draft = f"{PAGE}/draft/{editor.account.id}"
    shown = editor.get(draft).text
    assert "<ins>" in shown and "picture.png" in shown and shown.count('class="bubble"') >= 6
    assert editor.get(f"{draft}/picture.png?in=es").headers["content-type"] == "image/png"
    editor.send(f"{draft}/send")
    reviewer = room.signed_in("reviewer", name="Rosa")
    saves = room.card_desk.drafts.find(EVERYWHERE, ID, editor.account.id).saves
    assert reviewer.send(f"{draft}/publish", saves=str(saves)).status_code == 303

    assert room.cards.card(ID).texts["es"].one_line == "El 65 % eran de aquí mismo." and room.live == [ID]
    history = reviewer.get(f"{PAGE}/history").text
    assert "Edurne" in history and "Rosa" in history
    assert "Una línea" in reviewer.get(f"{PAGE}/history/2").text


def test_message_is_tried_with_the_draft(room, editor):
    editor.send(f"{PAGE}/text/es", **room.written())
    page = editor.get(f"{PAGE}/draft/{editor.account.id}?written_in=es&question=Los+de+fuera+se+llevan+toda+la+ayuda").text
    assert "Con el borrador" in page and "Ahora" in page


def test_autosave_gives_the_findings_and_a_second_window_is_told(room, editor):
    script = FROM_OUR_PAGE | {"accept": "application/json", "x-form-token": editor.token("/myself")}
    first = editor.post(f"{PAGE}/text/es", room.written(title=""), script)
    assert first.json()["saves"] == 1 and '<bdi lang="es">Español</bdi> · Título: <span' in first.json()["check"]
    assert editor.post(f"{PAGE}/text/es", room.written(), script).status_code == 409
    page = editor.send(f"{PAGE}/text/es", **room.written(worry="Otra cosa."))
    assert page.status_code == 409 and "Otra cosa." in page.text and "Lo guardado" not in page.text.split("<form")[0]


def test_evidence_is_a_list_that_keeps_the_leading_figure_and_names_what_is_new(room, editor):
    page = editor.get(f"{PAGE}/frame").text
    assert page.count("evidence_publisher") == 3, "one and two empty ones"
    row = {"territory": "Bilbao", "data_date": "2026", "publisher": "Ayuntamiento", "url": "https://www.bilbao.eus/x", "seen": "A"}
    rows = [{"id": "rgi23", **row}, {"id": "", **row}, {"id": "", **dict.fromkeys(row, ""), "seen": "A"}]
    days = {"page_date": "", "underlying_source": "", "checked_on": "2026-11-21", "valid_until": "2027-12-31", "verify": ""}
    form = {f"evidence_{key}": [one[key] for one in rows] for key in rows[0]} | {
        f"evidence_{key}": [said] * 3 for key, said in days.items()
    }
    form |= {"leans_0": ["public", "full"], "leans_1": ["public", "one_line", "one_minute", "full"], "order_public": "rgi23"}
    choices = {"category": "ayudas", "verdict": "false", "handle_with_care": "true", "review_by": "2027-05-21", "saves": "0"}
    editor.send(f"{PAGE}/frame", f"{PAGE}/frame", **form, **choices)
    frame = room.card_desk.drafts.find(EVERYWHERE, ID, editor.account.id).frame

    assert [one.id for one in frame.evidence] == ["rgi23", "e1"]
    assert frame.rests_on["public"] == ("rgi23", "e1") and frame.rests_on["one_line"] == ("e1",)


def test_table_is_filtered_by_subject_state_and_what_needs_somebody(editor):
    assert editor.get("/rumours").text.count('<th scope="row"') == 2
    assert editor.get("/rumours?section=empleo").text.count('<th scope="row"') == 0
    assert editor.get("/rumours?state=due").text.count('<th scope="row"') == 1, "its evidence was seen by nobody"


def test_agents_read_and_cannot_write(room):
    agent = room.signed_in("agent")
    page = agent.get(PAGE)
    assert page.status_code == 200 and "/frame" not in page.text
    assert agent.get(f"{PAGE}/frame").status_code == 403 and agent.send(f"{PAGE}/withdraw").status_code == 403


@pytest.mark.parametrize(
    "path", ["/rumours/all/nothing", "/rumours/bilbao/otra", f"{PAGE}/draft/x", f"{PAGE}/text/xx", f"{PAGE}/history/9"]
)
def test_what_is_not_there_is_a_page_that_says_so(editor, path):
    assert editor.get(path).status_code == 404


def test_still_valid_withdrawn_and_put_back(room):
    reviewer = room.signed_in("reviewer")
    assert reviewer.send(f"{PAGE}/confirm").status_code == 303
    reviewer.send(f"{PAGE}/withdraw")
    assert room.cards.card(ID) is None and "No se contesta" in reviewer.get(PAGE).text
    reviewer.send(f"{PAGE}/history/1/restore", f"{PAGE}/history/1")
    assert room.cards.card(ID) == whole_card()


def test_token_stands_in_each_form(editor):
    assert field_of(editor.get(f"{PAGE}/text/es").text, "token")
