"""Claims that no card answered: grouped, attached live, begun as a card, put away."""

from dataclasses import replace

import pytest

from bot.errors import BadInput, ContentFaults, NotFound
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.editing.life import Desk
from matching.similar import alike
from rumours.editing.desk import CardPapers
from rumours.radar import ClaimState, MemoryRadar, UnmatchedClaim, week_of
from rumours.repository import EVERYWHERE, MemoryRumourRepository
from rumours.unmatched import ClaimQueue
from tests.contract.rumours.samples import TODAY, card

WORDS = (
    "los perros del parque son todos de ellos",
    "todos los perros del parque son de ellos",
    "cierran la piscina municipal por su culpa",
)


@pytest.fixture
def queue() -> ClaimQueue:
    radar, cards = MemoryRadar(), MemoryRumourRepository()
    cards.save([card(), card("otra")])
    for number, words in enumerate(WORDS):
        radar.report(UnmatchedClaim("bilbao", week_of(TODAY), "es", words, reporter="ana", id=f"c{number}"))
    desk = Desk(CardPapers(cards, set), MemoryDrafts())
    queue = ClaimQueue(radar, desk, alike)
    queue.radar, queue.store, queue.desk = radar, cards, desk
    return queue


def test_claims_that_say_nearly_the_same_stand_together(queue):
    assert [[claim.id for claim in group] for group in queue.groups("bilbao")] == [["c0", "c1"], ["c2"]]
    assert queue.groups("valencia") == []


def test_grouping_takes_any_number_of_texts_and_an_encoder():
    class Same:
        def encode(self, texts):
            return [[1.0, 0.0] for _ in texts]

    assert alike([]) == [] and alike(["x"]) == [[0]]
    assert alike(["", "!", "?"]) is not None
    assert len(alike(["uno dos", "tres cuatro"])) == 2
    assert alike(["uno dos", "tres cuatro"], Same()) == [[0, 1]], "the sense brings them together"


def test_attached_claim_is_a_phrasing_at_once_and_its_reporter_can_be_told(queue):
    before = queue.store.revision()
    queue.attach(["c0", "c1"], "otra", "es", f"{WORDS[0]} [PHONE]", "bea")

    assert queue.store.card("otra").texts["es"].phrasings[-1] == WORDS[0]
    assert queue.store.changed_since(before).entries == {"otra"}, "every process reads it anew"
    assert [(version.kind, version.approver) for version in queue.store.versions("otra")] == [("found", ""), ("published", "bea")]
    assert [claim.id for claim in queue.radar.untold(reporter="ana")] == ["c0", "c1"]
    assert [[claim.id for claim in group] for group in queue.groups("bilbao")] == [["c2"]]


def test_phrasing_that_the_card_knows_changes_nothing_but_the_claim(queue):
    before = queue.store.revision()
    queue.attach(["c0"], "otra", "es", queue.store.card("otra").texts["es"].claim, "bea")

    assert queue.store.revision() == before
    assert queue.radar.unmatched("bilbao", ClaimState.ATTACHED)[0].rumour == "otra"


@pytest.mark.parametrize(
    ("language", "phrasing"), [("es", ""), ("es", "[PHONE] [NAME]"), ("es", "x" * 301), ("fr", "des mots"), ("es", None)]
)
def test_phrasing_that_cannot_be_is_refused_and_nothing_changes(queue, language, phrasing):
    words = queue.store.card("todas-las-ayudas").texts["es"].claim if phrasing is None else phrasing
    before = queue.store.revision()
    with pytest.raises(BadInput):
        queue.attach(["c0"], "otra", language, words, "bea")

    assert queue.store.revision() == before
    assert len(queue.radar.unmatched("bilbao")) == 3


def test_unknown_card_and_no_claim_are_refused(queue):
    with pytest.raises(NotFound):
        queue.attach(["c0"], "nothing", "es", "algo que se dice", "bea")
    with pytest.raises(NotFound):
        queue.attach([], "otra", "es", "algo que se dice", "bea")


def test_card_is_begun_as_a_draft_that_says_what_was_said(queue):
    assert queue.begin(["c0", "c1"], "perros-del-parque", "bilbao", "bea") == "es"
    draft = queue.desk.drafts.find(EVERYWHERE, "perros-del-parque", "bea")

    assert {draft.texts["es"].claim, *draft.texts["es"].phrasings} == set(WORDS[:2])
    assert [claim.id for claim in queue.begun("bilbao")["perros-del-parque"]] == ["c0", "c1"]
    with pytest.raises(ContentFaults):
        queue.desk.send(draft)


def test_card_that_is_begun_twice_keeps_what_was_written(queue):
    queue.begin(["c0"], "perros-del-parque", "bilbao", "bea")
    draft = queue.desk.drafts.find(EVERYWHERE, "perros-del-parque", "bea")
    queue.desk.save_text(draft, "es", replace(draft.texts["es"], title="El parque es de todas"))
    queue.begin(["c2"], "perros-del-parque", "bilbao", "bea")

    text = queue.desk.drafts.find(EVERYWHERE, "perros-del-parque", "bea").texts["es"]
    assert (text.title, text.claim, text.phrasings) == ("El parque es de todas", WORDS[0], (WORDS[2],))


def test_reporter_is_told_when_the_card_that_was_begun_is_there(queue):
    queue.begin(["c0", "c1"], "perros-del-parque", "bilbao", "bea")
    assert queue.radar.untold(reporter="ana") == []
    with pytest.raises(NotFound):
        queue.finish("bilbao", "perros-del-parque")

    queue.store.save([card("perros-del-parque")])
    queue.finish("bilbao", "perros-del-parque")
    assert len(queue.radar.untold(reporter="ana")) == 2
    assert queue.begun("bilbao") == {}


@pytest.mark.parametrize("id", ["otra", "", "with space", "../up"])
def test_new_card_needs_an_id_of_its_own(queue, id):
    with pytest.raises(BadInput):
        queue.begin(["c0"], id, "bilbao", "bea")
    assert queue.begun("bilbao") == {}


def test_dismissed_claims_leave_the_queue(queue):
    queue.dismiss(["c2"])

    assert [len(group) for group in queue.groups("bilbao")] == [2]
    assert queue.radar.untold(reporter="ana") == []
