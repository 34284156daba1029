"""A card that cannot be true cannot be built; what it may be used for depends on the day."""

from dataclasses import replace
from datetime import date

import pytest

from rumours.rumour import PARTS, State
from tests.contract.rumours.samples import TODAY, card, evidence, text

IMPOSSIBLE = {
    "evidence without a publisher": lambda: evidence(publisher=" "),
    "evidence seen by nobody known": lambda: evidence(seen="D"),
    "seen evidence without a link": lambda: evidence(url=""),
    "evidence with a script for a link": lambda: evidence(url="javascript:x"),
    "evidence that ran out before it was checked": lambda: evidence(valid_until=date(2020, 1, 1)),
    "text without a claim": lambda: text(claim=""),
    "text whose title is the claim": lambda: text(title="Todo para ellos", claim="Todo para ellos"),
    "text with an empty phrasing": lambda: text(phrasings=("a", " ")),
    "text of no language": lambda: text("español"),
    "text of an unknown status": lambda: text(status="published"),
    "card of an unknown category": lambda: card(category="clima"),
    "card with an unknown verdict": lambda: card(verdict="true"),
    "card that leaves its folder": lambda: card("../x"),
    "card related to itself": lambda: card(related=("todas-las-ayudas",)),
    "card without evidence": lambda: card(evidence=()),
    "card with two evidences of one id": lambda: card(texts=[text()], evidence=(evidence(), evidence())),
    "card that rests on nothing": lambda: card(rests_on=dict.fromkeys(PARTS, ())),
    "card whose full text rests on nothing known": lambda: card(rests_on=dict.fromkeys(PARTS, ("rgi23",)) | {"full": ("x",)}),
    "card with a text that rests on nothing": lambda: card(rests_on={"public": ("rgi23",)}),
    "card without texts": lambda: card(texts=[]),
    "card with a text under another language": lambda: replace(card(), texts={"eu": text("es")}),
    "card with an evidence that a text does not tell": lambda: card(texts=[text(ids=("other",))]),
}


@pytest.mark.parametrize("build", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_impossible_card_cannot_be_built(build):
    with pytest.raises(ValueError):
        build()


@pytest.mark.parametrize(
    ("changes", "today", "state"),
    [
        ({}, TODAY, State.ANSWERED),
        ({"seen": "A"}, TODAY, State.ANSWERED),
        ({"seen": "C"}, TODAY, State.SUGGESTED),
        ({"seen": "C", "url": ""}, TODAY, State.SUGGESTED),
        ({"valid_until": date(2026, 11, 23)}, TODAY, State.ANSWERED),
        ({"valid_until": date(2026, 11, 22)}, TODAY, State.SUGGESTED),
        ({}, date(2027, 12, 31), State.SUGGESTED),
    ],
)
def test_unseen_or_old_evidence_makes_a_card_only_suggested(changes, today, state):
    assert card(evidence=(evidence(**changes),)).state(today) is state


def test_state_looks_only_at_what_a_text_rests_on():
    proofs = (evidence("seen"), evidence("unseen", seen="C"))
    mixed = card(evidence=proofs, rests_on=dict.fromkeys(PARTS, ("seen",)) | {"full": ("seen", "unseen")})

    assert mixed.state(TODAY) is State.ANSWERED
    assert mixed.state(TODAY, "full") is State.SUGGESTED
    assert [proof.id for proof in mixed.resting("full")] == ["seen", "unseen"]


def test_text_falls_back_from_language_to_language():
    found = card(texts=[text("es"), text("en"), text("fr")])

    assert found.text_for("fr").language == "fr"
    assert found.text_for("ur", ("en",)).language == "en"
    assert found.text_for("ur").language == "es"
    assert card(texts=[text("fr"), text("en")]).text_for("ur").language == "en"
