"""What is in flight: updates of platform channels, encrypted, from the moment they are acknowledged until they are answered.

What is done leaves a row without content and without person: the platform may deliver again, and must be answered once.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, and_, delete, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import inflight

_SKEW = 60  # seconds by which the clocks of two processes may differ
WAITING, PARKED, DONE = "waiting", "parked", "done"
_EMPTY = {"conversation": None, "sealed": None, "state": DONE}


@dataclass(frozen=True, slots=True)
class InFlight:
    """One update that is not done: encrypted, and whose turn it is by `position` within `conversation`."""

    workflow_id: str
    conversation: str
    position: int
    sealed: bytes = field(repr=False)
    attempts: int


class SqlInflight:
    """In the database of `engine`; `clock` gives seconds since 1970."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine, self._clock = engine, clock
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def add(self, workflow_id: str, conversation: str, sealed: bytes, other_ids: Sequence[str] = ()) -> bool:
        """Keep an update as the conversation's newest; False when it was delivered before, under this id or one of the others."""
        row = {"workflow_id": workflow_id, "conversation": conversation, "sealed": sealed, "state": WAITING, "attempts": 0}
        statement = self._insert(inflight).values(**row, received_at=int(self._clock()))
        with transaction(self._engine) as connection:
            self._in_turn(connection, conversation)
            known = select(inflight.c.position).where(inflight.c.workflow_id.in_(other_ids))
            if other_ids and connection.execute(known).first():
                return False
            added = connection.execute(statement.on_conflict_do_nothing(index_elements=["workflow_id"]).returning(inflight.c.position))
            return added.first() is not None

    def _in_turn(self, connection: Connection, conversation: str) -> None:
        """Two deliveries of one conversation commit in the order of their positions; SQLite writes one at a time anyway."""
        if self._engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:conversation, 0))"), {"conversation": conversation})

    def get(self, workflow_id: str) -> InFlight | None:
        """The update when it waits for its answer, else None."""
        columns = [inflight.c[name] for name in InFlight.__dataclass_fields__]
        with reading(self._engine) as connection:
            row = connection.execute(select(*columns).where(_is(workflow_id))).first()
        return InFlight(*row[:3], bytes(row.sealed), row.attempts) if row else None

    def is_first(self, update: InFlight) -> bool:
        """True when no earlier update of the conversation waits for its answer."""
        earlier = and_(inflight.c.conversation == update.conversation, inflight.c.position < update.position, inflight.c.state == WAITING)
        with reading(self._engine) as connection:
            return connection.execute(select(inflight.c.position).where(earlier).limit(1)).first() is None

    def attempt(self, workflow_id: str) -> int:
        """Count one more attempt, before it is made: an update that kills the process is counted too. How many there were."""
        more = update(inflight).where(_is(workflow_id)).values(attempts=inflight.c.attempts + 1).returning(inflight.c.attempts)
        with transaction(self._engine) as connection:
            return connection.execute(more).scalar() or 0

    def finish(self, workflow_id: str) -> None:
        """Answered: the content and the person go."""
        self._change(inflight.c.workflow_id == workflow_id, **_EMPTY)

    def park(self, workflow_id: str) -> bool:
        """Put aside what cannot be answered, so that the conversation goes on; False when it was not waiting."""
        return self._change(_is(workflow_id), state=PARKED) == 1

    def waiting_since(self, seconds: float) -> list[str]:
        """Workflow ids of what has waited for at least so long, oldest first; also of what seems to come from the future: the clock was
        put back, and it must not wait until the clock is there again."""
        now = self._clock()
        aged = or_(inflight.c.received_at <= now - seconds, inflight.c.received_at > now + _SKEW)
        old = and_(inflight.c.state == WAITING, aged)
        with reading(self._engine) as connection:
            return list(connection.execute(select(inflight.c.workflow_id).where(old).order_by(inflight.c.position)).scalars())

    def forget(self, conversation: str) -> int:
        """Nothing that was put aside is left of a conversation. What is being answered goes by itself, in a moment."""
        return self._change(and_(inflight.c.conversation == conversation, inflight.c.state == PARKED), **_EMPTY)

    def expire(self, content_after: float, ids_after: float) -> int:
        """Empty what is older than `content_after` seconds, drop rows older than `ids_after`. How many were emptied."""
        now = self._clock()
        emptied = self._change(and_(inflight.c.state != DONE, inflight.c.received_at <= now - content_after), **_EMPTY)
        with transaction(self._engine) as connection:
            connection.execute(delete(inflight).where(inflight.c.state == DONE, inflight.c.received_at <= now - ids_after))
        return emptied

    def last_received(self, channel: str) -> int | None:
        """When the last update of a channel came, in seconds since 1970; None when none is remembered any more."""
        newest = select(func.max(inflight.c.received_at)).where(inflight.c.workflow_id.startswith(f"{channel}:", autoescape=True))
        with reading(self._engine) as connection:
            return connection.execute(newest).scalar()

    def counted(self) -> dict[str, int]:
        """How many are in each state."""
        with reading(self._engine) as connection:
            return {state: n for state, n in connection.execute(select(inflight.c.state, func.count()).group_by(inflight.c.state))}

    def oldest(self) -> float:
        """Seconds for which the oldest update has waited for its answer; 0 when none waits."""
        with reading(self._engine) as connection:
            since = connection.execute(select(func.min(inflight.c.received_at)).where(inflight.c.state == WAITING)).scalar()
        return max(0.0, self._clock() - since) if since is not None else 0.0

    def _change(self, which, **values) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(update(inflight).where(which).values(**values)).rowcount


def _is(workflow_id: str):
    return and_(inflight.c.workflow_id == workflow_id, inflight.c.state == WAITING)
