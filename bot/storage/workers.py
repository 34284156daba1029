"""Which processes of the house are at work: what a dead one left undone is done by another.

Each process writes its heartbeat into the database, and holds a lock on a file in its data folder: the operating system frees
the lock at the same moment as it kills the process, so on one machine nobody has to wait for a missing heartbeat.
"""

import fcntl
import os
import secrets
import time
from pathlib import Path

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import worker

LEASE = 15.0  # seconds without a heartbeat after which a process of another machine counts as dead


class Workers:
    """This process among the others on one database. `folder` is made when needed."""

    def __init__(self, engine: Engine, folder: Path, lease: float = LEASE):
        self.own = secrets.token_hex(8)
        self._engine, self._folder, self._lease = engine, folder, lease
        self._sqlite = engine.dialect.name == "sqlite"
        self._insert = (sqlite if self._sqlite else postgresql).insert
        self._lock: int | None = None
        self._beating_since = self._beaten_at = float("-inf")

    def arrive(self) -> None:
        """Take the lock, then the first heartbeat."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._folder / self.own, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.beat()

    def beat(self) -> None:
        """One heartbeat, by the database's clock."""
        began = time.monotonic()
        row = {"seen_at": self._now()}
        with transaction(self._engine) as connection:
            connection.execute(
                self._insert(worker).values(id=self.own, **row).on_conflict_do_update(index_elements=["id"], set_=row),
            )
        self._beating_since = self._beating_since if self.alive() else began
        self._beaten_at = began

    def alive(self) -> bool:
        """False when our own heartbeat is so old that another process may have taken our work."""
        return time.monotonic() - self._beaten_at < self._lease / 2

    def dead(self) -> list[str]:
        """Other processes that are gone. One without a lock here is judged only after a lease of our own unbroken heartbeats:
        after a database was away, the others need time to beat again."""
        late = select(worker.c.id, worker.c.seen_at <= self._now() - int(self._lease)).where(worker.c.id != self.own)
        with reading(self._engine) as connection:
            others = connection.execute(late).all()
        sure = time.monotonic() - self._beating_since > self._lease
        return [name for name, is_late in others if self._is_free(name) or (sure and is_late and not (self._folder / name).exists())]

    def remove(self, name: str) -> None:
        """Nothing is left to do of a dead process."""
        with transaction(self._engine) as connection:
            connection.execute(delete(worker).where(worker.c.id == name))
        (self._folder / name).unlink(missing_ok=True)

    def leave(self) -> None:
        """Free the lock; the row stays, so that somebody looks for what we left undone."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _now(self):
        return func.unixepoch() if self._sqlite else func.extract("epoch", func.clock_timestamp()).cast(worker.c.seen_at.type)

    def _is_free(self, name: str) -> bool:
        """True when the process's lock is in our folder and nobody holds it."""
        try:
            descriptor = os.open(self._folder / name, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True
