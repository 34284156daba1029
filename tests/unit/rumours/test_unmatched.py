"""Claims that no card answered: grouped, attached live, begun as a card, put away."""

import pytest
import yaml

from bot.errors import BadInput, NotFound
from matching.similar import alike
from rumours.radar import ClaimState, MemoryRadar, UnmatchedClaim, week_of
from rumours.repository import MemoryRumourRepository
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
    queue = ClaimQueue(radar, cards, alike, lambda: set())
    queue.radar, queue.store = radar, cards
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
    queue.attach(["c0", "c1"], "otra", "es", f"{WORDS[0]} [PHONE]")

    assert queue.store.card("otra").texts["es"].phrasings[-1] == WORDS[0]
    assert queue.store.revision() > before, "every process reads the cards anew"
    assert [claim.id for claim in queue.radar.untold(reporter="ana")] == ["c0", "c1"]
    assert [[claim.id for claim in group] for group in queue.groups("bilbao")] == [["c2"]]


def test_phrasing_that_the_card_knows_changes_nothing_but_the_claim(queue):
    before = queue.store.revision()
    queue.attach(["c0"], "otra", "es", queue.store.card("otra").texts["es"].claim)

    assert queue.store.revision() == before
    assert queue.radar.unmatched("bilbao", ClaimState.ATTACHED)[0].rumour == "otra"


@pytest.mark.parametrize(
    ("language", "phrasing"), [("es", ""), ("es", "[PHONE] [NAME]"), ("es", "x" * 301), ("fr", "des mots"), ("es", None)]
)
def test_phrasing_that_cannot_be_is_refused_and_nothing_changes(queue, language, phrasing):
    words = queue.store.card("todas-las-ayudas").texts["es"].claim if phrasing is None else phrasing
    before = queue.store.revision()
    with pytest.raises(BadInput):
        queue.attach(["c0"], "otra", language, words)

    assert queue.store.revision() == before
    assert len(queue.radar.unmatched("bilbao")) == 3


def test_unknown_card_and_no_claim_are_refused(queue):
    with pytest.raises(NotFound):
        queue.attach(["c0"], "nothing", "es", "algo que se dice")
    with pytest.raises(NotFound):
        queue.attach([], "otra", "es", "algo que se dice")


def test_card_is_begun_as_files_that_say_what_is_missing(queue):
    queue.begin(["c0", "c1"], "perros-del-parque")
    files = queue.draft("bilbao", "perros-del-parque")
    spanish = yaml.safe_load(files["es.yml"])

    assert sorted(files) == ["MISSING.txt", "ar.yml", "en.yml", "es.yml", "eu.yml", "fr.yml", "rumour.yml"]
    assert {spanish["claim"], *spanish["phrasings"]} == set(WORDS[:2])
    assert yaml.safe_load(files["rumour.yml"])["id"] == "perros-del-parque"
    for said in ("perros-del-parque/es.yml: title", "perros-del-parque/ar.yml: claim", "perros-del-parque/rumour.yml: evidence"):
        assert said in files["MISSING.txt"]
    with pytest.raises(NotFound):
        queue.draft("bilbao", "otra")


def test_reporter_is_told_when_the_card_that_was_begun_is_there(queue):
    queue.begin(["c0", "c1"], "perros-del-parque")
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
        queue.begin(["c0"], id)
    assert queue.begun("bilbao") == {}


def test_dismissed_claims_leave_the_queue(queue):
    queue.dismiss(["c2"])

    assert [len(group) for group in queue.groups("bilbao")] == [2]
    assert queue.radar.untold(reporter="ana") == []
