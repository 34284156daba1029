"""Files that staff sent and have not decided about: between the report and the import they wait here, for a day at most."""

from typing import Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from console.tables import waiting_file as table

KEPT_SECONDS = 86_400.0


class WaitingFiles(Protocol):
    """One for each account and purpose; times in seconds since 1970."""

    def put(self, account_id: str, purpose: str, content: bytes, now: float) -> None:
        """The older one is gone."""

    def find(self, account_id: str, purpose: str) -> bytes | None: ...

    def remove(self, account_id: str, purpose: str) -> None: ...

    def expire(self, now: float) -> int:
        """Drop what has waited long enough. How many there were."""


class MemoryWaiting:
    """In this process, for tests and trials."""

    def __init__(self):
        self._kept: dict[tuple[str, str], tuple[bytes, float]] = {}

    def put(self, account_id: str, purpose: str, content: bytes, now: float) -> None:
        self._kept[account_id, purpose] = content, now

    def find(self, account_id: str, purpose: str) -> bytes | None:
        content, _ = self._kept.get((account_id, purpose), (None, 0.0))
        return content

    def remove(self, account_id: str, purpose: str) -> None:
        self._kept.pop((account_id, purpose), None)

    def expire(self, now: float) -> int:
        old = [key for key, (_, sent_at) in self._kept.items() if sent_at <= now - KEPT_SECONDS]
        for key in old:
            del self._kept[key]
        return len(old)


class SqlWaiting:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def put(self, account_id: str, purpose: str, content: bytes, now: float) -> None:
        new = {"content": content, "sent_at": int(now)}
        statement = self._insert(table).values(account_id=account_id, purpose=purpose, **new)
        with transaction(self._engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["account_id", "purpose"], set_=new))

    def find(self, account_id: str, purpose: str) -> bytes | None:
        with reading(self._engine) as connection:
            return connection.scalar(select(table.c.content).where(*_of(account_id, purpose)))

    def remove(self, account_id: str, purpose: str) -> None:
        with transaction(self._engine) as connection:
            connection.execute(delete(table).where(*_of(account_id, purpose)))

    def expire(self, now: float) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(table).where(table.c.sent_at <= int(now - KEPT_SECONDS))).rowcount


def _of(account_id: str, purpose: str) -> tuple:
    return table.c.account_id == account_id, table.c.purpose == purpose
