"""Everything the console keeps, in one hand."""

from dataclasses import dataclass

from sqlalchemy import Engine

from console.audit import AuditStore
from console.storage.accounts import AccountStore, MemoryAccounts, SqlAccounts
from console.storage.attempts import AttemptStore, MemoryAttempts, SqlAttempts
from console.storage.audit import MemoryAudit, SqlAudit
from console.storage.links import LinkStore, MemoryLinks, SqlLinks
from console.storage.sessions import MemorySessions, SessionStore, SqlSessions


@dataclass(frozen=True, slots=True)
class Kept:
    accounts: AccountStore
    sessions: SessionStore
    links: LinkStore
    attempts: AttemptStore
    audit: AuditStore


def in_memory() -> Kept:
    """In this process, for tests and trials."""
    return Kept(MemoryAccounts(), MemorySessions(), MemoryLinks(), MemoryAttempts(), MemoryAudit())


def in_database(engine: Engine) -> Kept:
    return Kept(SqlAccounts(engine), SqlSessions(engine), SqlLinks(engine), SqlAttempts(engine), SqlAudit(engine))
