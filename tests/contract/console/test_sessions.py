"""Sessions, one-time links and attempts in memory, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from console.storage.links import OneTimeLink
from console.storage.sessions import Session


@pytest.fixture
def sessions(people):
    for session in (Session("s1", "a1", 10, 10), Session("s2", "a1", 20, 25), Session("s3", "b2", 30, 30)):
        people.sessions.add(session)
    return people.sessions


def test_session_is_found_by_its_digest_and_newest_first_by_its_account(sessions):
    assert sessions.find("s2") == Session("s2", "a1", 20, 25)
    assert sessions.find("nothing") is None
    assert [session.digest for session in sessions.of("a1")] == ["s2", "s1"]


def test_session_that_was_seen_says_when(sessions):
    sessions.seen("s1", 99)
    sessions.seen("nothing", 99)

    assert sessions.find("s1") == Session("s1", "a1", 10, 99)
    assert sessions.find("s2").seen_at == 25


def test_removed_session_is_gone_and_nobody_else_s(sessions):
    sessions.remove("s1")
    sessions.remove("nothing")
    assert [session.digest for session in sessions.of("a1")] == ["s2"]
    assert sessions.remove_of("a1") == 1 and sessions.remove_of("a1") == 0
    assert sessions.of("b2") == [Session("s3", "b2", 30, 30)]


def test_all_but_one_can_be_removed(sessions):
    assert sessions.remove_of("a1", but="s1") == 1
    assert [session.digest for session in sessions.of("a1")] == ["s1"]


@pytest.mark.parametrize(("began_before", "seen_before", "left"), [(0, 0, 3), (11, 0, 2), (0, 26, 1), (20, 26, 1), (99, 99, 0)])
def test_old_and_idle_sessions_expire(sessions, began_before, seen_before, left):
    assert sessions.expire(began_before, seen_before) == 3 - left
    assert len(sessions.of("a1") + sessions.of("b2")) == left


def test_link_is_good_until_its_time_is_over(people):
    link = OneTimeLink("d", "a1", 100)
    people.links.put(link)

    assert people.links.find("d", 99) == people.links.of("a1", 99) == link
    assert people.links.find("d", 100) is people.links.of("a1", 100) is people.links.take("d", 100) is None
    assert people.links.find("nothing", 0) is None


def test_newer_link_takes_the_place_of_the_older(people):
    people.links.put(OneTimeLink("old", "a1", 100))
    people.links.put(OneTimeLink("of another", "b2", 100))
    people.links.put(OneTimeLink("new", "a1", 200))

    assert people.links.find("old", 0) is None
    assert people.links.of("a1", 0).digest == "new" and people.links.of("b2", 0).digest == "of another"


def test_of_many_who_take_a_link_only_one_gets_it(people):
    people.links.put(OneTimeLink("d", "a1", 100))
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: people.links.take("d", 0), range(8)))

    assert sum(link is not None for link in taken) == 1
    assert people.links.find("d", 0) is None


def test_links_are_removed_and_expire(people):
    people.links.put(OneTimeLink("a", "a1", 100))
    people.links.put(OneTimeLink("b", "b2", 200))
    assert (people.links.expire(100), people.links.expire(100)) == (1, 0)
    people.links.remove_of("b2")
    assert people.links.find("b", 0) is None


def wait(attempts: int) -> float:
    return 0.0 if attempts < 2 else 10.0 * attempts


def test_attempts_wait_longer_and_longer(kept):
    begin = kept.attempts.begin
    assert [begin("x", now, wait) for now in (100.0, 101.0, 102.0, 111.0)] == [0.0, 0.0, 19.0, 10.0]
    assert begin("x", 121.0, wait) == 0.0, "time is over, one more"
    assert begin("x", 122.0, wait) == 29.0
    assert begin("another", 122.0, wait) == 0.0


def test_right_attempt_clears_and_old_ones_are_forgotten(kept):
    for now in (100.0, 101.0):
        kept.attempts.begin("x", now, wait)
    kept.attempts.begin("y", 200.0, wait)
    kept.attempts.clear("x")
    kept.attempts.clear("nothing")

    assert kept.attempts.begin("x", 102.0, wait) == 0.0
    assert (kept.attempts.expire(150.0), kept.attempts.expire(150.0)) == (1, 0)


def test_many_at_once_cannot_slip_through(kept):
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: kept.attempts.begin("x", 100.0, wait), range(8)))

    assert sorted(waits)[:3] == [0.0, 0.0, 20.0]
