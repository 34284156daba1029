"""The life of a card: written, sent, published by somebody else, confirmed, in conflict; and what it would be heard in."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import ContentFaults
from knowledge_base.editing.draft import FRAME, Draft, draft_from_values, draft_to_values
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.editing.life import Conflict, Desk, FourEyes
from knowledge_base.library import Teaching
from rumours.card_values import card_from_values, card_to_values
from rumours.editing.desk import CardPapers
from rumours.editing.trial import CardTrial
from rumours.editing.written import OF_CARDS, WrittenCard, WrittenCardText, WrittenEvidence
from rumours.library import RumourLibrary
from rumours.limits import shipped_weights
from rumours.repository import EVERYWHERE, MemoryRumourRepository
from tests.contract.rumours.samples import card, evidence, text, whole_card

ID = "todas-las-ayudas"


@pytest.fixture
def desk() -> Desk:
    cards = MemoryRumourRepository()
    cards.save([whole_card(), whole_card("otra")])
    return Desk(CardPapers(cards, lambda: {"rgi"}), MemoryDrafts())


def written(desk: Desk, language: str = "es", **changes) -> WrittenCardText:
    return replace(desk.papers.part(desk.papers.find(EVERYWHERE, ID), language), **changes)


def sent(desk: Desk, author: str = "ana", language: str = "es", **changes) -> Draft:
    draft = desk.save_text(desk.begin(EVERYWHERE, ID, author), language, written(desk, language, **changes))
    return desk.send(draft)


def test_published_by_somebody_else_it_is_live_reviewed_and_in_the_history(desk):
    draft = sent(desk, public="Otra respuesta, con el 65 %.")
    with pytest.raises(FourEyes):
        desk.publish(draft, "ana")
    desk.publish(draft, "bea")

    live = desk.papers.find(EVERYWHERE, ID)
    assert live.texts["es"].public == "Otra respuesta, con el 65 %." and live.texts["es"].status == "reviewed"
    assert live.texts["eu"].status == "draft", "nobody read that one"
    assert [(one.kind, one.author, one.approver) for one in desk.history(EVERYWHERE, ID)] == [
        ("found", "", ""),
        ("published", "ana", "bea"),
    ]


def test_draft_of_everything_as_published_becomes_the_same_card(desk):
    live = desk.papers.find(EVERYWHERE, ID)
    parts = {code: desk.papers.part(live, code) for code in live.texts}
    draft = Draft(EVERYWHERE, ID, "ana", 1, frame=desk.papers.part(live, FRAME), texts=parts)

    assert desk.composed(draft).entry == live
    assert draft_from_values(draft_to_values(draft), OF_CARDS) == {"frame": draft.frame, "texts": dict(draft.texts), "is_small": False}
    assert card_from_values(card_to_values(live)) == live


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": ""}, "title: is missing"),
        ({"questions": ()}, "questions: is missing"),
        ({"public": "El 99 % son de aquí."}, "public: the number 99"),
        ({"full": "pocas palabras"}, "full: has 2 words"),
        ({"story": "mira https://example.org"}, "story: holds a link"),
        ({"evidence": {}}, "evidence.rgi23: is missing"),
    ],
)
def test_faults_are_named_and_nothing_is_sent(desk, changes, fault):
    with pytest.raises(ContentFaults) as faults:
        sent(desk, **changes)
    assert any(fault in line for line in faults.value.faults)
    assert desk.drafts.find(EVERYWHERE, ID, "ana").texts, "the draft is kept"


def test_evidence_that_goes_takes_its_sentences_along_and_new_evidence_asks_for_them(desk):
    frame = desk.papers.part(desk.papers.find(EVERYWHERE, ID), FRAME)
    newer = replace(frame.evidence[0], id="rgi25", data_date="2025")
    swapped = replace(frame, evidence=(newer,), rests_on=dict.fromkeys(frame.rests_on, ("rgi25",)))
    found = desk.composed(desk.save_frame(desk.begin(EVERYWHERE, ID, "ana"), swapped)).findings.faults

    assert "evidence.rgi25" in {one.key for one in found} and "evidence.rgi23" not in {one.key for one in found}


def test_frame_with_anything_typed_names_each_fault(desk):
    odd = WrittenCard(category="deportes", verdict="maybe", handle_with_care="", review_by="mañana", evidence=(WrittenEvidence(seen="Z"),))
    faults = {one.key for one in desk.composed(desk.save_frame(desk.begin(EVERYWHERE, ID, "ana"), odd)).findings.faults}

    assert {"category", "verdict", "handle_with_care", "review_by", "evidence[1].url", "evidence[1].seen", "rests_on.public"} <= faults


def test_new_card_needs_no_more_than_the_original(desk):
    live = desk.papers.find(EVERYWHERE, ID)
    other = text(topic="nueva", claim="Los perros del parque son todos suyos", title="El parque lo cuidan todas")
    said = {name: getattr(other, name) for name in WrittenCardText.__slots__}
    draft = replace(
        desk.begin(EVERYWHERE, "nueva", "ana"),
        frame=desk.papers.part(live, FRAME),
        texts={"es": WrittenCardText(**said | {"evidence": dict(other.evidence)})},
    )
    findings = desk.composed(draft).findings

    assert findings.faults == () and "nueva/ar.yml: file: is missing" in map(str, findings.advice)


def test_second_of_two_who_change_the_same_text_is_refused_and_keeps_it(desk):
    first, second, other = sent(desk), sent(desk, "omar", one_line="El 65 %, dice Omar."), sent(desk, "eva", "fr", worry="Une peur.")
    desk.publish(sent_again(desk, first, one_line="El 65 %, dice Ana."), "bea")

    with pytest.raises(Conflict) as conflict:
        desk.publish(second, "bea")
    assert conflict.value.parts == ["es"] and desk.drafts.find(EVERYWHERE, ID, "omar") == second
    desk.publish(other, "bea")
    assert desk.papers.find(EVERYWHERE, ID).texts["fr"].worry == "Une peur."


def sent_again(desk: Desk, draft: Draft, **changes) -> Draft:
    return desk.send(desk.save_text(draft, "es", replace(draft.texts["es"], **changes)))


def test_still_valid_looks_at_what_holds_and_mends_nothing_else(desk):
    over, unseen = evidence("over", valid_until=date(2026, 12, 1)), evidence("unseen", seen="C", url="")
    desk.papers.cards.save([card(evidence=(evidence(), over, unseen))])
    desk.confirm(EVERYWHERE, ID, "bea", date(2027, 1, 10))

    kept = {one.id: one.checked_on for one in desk.papers.find(EVERYWHERE, ID).evidence}
    assert kept == {"rgi23": date(2027, 1, 10), "over": over.checked_on, "unseen": unseen.checked_on}


def test_trial_hears_the_draft_and_says_whose_words_it_would_take(desk):
    library = RumourLibrary(desk.papers.cards, Teaching(shipped_weights()), list)
    said = "los perros del parque son todos de los vecinos nuevos"
    taken = written(desk).phrasings[:-1]
    draft = desk.save_text(desk.begin(EVERYWHERE, ID, "ana"), "es", written(desk, phrasings=(*taken, said, f"{said} otra vez")))
    trial = CardTrial.of(library.shelf(), desk.composed(draft).entry)
    now, then = trial.ask(said, "es")

    assert now.decision != "answer" and then.candidates[0].id == ID
    assert trial.named(then, "es")[0][0] == trial.entry.texts["es"].title
    assert library.shelf().cards[ID] == desk.papers.find(EVERYWHERE, ID), "what is answered stays as it is"
    assert trial.taken(["es"]) == []
