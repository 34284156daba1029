"""Where drafts are kept: one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.storage.database import migrate
from knowledge_base.editing.draft import Draft, State, WrittenFrame, WrittenSource, WrittenText
from knowledge_base.editing.drafts import MemoryDrafts, SavedElsewhere
from knowledge_base.editing.sql_drafts import SqlDrafts
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


def draft(entry_id: str = "padron", author: str = "ana", **changes) -> Draft:
    frame = WrittenFrame("padron", "tomorrow", (WrittenSource("no link", "", "?", "x", "Z"),), related=("a", ""))
    texts = {"ar": WrittenText("«صحيح» 😀", ("", "a\tb"), "", "## \n"), "es": WrittenText()}
    values = {"began_from": 3, "frame": frame, "texts": texts, "is_small": True, "note": "¿y el precio?"}
    return Draft("bilbao", entry_id, author, **values | {"saved_at": datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)} | changes)


class DraftsContract:
    @pytest.fixture
    def drafts(self):
        raise NotImplementedError

    def test_draft_comes_back_as_it_was_written(self, drafts):
        saved = drafts.save(draft())
        assert saved == replace(draft(), saves=1) == drafts.find("bilbao", "padron", "ana")

    def test_unknown_draft_is_none(self, drafts):
        assert drafts.find("bilbao", "padron", "ana") is None
        assert drafts.of_city("bilbao") == []

    def test_state_changes_with_each_save(self, drafts):
        first = drafts.save(draft(frame=None))
        sent = drafts.save(replace(first, state=State.IN_REVIEW))
        assert (sent.saves, drafts.find("bilbao", "padron", "ana").state) == (2, State.IN_REVIEW)
        assert drafts.find("bilbao", "padron", "ana").frame is None

    def test_two_people_write_beside_each_other(self, drafts):
        drafts.save(draft(author="bea", note="b"))
        drafts.save(draft(author="ana", note="a"))
        assert [found.note for found in drafts.of_city("bilbao")] == ["a", "b"]

    def test_second_window_does_not_overwrite_the_first(self, drafts):
        first = drafts.save(draft())
        drafts.save(replace(first, note="first window"))
        with pytest.raises(SavedElsewhere):
            drafts.save(replace(first, note="second window"))
        with pytest.raises(SavedElsewhere):
            drafts.save(draft(note="a third one, just opened"))
        assert drafts.find("bilbao", "padron", "ana").note == "first window"

    def test_draft_that_was_dropped_meanwhile_is_not_made_again(self, drafts):
        first = drafts.save(draft())
        drafts.remove("bilbao", "padron", "ana")
        drafts.remove("bilbao", "padron", "ana")
        with pytest.raises(SavedElsewhere):
            drafts.save(first)

    def test_of_two_saves_at_once_one_wins(self, drafts):
        first = drafts.save(draft())

        def save(number: int) -> bool:
            try:
                drafts.save(replace(first, note=str(number)))
            except SavedElsewhere:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(save, range(8))) == 1

    def test_several_are_kept_at_once_or_none(self, drafts):
        first = drafts.save(draft())
        written = WrittenText("t", (), "s", "b", made_from=2, is_machine=True)
        drafts.save_all([first.with_text("eu", written), draft("tis")])
        assert drafts.find("bilbao", "padron", "ana").texts["eu"] == written
        with pytest.raises(SavedElsewhere):
            drafts.save_all([draft("new"), replace(first, note="an old window")])
        assert [(found.entry_id, found.saves) for found in drafts.of_city("bilbao")] == [("padron", 2), ("tis", 1)]

    def test_cities_do_not_mix(self, drafts):
        drafts.save(draft())
        drafts.save(replace(draft("b"), city="valencia"))
        assert [found.entry_id for found in drafts.of_city("valencia")] == ["b"]


class TestMemoryDrafts(DraftsContract):
    @pytest.fixture
    def drafts(self):
        return MemoryDrafts()


class TestSqliteDrafts(DraftsContract):
    @pytest.fixture
    def drafts(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlDrafts(engine)


class TestPostgresqlDrafts(DraftsContract):
    @pytest.fixture
    def drafts(self):
        with postgres_database() as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlDrafts(engine)
