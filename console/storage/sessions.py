"""Who is signed in, by the digest of the token in their cookie: who takes the database cannot sign in with it."""

from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Engine, delete, or_, select, update

from bot.storage.database import reading, transaction
from console.tables import session as table


@dataclass(frozen=True, slots=True)
class Session:
    """Times are seconds since 1970."""

    digest: str
    account_id: str
    began_at: int
    seen_at: int


class SessionStore(Protocol):
    def add(self, session: Session) -> None: ...

    def find(self, digest: str) -> Session | None: ...

    def of(self, account_id: str) -> list[Session]:
        """The newest first."""

    def seen(self, digest: str, at: int) -> None: ...

    def remove(self, digest: str) -> None:
        """Nothing happens when it is not there."""

    def remove_of(self, account_id: str, but: str = "") -> int:
        """All of an account, without the one whose digest is `but`. How many there were."""

    def expire(self, began_before: int, seen_before: int) -> int:
        """Drop those that began or were seen before. How many there were."""


class MemorySessions:
    """In this process, for tests and trials."""

    def __init__(self):
        self._sessions: dict[str, Session] = {}

    def add(self, session: Session) -> None:
        self._sessions[session.digest] = session

    def find(self, digest: str) -> Session | None:
        return self._sessions.get(digest)

    def of(self, account_id: str) -> list[Session]:
        own = [session for session in self._sessions.values() if session.account_id == account_id]
        return sorted(own, key=lambda session: (-session.began_at, session.digest))

    def seen(self, digest: str, at: int) -> None:
        if digest in self._sessions:
            self._sessions[digest] = replace(self._sessions[digest], seen_at=at)

    def remove(self, digest: str) -> None:
        self._sessions.pop(digest, None)

    def remove_of(self, account_id: str, but: str = "") -> int:
        return self._drop([session for session in self.of(account_id) if session.digest != but])

    def expire(self, began_before: int, seen_before: int) -> int:
        return self._drop([s for s in self._sessions.values() if s.began_at < began_before or s.seen_at < seen_before])

    def _drop(self, sessions: list[Session]) -> int:
        for session in sessions:
            del self._sessions[session.digest]
        return len(sessions)


class SqlSessions:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, session: Session) -> None:
        row = {name: getattr(session, name) for name in Session.__slots__}
        with transaction(self._engine) as connection:
            connection.execute(table.insert().values(**row))

    def find(self, digest: str) -> Session | None:
        return next(iter(self._all(table.c.digest == digest)), None)

    def of(self, account_id: str) -> list[Session]:
        return self._all(table.c.account_id == account_id)

    def seen(self, digest: str, at: int) -> None:
        with transaction(self._engine) as connection:
            connection.execute(update(table).where(table.c.digest == digest).values(seen_at=at))

    def remove(self, digest: str) -> None:
        self._delete(table.c.digest == digest)

    def remove_of(self, account_id: str, but: str = "") -> int:
        return self._delete((table.c.account_id == account_id) & (table.c.digest != but))

    def expire(self, began_before: int, seen_before: int) -> int:
        return self._delete(or_(table.c.began_at < began_before, table.c.seen_at < seen_before))

    def _all(self, which) -> list[Session]:
        columns = [table.c[name] for name in Session.__slots__]
        with reading(self._engine) as connection:
            rows = connection.execute(select(*columns).where(which).order_by(table.c.began_at.desc(), table.c.digest))
            return [Session(*row) for row in rows]

    def _delete(self, which) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(table).where(which)).rowcount
