"""What is still kept of people although its time is over: nothing, unless the jobs that remove it do not run."""

import time

from sqlalchemy import Engine, func, select

from bot.storage.database import reading
from bot.storage.inflight import DONE
from bot.storage.tables import inflight, later_message, reachable

GRACE = 900.0  # seconds; the jobs come every minute, and a process may be starting


def overdue(engine: Engine, content_seconds: float, now: float | None = None) -> int:
    """How many updates, chats and replies are there longer than they may. Raises SQLAlchemyError."""
    late = (time.time() if now is None else now) - GRACE
    kept = (
        (inflight, (inflight.c.state != DONE) & (inflight.c.received_at <= late - content_seconds)),
        (reachable, reachable.c.expires_at <= late),
        (later_message, later_message.c.expires_at <= late),
    )
    with reading(engine) as connection:
        return sum(connection.execute(select(func.count()).select_from(table).where(which)).scalar_one() for table, which in kept)
