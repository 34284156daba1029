"""What the public page tells of the evidence of a card, from its versions."""

from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge_base.versions import Kind, Version
from rumours.evidence_history import changed_fields, evidence_history
from rumours.public_cards import PublicCards
from rumours.repository import EVERYWHERE, MemoryRumourRepository
from rumours.rumour import PARTS, Verdict
from tests.contract.rumours.samples import TODAY, card, evidence


def version(number: int, kept, kind: Kind = Kind.PUBLISHED) -> Version:
    return Version(EVERYWHERE, "todas-las-ayudas", number, kind, datetime(2026, 11, number, 12, tzinfo=UTC), "ana", "bea", kept)


def with_evidence(*proofs, **changes):
    return card(evidence=proofs, rests_on=dict.fromkeys(PARTS, (proofs[0].id,)), **changes)


def test_what_came_went_and_was_said_anew_is_told_newest_first():
    old, newer = evidence(), evidence(valid_until=date(2028, 12, 31), data_date="2025")
    found, renewed = with_evidence(old, evidence("ine")), with_evidence(newer, evidence("lanbide24"), verdict=Verdict.MISLEADING)
    versions = [version(1, found, Kind.FOUND), version(2, renewed), version(3, replace(renewed, related=("otra",)))]
    newest, first = evidence_history(versions)

    assert (first.day, first.kind, first.came) == (date(2026, 11, 1), "found", ())
    assert [one.id for one in newest.came] == ["lanbide24"] and [one.id for one in newest.went] == ["ine"]
    assert newest.renewed == ((old, newer),) and changed_fields(old, newer) == ["data_date", "valid_until"]
    assert newest.verdict_was is Verdict.FALSE


def test_a_look_at_the_sources_a_withdrawal_and_a_return_are_told():
    looked = with_evidence(evidence(checked_on=date(2026, 11, 25)))
    kinds = [version(1, card()), version(2, looked, Kind.STILL_VALID), version(3, None, Kind.WITHDRAWN), version(4, looked, Kind.RESTORED)]
    steps = evidence_history(kinds)

    assert [step.kind for step in steps] == ["restored", "withdrawn", "still-valid", "published"]
    assert steps[2].renewed == (), "nothing but the day of the look"


def test_what_nobody_saw_is_not_told():
    unseen = evidence("rumoured", seen="C", url="")
    steps = evidence_history([version(1, with_evidence(evidence(), unseen))])

    assert [one.id for one in steps[0].came] == ["rgi23"]


def test_history_is_that_of_the_store_and_names_nobody():
    store = MemoryRumourRepository()
    store.publish(version(1, card()))
    cards = PublicCards(store, lambda: TODAY)

    told = cards.history(cards.find("todas-las-ayudas"))
    assert len(told) == 1 and "bea" not in repr(told)
