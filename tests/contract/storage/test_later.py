"""Messages that come later, in memory and in both databases: in order, by conversation, gone when fetched, forgotten or old."""

import pytest

from bot.storage.database import migrate
from bot.storage.later import MemoryLater, SqlLater


class Clock:
    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class LaterContract:
    @pytest.fixture
    def clock(self):
        return Clock()

    def test_messages_come_in_order_and_only_to_their_conversation(self, later):
        for whose, text in (("ana", b"1"), ("ben", b"2"), ("ana", b"3")):
            later.add(whose, text, 60)

        assert [sealed for _, sealed in later.after("ana", 0)] == [b"1", b"3"]
        assert [sealed for _, sealed in later.after("ben", 0)] == [b"2"]
        assert later.after("eva", 0) == []

    def test_page_names_what_it_has(self, later):
        for text in (b"1", b"2"):
            later.add("ana", text, 60)
        (first, _), (second, _) = later.after("ana", 0)

        assert first < second
        assert later.after("ana", first) == [(second, b"2")]

    def test_what_was_seen_is_gone_and_nothing_else(self, later):
        later.add("ana", b"1", 60)
        later.add("ben", b"2", 60)
        later.add("ana", b"3", 60)
        ((first, _), _) = later.after("ana", 0)
        later.seen("ana", first)
        later.seen("ben", 0)

        assert [sealed for _, sealed in later.after("ana", 0)] == [b"3"]
        assert [sealed for _, sealed in later.after("ben", 0)] == [b"2"]

    def test_position_is_never_given_twice(self, later):
        later.add("ana", b"1", 60)
        ((first, _),) = later.after("ana", 0)
        later.seen("ana", first)
        later.add("ana", b"2", 60)

        assert [sealed for _, sealed in later.after("ana", first)] == [b"2"]

    def test_forgotten_conversation_has_nothing_left(self, later):
        later.add("ana", b"1", 60)
        later.add("ben", b"2", 60)

        assert (later.forget("ana"), later.forget("ana")) == (1, 0)
        assert later.after("ana", 0) == [] and later.after("ben", 0)

    def test_old_message_is_not_shown_and_then_dropped(self, later, clock):
        later.add("ana", b"1", 60)
        later.add("ana", b"2", 600)
        clock.now += 61

        assert [sealed for _, sealed in later.after("ana", 0)] == [b"2"]
        assert (later.expire(), later.expire()) == (1, 0)

    def test_mark_changes_with_every_new_message(self, later):
        marks = [later.mark()]
        for whose in ("ana", "ben", "ana"):
            later.add(whose, b"1", 60)
            marks.append(later.mark())

        assert len(set(marks)) == 4


class TestMemoryLater(LaterContract):
    @pytest.fixture
    def later(self, clock):
        return MemoryLater(clock)


class TestSqlLater(LaterContract):
    @pytest.fixture
    def later(self, engine, clock):
        migrate(engine)
        return SqlLater(engine, clock)
