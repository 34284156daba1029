"""What is in flight, on SQLite and PostgreSQL."""

import pytest

from bot.storage.database import migrate
from bot.storage.inflight import SqlInflight


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def inflight(engine, clock):
    migrate(engine)
    return SqlInflight(engine, clock)


def test_repeat_is_noticed_also_when_it_is_done(inflight):
    assert inflight.add("telegram:1", "ana", b"sealed")
    assert not inflight.add("telegram:1", "ana", b"sealed")
    inflight.finish("telegram:1")
    assert not inflight.add("telegram:1", "ana", b"sealed")
    assert inflight.counted() == {"done": 1}


def test_what_is_done_holds_neither_content_nor_person(inflight, engine):
    inflight.add("telegram:1", "ana", b"sealed")
    inflight.finish("telegram:1")

    assert inflight.get("telegram:1") is None
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT conversation, sealed, state FROM inflight").one() == (None, None, "done")


def test_each_waits_for_the_earlier_ones_of_its_conversation(inflight):
    for id, conversation in (("a:1", "ana"), ("a:2", "ben"), ("a:3", "ana")):
        inflight.add(id, conversation, b"sealed")
    one, two, three = (inflight.get(id) for id in ("a:1", "a:2", "a:3"))

    assert [inflight.is_first(each) for each in (one, two, three)] == [True, True, False]
    inflight.finish("a:1")
    assert inflight.is_first(three)


def test_parked_update_holds_up_nobody(inflight):
    inflight.add("a:1", "ana", b"sealed")
    inflight.add("a:2", "ana", b"sealed")

    assert inflight.park("a:1") and not inflight.park("a:1")
    assert inflight.is_first(inflight.get("a:2")) and inflight.get("a:1") is None


def test_attempts_are_counted_while_it_waits(inflight):
    inflight.add("a:1", "ana", b"sealed")
    assert [inflight.attempt("a:1"), inflight.attempt("a:1")] == [1, 2]
    inflight.finish("a:1")
    assert inflight.attempt("a:1") == 0


def test_content_goes_after_its_time_and_the_id_after_its_own(inflight, clock):
    inflight.add("a:1", "ana", b"sealed")
    inflight.add("a:2", "ana", b"sealed")
    inflight.park("a:2")
    clock.now += 3599
    assert inflight.expire(3600, 86400) == 0
    clock.now += 1
    assert inflight.expire(3600, 86400) == 2
    assert inflight.counted() == {"done": 2} and not inflight.add("a:1", "ana", b"sealed")
    clock.now += 86400
    inflight.expire(3600, 86400)
    assert inflight.counted() == {}


def test_forgetting_takes_what_was_put_aside(inflight):
    for id, conversation in (("a:1", "ana"), ("a:2", "ana"), ("a:3", "ben")):
        inflight.add(id, conversation, b"sealed")
    inflight.park("a:1")
    inflight.park("a:3")

    assert inflight.forget("ana") == 1
    assert inflight.counted() == {"done": 1, "waiting": 1, "parked": 1}


def test_only_what_has_waited_long_enough_is_adopted(inflight, clock):
    inflight.add("a:1", "ana", b"sealed")
    clock.now += 10
    inflight.add("a:2", "ana", b"sealed")

    assert inflight.waiting_since(10) == ["a:1"] and inflight.waiting_since(0) == ["a:1", "a:2"]


def test_clock_that_is_put_back_leaves_nobody_waiting_for_it(inflight, clock):
    inflight.add("a:1", "ana", b"sealed")
    clock.now -= 30
    assert inflight.waiting_since(10) == [], "two processes need not agree to the second"
    clock.now -= 3600

    assert inflight.waiting_since(10) == ["a:1"]


def test_position_is_never_given_twice(inflight, clock):
    inflight.add("a:1", "ana", b"sealed")
    before = inflight.get("a:1").position
    inflight.finish("a:1")
    clock.now += 10
    inflight.expire(1, 1)
    inflight.add("a:2", "ana", b"sealed")

    assert inflight.get("a:2").position > before


def test_representation_shows_no_content(inflight):
    inflight.add("a:1", "ana", b"zqcanary")

    assert "zqcanary" not in repr(inflight.get("a:1"))
