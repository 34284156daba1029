"""The rules of editing: word-level differences, what a draft becomes, which version was live when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.editing.composing import compose, still_valid
from knowledge_base.editing.desk import Conflict, EditingDesk, FourEyes, original_at
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.editing.draft import Draft, WrittenSource, WrittenText, written_frame, written_text
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.entry import Status
from knowledge_base.repository import MemoryEntryRepository
from knowledge_base.versions import Kind, Version, live_at
from tests.contract.knowledge_base.samples import directory, entry, text

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("uno dos tres", "uno dos tres", [("same", "uno dos tres")]),
        ("uno dos tres", "uno cuatro tres", [("same", "uno "), ("removed", "dos"), ("added", "cuatro"), ("same", " tres")]),
        ("a b c d", "a x y d", [("same", "a "), ("removed", "b c"), ("added", "x y"), ("same", " d")]),
        ("", "nuevo", [("added", "nuevo")]),
        ("cuesta 10 €", "cuesta 12 €", [("same", "cuesta "), ("removed", "10"), ("added", "12"), ("same", " €")]),
        ("اذهب إلى البلدية", "اذهب إلى المكتب", [("same", "اذهب إلى "), ("removed", "البلدية"), ("added", "المكتب")]),
    ],
)
def test_differences_are_whole_words(old, new, pieces):
    assert differences(old, new) == [Piece(*piece) for piece in pieces]


@given(st.text("ab é.\nم", max_size=40), st.text("ab é.\nم", max_size=40))
def test_differences_hold_both_texts_whole(old, new):
    found = differences(old, new)

    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new


@pytest.fixture
def repository():
    repository = MemoryEntryRepository()
    repository.save([entry(texts=[text(), text("fr"), text("ar")])])
    repository.save_directory("bilbao", directory())
    return repository


def draft(**changes) -> Draft:
    return Draft("bilbao", "padron-que-es", "ana", 1, **changes)


def written(**changes) -> WrittenText:
    return replace(written_text(text()), title="Otro", **changes)


def test_changed_original_makes_its_translations_older(repository):
    composed = compose(draft(texts={"es": written()}), repository.entry("padron-que-es", "bilbao"), Status.REVIEWED, repository)

    assert composed.entry.revision == 2
    assert {code: t.source_revision for code, t in composed.entry.texts.items()} == {"es": 2, "fr": 1, "ar": 1}
    assert [composed.entry.texts[code].status for code in ("es", "fr")] == ["reviewed", "draft"]


def test_small_change_leaves_them_as_new_as_they_were(repository):
    small = draft(texts={"es": written()}, is_small=True)
    composed = compose(small, repository.entry("padron-que-es", "bilbao"), Status.DRAFT, repository)

    assert composed.entry.original.title == "Otro"
    assert {t.source_revision for t in composed.entry.texts.values()} == {1}


def test_translation_is_of_the_original_as_it_is_now(repository):
    repository.save([entry(texts=[text(source_revision=3), text("fr")])])
    composed = compose(draft(texts={"fr": written()}), repository.entry("padron-que-es", "bilbao"), Status.DRAFT, repository)

    assert (composed.entry.revision, composed.entry.texts["fr"].source_revision) == (3, 3)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"texts": {"es": written(summary=" ")}}, "summary"),
        ({"texts": {"es": written(summary="x" * 321)}}, "summary"),
        ({"texts": {"es": written(body="<b onclick=x>")}}, "body, line 1"),
        ({"frame": replace(written_frame(entry()), review_by="mañana")}, "review_by"),
        ({"frame": replace(written_frame(entry()), sources=())}, "sources"),
        (
            {"frame": replace(written_frame(entry()), sources=(WrittenSource("bilbao.eus", "Town", "2026-11-21", "", "A"),))},
            "sources[1].url",
        ),
        ({"frame": replace(written_frame(entry()), related=("nowhere",))}, "related"),
        ({"frame": replace(written_frame(entry()), section="")}, "section"),
    ],
)
def test_fault_is_named_and_there_is_no_entry(repository, changes, key):
    composed = compose(draft(**changes), repository.entry("padron-que-es", "bilbao"), Status.DRAFT, repository)

    assert composed.entry is None and key in {fault.key for fault in composed.findings.faults}


def test_text_pasted_from_elsewhere_is_kept_or_named_never_lost(repository):
    pasted = written(body="“Hola”\u00a0–\u00a0…\u200b\n" + "palabra " * 12_000)
    desk = EditingDesk(repository, MemoryDrafts())
    saved = desk.save_text(desk.begin("bilbao", "padron-que-es", "ana"), "es", pasted)

    assert desk.drafts.find("bilbao", "padron-que-es", "ana").texts["es"].body == pasted.body
    assert desk.composed(saved).findings.faults, "the invisible character is named"


def test_still_valid_never_makes_a_date_older():
    future = date(2030, 1, 1)
    kept = still_valid(entry(review_by=future), date(2020, 1, 1), date(2020, 7, 1))

    assert kept.review_by == future and kept.sources[0].checked_on == entry().sources[0].checked_on
    newer = still_valid(entry(), date(2027, 1, 1), date(2027, 7, 1))
    assert newer.review_by == date(2027, 7, 1) and newer.sources[0].checked_on == date(2027, 1, 1)


def test_four_eyes_can_be_switched_off(repository):
    strict, alone = (EditingDesk(repository, MemoryDrafts(), four_eyes=value) for value in (True, False))
    with pytest.raises(FourEyes):
        strict.publish(strict.save(draft(texts={"es": written()})), "ana")
    version = alone.publish(alone.save(alone.begin("bilbao", "padron-que-es", "ana").with_text("es", written())), "ana")

    assert version.entry.texts["es"].status is Status.DRAFT, "nobody else has read it"


def test_conflict_names_the_parts_and_publishes_nothing(repository):
    desk = EditingDesk(repository, MemoryDrafts(), four_eyes=False)
    late = desk.save(desk.begin("bilbao", "padron-que-es", "bea").with_text("es", written()).with_text("fr", written()))
    desk.publish(desk.save(desk.begin("bilbao", "padron-que-es", "ana").with_text("fr", written(summary="Autre."))), "ana")
    with pytest.raises(Conflict) as conflict:
        desk.publish(late, "bea")

    assert conflict.value.parts == ["fr"]
    assert repository.entry("padron-que-es", "bilbao").texts["fr"].summary == "Autre."
    assert desk.publish(desk.take_over(late), "bea").number == 3


def version(number: int, kind: Kind = Kind.PUBLISHED) -> Version:
    kept = None if kind is Kind.WITHDRAWN else entry()
    return Version("bilbao", "padron-que-es", number, kind, NOON + timedelta(hours=number), "ana", "bea", kept)


def test_answer_is_traced_to_the_version_of_its_hour():
    history = [version(1, Kind.FOUND), version(2), version(3, Kind.WITHDRAWN)]

    assert [live_at(history, NOON + timedelta(hours=hours)).number for hours in (0.5, 1, 1.9, 2, 2.5, 9)] == [1, 1, 1, 2, 2, 3]
    assert live_at([version(1)], NOON) is None and live_at([], NOON) is None


def test_original_of_a_revision_is_found_in_the_history():
    second = replace(version(2), entry=entry(texts=[text(summary="Segundo.", source_revision=2)]))

    assert original_at([version(1), second], 2).startswith("Segundo.") and original_at([version(1)], 2) is None


@pytest.mark.parametrize("changes", [{"number": 0}, {"entry": None}, {"city": "valencia"}, {"kind": "gone"}])
def test_impossible_version_cannot_be_built(changes):
    with pytest.raises(ValueError):
        replace(version(1), **changes)
