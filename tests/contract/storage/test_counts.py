"""Aggregate counts: one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from bot.storage.counts import DIMENSIONS, Answered, MemoryCounts, SqlCounts
from bot.storage.database import migrate
from bot.storage.tables import answer_count
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database

PADRON = Answered(date(2026, 11, 21), "telegram", "ar", "padron-baja", "answer")
NOTHING = replace(PADRON, language="fr", topic="", decision="none")


class CountsContract:
    @pytest.fixture
    def counts(self):
        raise NotImplementedError

    def count(self, counts, answered, times):
        for _ in range(times):
            counts.add(answered)

    def test_five_are_shown(self, counts):
        self.count(counts, PADRON, 5)
        assert counts.table() == [((date(2026, 11, 21), "telegram", "ar", "padron-baja", "answer", False), 5)]

    def test_four_are_not_shown(self, counts):
        self.count(counts, PADRON, 4)
        assert counts.table() == []

    def test_a_larger_minimum_hides_more(self, counts):
        self.count(counts, PADRON, 7)
        self.count(counts, NOTHING, 12)
        assert [n for _, n in counts.table(minimum=10)] == [12]

    def test_small_groups_add_up_along_other_dimensions(self, counts):
        self.count(counts, PADRON, 3)
        self.count(counts, replace(PADRON, day=date(2026, 11, 22)), 3)
        self.count(counts, NOTHING, 2)
        assert counts.table() == []
        assert counts.table(by=["topic"]) == [(("padron-baja",), 6)]
        assert counts.table(by=["channel"]) == [(("telegram",), 8)]

    def test_emergencies_are_counted_apart(self, counts):
        self.count(counts, PADRON, 5)
        self.count(counts, replace(PADRON, emergency=True), 6)
        assert counts.table(by=["emergency"]) == [((False,), 5), ((True,), 6)]

    @pytest.mark.parametrize("minimum", [4, 1, 0, -1])
    def test_nobody_may_ask_for_less_than_five(self, counts, minimum):
        self.count(counts, PADRON, 4)
        with pytest.raises(ValueError, match="nothing under 5"):
            counts.table(minimum=minimum)

    @pytest.mark.parametrize("by", [[], ["n"], ["topic", "conversation"]])
    def test_only_known_dimensions_are_grouped(self, counts, by):
        with pytest.raises(ValueError, match="grouped by"):
            counts.table(by=by)

    def test_counting_at_once_loses_nothing(self, counts):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(counts.add, [PADRON] * 40))
        assert counts.table(by=["topic"]) == [(("padron-baja",), 40)]


class TestMemoryCounts(CountsContract):
    @pytest.fixture
    def counts(self):
        return MemoryCounts()


class TestSqliteCounts(CountsContract):
    @pytest.fixture
    def counts(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlCounts(engine)


class TestPostgresqlCounts(CountsContract):
    @pytest.fixture
    def counts(self):
        with postgres_database() as url, engine_of(url) as engine:
            migrate(engine)
            yield SqlCounts(engine)


def test_the_table_has_no_room_for_a_person():
    assert {column.name for column in answer_count.columns} == {*DIMENSIONS, "n"}
