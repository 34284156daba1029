"""Attempts to sign in that were not (yet) right, by a keyed digest of the name: whether such an account exists makes no difference."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import transaction
from console.tables import sign_in_attempt as table


class AttemptStore(Protocol):
    def begin(self, digest: str, now: float, wait: Callable[[int], float]) -> float:
        """Seconds to wait; 0.0 when one may try now, and then the attempt counts as wrong until `clear`.

        `wait` says for so many wrong attempts how long one waits after the last. Many at once cannot slip through: they are counted
        before anybody looks at the password.
        """

    def clear(self, digest: str) -> None:
        """It was right, or an admin helped."""

    def expire(self, before: float) -> int:
        """Drop those whose last attempt was before. How many there were."""


class MemoryAttempts:
    """In this process, for tests and trials."""

    def __init__(self):
        self._attempts: dict[str, tuple[int, float]] = {}

    def begin(self, digest: str, now: float, wait: Callable[[int], float]) -> float:
        n, last_at = self._attempts.get(digest, (0, 0.0))
        left = last_at + wait(n) - now
        if left > 0:
            return left
        self._attempts[digest] = n + 1, now
        return 0.0

    def clear(self, digest: str) -> None:
        self._attempts.pop(digest, None)

    def expire(self, before: float) -> int:
        old = [digest for digest, (_, last_at) in self._attempts.items() if last_at < before]
        for digest in old:
            del self._attempts[digest]
        return len(old)


class SqlAttempts:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def begin(self, digest: str, now: float, wait: Callable[[int], float]) -> float:
        own = table.c.digest == digest
        with transaction(self._engine) as connection:
            connection.execute(self._insert(table).values(digest=digest, n=0, last_at=0).on_conflict_do_nothing())
            n, last_at = connection.execute(select(table.c.n, table.c.last_at).where(own).with_for_update()).one()
            left = last_at + wait(n) - now
            if left <= 0:
                connection.execute(table.update().where(own).values(n=n + 1, last_at=int(now)))
            return max(0.0, left)

    def clear(self, digest: str) -> None:
        self._delete(table.c.digest == digest)

    def expire(self, before: float) -> int:
        return self._delete(table.c.last_at < before)

    def _delete(self, which) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(table).where(which)).rowcount
