"""What agents tell: one suite for memory, SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text

from bot.sealing import Sealer
from bot.storage.database import migrate, reading
from rumours.radar import ClaimState, MemoryRadar, Sighting, UnmatchedClaim, week_of
from rumours.sql_radar import SqlRadar
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database

WEEK, NEXT = date(2026, 11, 16), date(2026, 11, 23)
HEARD = Sighting("bilbao", WEEK, "bar", "deusto", "ayudas", "moviles-gratis")
ODD = "dicen que [NAME] cobra «todo» 😀 رقم"


def claim(words: str = ODD, **changes) -> UnmatchedClaim:
    return UnmatchedClaim(**{"city": "bilbao", "week": WEEK, "language": "es", "text": words, "reporter": "a1"} | changes)


class RadarContract:
    @pytest.fixture
    def radar(self):
        raise NotImplementedError

    def test_new_radar_knows_nothing(self, radar):
        assert radar.sightings("bilbao", WEEK, NEXT) == []
        assert radar.unmatched("bilbao") == [] == radar.untold("a1", "c1")

    def test_same_sighting_is_counted_and_others_stand_apart(self, radar):
        other = Sighting("bilbao", NEXT, "family")
        for one in (HEARD, other, HEARD, Sighting("valencia", WEEK, "bar")):
            radar.record(one)
        assert radar.sightings("bilbao", WEEK, NEXT) == [(HEARD, 2), (other, 1)]
        assert radar.sightings("bilbao", NEXT, NEXT) == [(other, 1)]

    def test_counting_at_once_loses_nothing(self, radar):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: radar.record(HEARD), range(20)))
        assert radar.sightings("bilbao", WEEK, WEEK) == [(HEARD, 20)]

    def test_claim_comes_back_equal(self, radar):
        kept = claim(chat="c1")
        radar.report(kept)
        assert radar.unmatched("bilbao") == [kept]
        assert radar.unmatched("valencia") == [] == radar.unmatched("bilbao", ClaimState.ATTACHED)

    def test_claims_come_oldest_first(self, radar):
        newer, older = claim(week=NEXT, id="a"), claim(week=WEEK, id="b")
        radar.report(newer)
        radar.report(older)
        assert [one.id for one in radar.unmatched("bilbao")] == ["b", "a"]

    def test_attached_claim_is_told_once_to_whoever_reported_it(self, radar):
        kept, others = claim(chat="c1"), claim(reporter="b2")
        radar.report(kept)
        radar.report(others)
        assert radar.untold("a1") == []
        assert radar.decide([kept.id, others.id, "unknown"], ClaimState.ATTACHED, "moviles-gratis") == 2
        assert [one.id for one in radar.untold(reporter="a1")] == [kept.id] == [one.id for one in radar.untold(chat="c1")]
        assert radar.untold("a1")[0].rumour == "moviles-gratis"
        assert radar.untold() == []
        assert [one.id for one in radar.to_tell()] == [kept.id], "only who has a chat can be told there"
        assert radar.tell([kept.id]) == 1 and radar.tell([kept.id]) == 0, "of two who tell only one gets it"
        assert radar.to_tell() == []
        assert radar.tell([kept.id], told=False) == 1 and len(radar.to_tell()) == 1
        radar.tell([kept.id])
        assert radar.untold("a1") == [] and len(radar.untold("b2")) == 1

    def test_decision_is_made_once_but_a_begun_card_may_be_finished(self, radar):
        kept = claim()
        radar.report(kept)
        assert radar.decide([kept.id], ClaimState.STARTED) == 1
        assert radar.decide([kept.id], ClaimState.ATTACHED, "x") == 1
        assert radar.decide([kept.id], ClaimState.DISMISSED) == 0
        assert radar.unmatched("bilbao", ClaimState.ATTACHED)[0].rumour == "x"

    def test_forgotten_chat_leaves_the_claim_without_a_way_back(self, radar):
        radar.report(claim(chat="c1"))
        assert radar.forget_chat("") == 0 and radar.forget_chat("c1") == 1
        assert [(one.chat, one.reporter) for one in radar.unmatched("bilbao")] == [("", "")]

    def test_old_claims_go(self, radar):
        radar.report(claim())
        radar.report(claim(week=NEXT))
        assert radar.expire(NEXT) == 1
        assert [one.week for one in radar.unmatched("bilbao")] == [NEXT]


class SqlContract(RadarContract):
    def test_text_rests_encrypted_and_another_secret_reads_nothing(self, radar, engine):
        radar.report(claim())
        with reading(engine) as connection:
            rows = connection.execute(text("SELECT * FROM unmatched_claim")).all()
        assert len(rows) == 1 and "cobra" not in str(rows) and "\\u0631" not in str(rows)
        assert SqlRadar(engine, Sealer(b"another", "radar")).unmatched("bilbao") == []

    @pytest.fixture
    def radar(self, engine):
        migrate(engine)
        return SqlRadar(engine, Sealer(b"secret", "radar"))


class TestMemoryRadar(RadarContract):
    @pytest.fixture
    def radar(self):
        return MemoryRadar()


class TestSqliteRadar(SqlContract):
    @pytest.fixture
    def engine(self, tmp_path):
        with sqlite_database(tmp_path) as url, engine_of(url) as engine:
            yield engine


class TestPostgresqlRadar(SqlContract):
    @pytest.fixture
    def engine(self):
        with postgres_database() as url, engine_of(url) as engine:
            yield engine


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": date(2026, 11, 17)},
        {"place": "the house of a neighbour"},
        {"category": "gossip"},
        {"rumour": "x", "category": ""},
        {"city": ""},
    ],
)
def test_wrong_sighting_cannot_be_made(wrong):
    values = {"city": "bilbao", "week": WEEK, "place": "bar", "category": "ayudas", "rumour": "moviles-gratis"}
    assert Sighting(**values)
    with pytest.raises(ValueError, match="."):
        Sighting(**values | wrong)


def test_claim_is_cut_and_hides_its_words():
    long = claim("palabra " * 3_000)
    assert len(long.text) <= 1_000 and "palabra" not in repr(long)
    with pytest.raises(ValueError, match="words"):
        claim("  ")


def test_week_is_named_by_its_monday():
    assert week_of(date(2026, 11, 22)) == WEEK and week_of(NEXT) == NEXT
