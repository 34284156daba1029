"""What is kept of people although its time is over is counted, on SQLite and PostgreSQL."""

from bot.storage.database import migrate
from bot.storage.inflight import SqlInflight
from bot.storage.later import SqlLater
from bot.storage.reachable import SqlReachable
from bot.storage.retention import GRACE, overdue

NOW, HOUR = 1_800_000_000.0, 3600.0


def test_only_what_outlived_its_time_is_counted(engine):
    migrate(engine)
    inflight = SqlInflight(engine, lambda: NOW)
    inflight.add("telegram:1", "ana", b"sealed")
    inflight.add("telegram:2", "ben", b"sealed")
    SqlReachable(engine, lambda: NOW).save("ana", "telegram", b"sealed", HOUR)
    SqlLater(engine, lambda: NOW).add("ana", b"sealed", 2 * HOUR)
    counted = [overdue(engine, HOUR, NOW + later + GRACE) for later in (0, HOUR - 1, HOUR, 2 * HOUR)]

    assert counted == [0, 0, 3, 4]
    inflight.finish("telegram:1")
    assert overdue(engine, HOUR, NOW + 2 * HOUR + GRACE) == 3
    inflight.expire(0, HOUR)
    assert overdue(engine, HOUR, NOW + 2 * HOUR + GRACE) == 2
