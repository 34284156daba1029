"""The radar's pages: counts without small ones, and what staff do with claims that no card answers."""

import re
from datetime import timedelta

import pytest

from bot.http.charts import chart
from bot.steps import Bar, span
from console.radar.routes import RadarDesk, radar_section
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.editing.life import Desk
from matching.similar import alike
from rumours.editing.desk import CardPapers
from rumours.radar import ClaimState, MemoryRadar, Sighting, UnmatchedClaim, week_of
from rumours.repository import MemoryRumourRepository
from rumours.unmatched import ClaimQueue
from tests.contract.rumours.samples import TODAY, card
from tests.unit.console.world import World

DISTRICTS = {"rekalde": "Rekalde", "deusto": "Deusto"}
LAST_WEEK = week_of(TODAY) - timedelta(weeks=1)


class RadarWorld(World):
    def __init__(self, **options):
        self.radar, self.cards = MemoryRadar(), MemoryRumourRepository()
        self.cards.save([card(), card("otra")])
        queue = ClaimQueue(self.radar, Desk(CardPapers(self.cards, set), MemoryDrafts()), alike)
        desk = RadarDesk(self.radar, queue, "bilbao", lambda: DISTRICTS, lambda: TODAY)
        super().__init__(sections=[radar_section(desk)], **options)

    def hears(self, n: int, district: str = "rekalde", rumour: str = "otra") -> None:
        for _ in range(n):
            self.radar.record(Sighting("bilbao", LAST_WEEK, "bar", district, "ayudas" if rumour else "", rumour))

    def reports(self, id: str, text: str) -> None:
        self.radar.report(UnmatchedClaim("bilbao", week_of(TODAY), "es", text, reporter="ana", id=id))


@pytest.fixture
def world() -> RadarWorld:
    world = RadarWorld()
    world.reports("c1", "los perros del parque son todos de ellos")
    world.reports("c2", "todos los perros del parque son de ellos")
    world.reports("c3", "<b>cierran</b> la piscina por su culpa")
    return world


def deeds(world: World) -> list[tuple[str, str, str]]:
    return [(row.deed.act, row.deed.kind, row.deed.object_id) for row in world.desk.audit.latest(9) if "claim" in row.deed.act]


def test_charts_show_steps_of_five_and_no_small_count(world):
    world.hears(13)
    world.hears(3, "deusto", "")
    page = world.signed_in("agent").get("/radar").text

    assert page.count("<svg viewBox") == 3
    assert re.search(r"Rekalde</text><rect [^>]*/><text [^>]*>10–14</text>", page)
    assert re.search(r'Deusto</text><text [^>]*class="none">menos de 5</text>', page)
    assert '<td data-label="Distrito">Deusto</td><td data-label="Veces">menos de 5</td>' in page, "the table behind"
    assert not re.search(r">(?:13|3|16)<", page)
    assert card("otra").texts["es"].title in page, "the card heard most"


def test_too_little_shows_nothing(world):
    world.hears(4)
    page = world.signed_in("agent").get("/radar").text

    assert "Todavía es poco" in page and "<svg viewBox" not in page


def test_bars_are_as_long_as_their_counts():
    drawn = chart([Bar("a", 5), Bar("b", 20), Bar("c", None)], ["A", "B", "C"], "few")

    assert [bar.width for bar in drawn.bars] == [36, 145, 0]
    assert [bar.words for bar in drawn.bars] == ["5–9", "20–24", "few"]
    assert chart([], [], "few").height == 0 and span(None) == ""


def test_agents_see_the_radar_but_not_the_claims(world):
    agent = world.signed_in("agent")

    assert agent.get("/claims").status_code == 403
    assert "/claims" not in agent.get("/radar").text
    assert world.signed_in("mediator").get("/radar").status_code == 403


def test_claims_stand_in_groups_and_are_shown_as_text(world):
    page = world.signed_in("editor").get("/claims").text

    assert page.count('<section class="claims"') == 2
    assert "&lt;b&gt;cierran&lt;/b&gt;" in page


def test_attached_claim_is_live_noted_and_gone_from_the_queue(world):
    editor = world.signed_in("editor")
    words = "los perros del parque son todos de ellos"
    done = editor.send("/claims/attach", "/claims", claim=["c1", "c2"], card="otra", language="es", phrasing=words)

    assert done.status_code == 303
    assert world.cards.card("otra").texts["es"].phrasings[-1] == words
    assert {claim.id for claim in world.radar.untold(reporter="ana")} == {"c1", "c2"}
    assert "ya es de esa ficha" in editor.get("/claims").text
    assert deeds(world) == [("attached_claims", "rumour", "otra")]


@pytest.mark.parametrize(("phrasing", "status"), [("", 303), ("x", 303)])
def test_refused_phrasing_leaves_everything_as_it_was(world, phrasing, status):
    editor = world.signed_in("editor")
    before = world.cards.revision()
    done = editor.send("/claims/attach", "/claims", claim=["c1"], card="otra", language="es", phrasing=phrasing)

    assert done.status_code == status and world.cards.revision() == before
    assert "No se ha añadido nada" in editor.get("/claims").text
    assert deeds(world) == []


def test_unknown_card_is_a_page_that_says_so(world):
    done = world.signed_in("editor").send("/claims/attach", "/claims", claim=["c1"], card="nothing", language="es", phrasing="algo así")
    assert done.status_code == 404


def test_card_is_begun_and_finished(world):
    editor = world.signed_in("editor")
    begun = editor.send("/claims/begin", "/claims", claim=["c1", "c2"], id="perros-del-parque")
    page = editor.get("/claims").text

    assert begun.headers["location"] == "/console/rumours/all/perros-del-parque/text/es"
    assert "/console/rumours/all/perros-del-parque" in page and "/finish" not in page
    world.cards.save([card("perros-del-parque")])
    editor.send("/claims/begun/perros-del-parque/finish", "/claims")
    assert len(world.radar.untold(reporter="ana")) == 2
    assert [act for act, _, _ in deeds(world)] == ["finished_claims", "begun_claims"]


def test_name_that_is_taken_begins_nothing(world):
    editor = world.signed_in("editor")
    editor.send("/claims/begin", "/claims", claim=["c1"], id="otra")

    assert "No se ha empezado nada" in editor.get("/claims").text
    assert len(world.radar.unmatched("bilbao")) == 3


def test_dismissed_claims_are_noted_one_by_one(world):
    editor = world.signed_in("editor")
    editor.send("/claims/dismiss", "/claims", claim=["c3", "../bad"])

    assert [claim.id for claim in world.radar.unmatched("bilbao", ClaimState.DISMISSED)] == ["c3"]
    assert deeds(world) == [("dismiss_claim", "claim", "c3")]


def test_empty_queue_says_what_would_be_there():
    page = RadarWorld().signed_in("editor").get("/claims").text
    assert "No espera ninguna frase" in page
