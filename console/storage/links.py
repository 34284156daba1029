"""One-time links, by the digest of the token in the address: an invitation, or a new password."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from console.tables import one_time_link as table


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """Good until `expires_at`, in seconds since 1970."""

    digest: str
    account_id: str
    expires_at: int


class LinkStore(Protocol):
    """An account has one link at most."""

    def put(self, link: OneTimeLink) -> None:
        """The account's older link is gone."""

    def find(self, digest: str, now: float) -> OneTimeLink | None:
        """None when it does not exist or is over its time."""

    def take(self, digest: str, now: float) -> OneTimeLink | None:
        """The same, and it is gone: of two who take it at once only one gets it."""

    def of(self, account_id: str, now: float) -> OneTimeLink | None:
        """The account's link that is still good."""

    def remove_of(self, account_id: str) -> None: ...

    def expire(self, now: float) -> int:
        """Drop what is over its time. How many there were."""


class MemoryLinks:
    """In this process, for tests and trials."""

    def __init__(self):
        self._links: dict[str, OneTimeLink] = {}

    def put(self, link: OneTimeLink) -> None:
        self.remove_of(link.account_id)
        self._links[link.digest] = link

    def find(self, digest: str, now: float) -> OneTimeLink | None:
        link = self._links.get(digest)
        return link if link and now < link.expires_at else None

    def take(self, digest: str, now: float) -> OneTimeLink | None:
        link = self.find(digest, now)
        self._links.pop(digest, None)
        return link

    def of(self, account_id: str, now: float) -> OneTimeLink | None:
        return next((link for link in self._links.values() if link.account_id == account_id and now < link.expires_at), None)

    def remove_of(self, account_id: str) -> None:
        self._links = {digest: link for digest, link in self._links.items() if link.account_id != account_id}

    def expire(self, now: float) -> int:
        old = [digest for digest, link in self._links.items() if link.expires_at <= now]
        for digest in old:
            del self._links[digest]
        return len(old)


class SqlLinks:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def put(self, link: OneTimeLink) -> None:
        row = {name: getattr(link, name) for name in OneTimeLink.__slots__}
        new = {"digest": link.digest, "expires_at": link.expires_at}
        with transaction(self._engine) as connection:
            connection.execute(self._insert(table).values(**row).on_conflict_do_update(index_elements=["account_id"], set_=new))

    def find(self, digest: str, now: float) -> OneTimeLink | None:
        return self._one((table.c.digest == digest) & (table.c.expires_at > now))

    def take(self, digest: str, now: float) -> OneTimeLink | None:
        found = self.find(digest, now)
        with transaction(self._engine) as connection:
            mine = connection.execute(delete(table).where(table.c.digest == digest)).rowcount == 1
        return found if mine else None

    def of(self, account_id: str, now: float) -> OneTimeLink | None:
        return self._one((table.c.account_id == account_id) & (table.c.expires_at > now))

    def remove_of(self, account_id: str) -> None:
        with transaction(self._engine) as connection:
            connection.execute(delete(table).where(table.c.account_id == account_id))

    def expire(self, now: float) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(table).where(table.c.expires_at <= now)).rowcount

    def _one(self, which) -> OneTimeLink | None:
        columns = [table.c[name] for name in OneTimeLink.__slots__]
        with reading(self._engine) as connection:
            row = connection.execute(select(*columns).where(which)).first()
        return OneTimeLink(*row) if row else None
