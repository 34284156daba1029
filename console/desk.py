"""The console without its pages: everything built on what is kept, for pages and commands alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.mail import Mail
from bot.sealing import Sealer
from console.audit import AuditTrail
from console.links import Links
from console.managing import People
from console.own_account import OwnAccount
from console.passwords import Passwords
from console.sessions import Sessions
from console.sign_in import FORGOTTEN_AFTER, SignIn
from console.storage.accounts import AccountStore
from console.storage.kept import Kept


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things hold, in seconds."""

    idle_seconds: float = 8 * 3600.0
    session_seconds: float = 72 * 3600.0
    link_seconds: float = 72 * 3600.0


@dataclass(frozen=True)
class Desk:
    accounts: AccountStore
    sessions: Sessions
    links: Links
    sign_in: SignIn
    people: People
    own: OwnAccount
    audit: AuditTrail
    sealer: Sealer
    expire: Callable[[], None]
    mail: Mail | None = None  # None: links are only shown


def open_desk(
    kept: Kept,
    secret: bytes,
    passwords: Passwords,
    terms: Terms = Terms(),
    clock: Callable[[], float] = time.time,
    mail: Mail | None = None,
) -> Desk:
    """Nothing is read or written yet."""
    accounts, sealer = kept.accounts, Sealer(secret, "console")
    audit = AuditTrail(kept.audit, Sealer(secret, "audit"), clock)
    sessions = Sessions(kept.sessions, accounts, idle_seconds=terms.idle_seconds, whole_seconds=terms.session_seconds, clock=clock)
    links = Links(kept.links, accounts, seconds=terms.link_seconds, clock=clock)
    sign_in = SignIn(accounts, kept.attempts, sessions, passwords, sealer, audit, clock)
    people = People(accounts, links, sessions, sign_in, audit, clock)
    own = OwnAccount(accounts, links, sessions, sign_in, passwords, sealer, audit, clock)

    def expire() -> None:
        """What is over its time goes; blocks, so not for the event loop."""
        sessions.expire()
        links.expire()
        kept.attempts.expire(clock() - FORGOTTEN_AFTER)

    return Desk(accounts, sessions, links, sign_in, people, own, audit, sealer, expire, mail if mail and mail.is_set else None)
