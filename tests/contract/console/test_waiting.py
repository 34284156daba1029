"""Files that wait for a decision: in memory, on SQLite and on PostgreSQL."""

import pytest

from console.storage.waiting import KEPT_SECONDS, MemoryWaiting, SqlWaiting


@pytest.fixture
def waiting(people):
    engine = getattr(people.accounts, "_engine", None)
    return SqlWaiting(engine) if engine is not None else MemoryWaiting()


def test_file_comes_back_to_who_sent_it_and_to_nobody_else(waiting):
    waiting.put("a1", "files", b"\0\xff zip", 10.0)
    assert waiting.find("a1", "files") == b"\0\xff zip"
    assert waiting.find("b2", "files") is None and waiting.find("a1", "translations") is None


def test_new_file_takes_the_place_of_the_old_and_can_be_thrown_away(waiting):
    waiting.put("a1", "files", b"old", 10.0)
    waiting.put("a1", "files", b"new", 20.0)
    assert waiting.find("a1", "files") == b"new"
    waiting.remove("a1", "files")
    waiting.remove("a1", "files")
    assert waiting.find("a1", "files") is None


def test_file_waits_for_a_day(waiting):
    waiting.put("a1", "files", b"old", 10.0)
    waiting.put("b2", "files", b"new", 11.0)
    assert waiting.expire(10.0 + KEPT_SECONDS) == 1
    assert waiting.find("a1", "files") is None and waiting.find("b2", "files") == b"new"
