"""What insights are made of: tallies, ratings, closed months and unanswered questions, one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pytest

from bot.storage.counts import Answered, Counts, MemoryCounts, SqlCounts
from bot.storage.database import migrate
from bot.storage.published import Figure, MemoryPublished, Published, SqlPublished
from bot.storage.tables import month_tally, published_figure, rating_count, unanswered_question
from bot.storage.tallies import MemoryTallies, Rated, SqlTallies, Tallies, Tally
from bot.storage.unanswered import MemoryUnanswered, SqlUnanswered, UnansweredStore
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@dataclass
class Stores:
    counts: Counts
    tallies: Tallies
    published: Published
    unanswered: UnansweredStore


def in_database(engine) -> Stores:
    migrate(engine)
    return Stores(SqlCounts(engine), SqlTallies(engine), SqlPublished(engine), SqlUnanswered(engine))


class InsightsContract:
    @pytest.fixture
    def stores(self):
        raise NotImplementedError

    def test_counts_of_some_days(self, stores):
        for day, times in ((date(2026, 9, 30), 9), (OCTOBER, 4), (date(2026, 10, 31), 3), (NOVEMBER, 9)):
            for _ in range(times):
                stores.counts.add(Answered(day, "web", "es", "a", "answer"))
        october = (OCTOBER, date(2026, 10, 31))

        assert stores.counts.table(["topic"], days=october) == [(("a",), 7)]
        assert stores.counts.table(["day"], days=october) == [], "four and three"
        assert stores.counts.first_day() == date(2026, 9, 30)
        assert stores.counts.total(october) == 7 and stores.counts.total((OCTOBER, OCTOBER)) == 0

    def test_nothing_was_counted_yet(self, stores):
        assert stores.counts.first_day() is None and stores.published.months() == [] and stores.tallies.of_month(OCTOBER, "hour") == {}

    def test_tallies_of_five_are_read_and_smaller_ones_are_not(self, stores):
        for _ in range(5):
            stores.tallies.add([Tally(OCTOBER, "hour", "09"), Tally(OCTOBER, "district", "deusto")])
        stores.tallies.add([Tally(NOVEMBER, "hour", "09"), Tally(OCTOBER, "hour", "10")])

        assert stores.tallies.of_month(OCTOBER, "hour") == {"09": 5}
        assert stores.tallies.of_month(OCTOBER, "district") == {"deusto": 5}
        assert stores.tallies.of_month(NOVEMBER, "hour") == {}

    def test_ratings_add_up_over_days_and_small_groups_stay_hidden(self, stores):
        for day in (1, 2, 3):
            for helpful, times in ((True, 2), (False, 1)):
                for _ in range(times):
                    stores.tallies.rate(Rated(date(2026, 10, day), "web", "es", "a", helpful))
        stores.tallies.rate(Rated(OCTOBER, "web", "eu", "b", False))
        stores.tallies.rate(Rated(OCTOBER, "telegram", "eu", "c", False))
        days = (OCTOBER, date(2026, 10, 31))

        assert stores.tallies.ratings(*days) == {("a", True): 6}
        assert stores.tallies.helped(*days) == {True: 6, False: 5}
        assert stores.tallies.helped(NOVEMBER, NOVEMBER) == {}

    def test_counting_at_once_loses_nothing(self, stores):
        both = [Tally(OCTOBER, "hour", "09"), Tally(OCTOBER, "district", "deusto")]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(stores.tallies.add, [both, both[::-1]] * 10))
        assert stores.tallies.of_month(OCTOBER, "hour") == {"09": 20}

    def test_month_is_closed_once_and_never_changed(self, stores):
        figures = [Figure(OCTOBER, "topics", "b", 5), Figure(OCTOBER, "topics", "a", 10)]

        assert stores.published.close(OCTOBER, figures) and stores.published.close(NOVEMBER, [])
        assert not stores.published.close(OCTOBER, [Figure(OCTOBER, "topics", "b", 500)])
        assert stores.published.months() == [NOVEMBER, OCTOBER]
        assert stores.published.figures(OCTOBER, NOVEMBER) == figures[::-1]
        assert stores.published.figures(NOVEMBER, NOVEMBER) == []

    def test_two_processes_close_a_month_once(self, stores):
        figures = [Figure(OCTOBER, "topics", "a", 5)]
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: stores.published.close(OCTOBER, figures), range(4)))
        assert sorted(done) == [False, False, False, True] and stores.published.figures(OCTOBER, OCTOBER) == figures

    def test_questions_come_newest_first_and_go_with_their_time(self, stores):
        for day in (1, 2, 3):
            stores.unanswered.add(date(2026, 10, day), b"sealed %d" % day)
        kept = stores.unanswered.newest(2)

        assert [(day.day, sealed) for _, day, sealed in kept] == [(3, b"sealed 3"), (2, b"sealed 2")]
        assert stores.unanswered.expire(date(2026, 10, 2)) == 1 and len(stores.unanswered.newest(9)) == 2
        assert stores.unanswered.drop([kept[0][0], 999]) == 1 and stores.unanswered.drop([]) == 0
        assert [day.day for _, day, _ in stores.unanswered.newest(9)] == [2]


class TestMemory(InsightsContract):
    @pytest.fixture
    def stores(self):
        return Stores(MemoryCounts(), MemoryTallies(), MemoryPublished(), MemoryUnanswered())


class TestSqlite(InsightsContract):
    @pytest.fixture
    def stores(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            yield in_database(engine)


class TestPostgresql(InsightsContract):
    @pytest.fixture
    def stores(self):
        with postgres_database() as url, engine_of(url) as engine:
            yield in_database(engine)


@pytest.mark.parametrize(("month", "kind"), [(date(2026, 10, 2), "hour"), (OCTOBER, "person")])
def test_tally_is_of_a_whole_month_and_of_a_known_kind(month, kind):
    with pytest.raises(ValueError, match="a tally is"):
        Tally(month, kind, "x")


def test_tables_have_no_room_for_a_person():
    columns = {table.name: {column.name for column in table.columns} for table in (month_tally, rating_count, published_figure)}
    assert columns["month_tally"] == {"month", "kind", "key", "n"}
    assert columns["rating_count"] == {"day", "channel", "language", "topic", "helpful", "n"}
    assert columns["published_figure"] == {"month", "table", "key", "least"}
    assert {column.name for column in unanswered_question.columns} == {"id", "day", "sealed"}
