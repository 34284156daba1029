"""Being signed in: a random token in a cookie, known here only by its digest, with an end after rest and an end after all."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from console.accounts import Account
from console.storage.accounts import AccountStore
from console.storage.sessions import Session, SessionStore

_SEEN_EVERY = 60  # seconds; a page costs a write only when the last one is older


def digest_of(token: str) -> str:
    """64 hexadecimal digits. Tokens are random, so no key and no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedIn:
    account: Account
    session: Session


class Sessions:
    """`idle_seconds` without a page, or `whole_seconds` in all, end a session."""

    def __init__(
        self,
        kept: SessionStore,
        accounts: AccountStore,
        *,
        idle_seconds: float,
        whole_seconds: float,
        clock: Callable[[], float] = time.time,
    ):
        self._kept, self._accounts, self._clock = kept, accounts, clock
        self._idle, self._whole = int(idle_seconds), int(whole_seconds)

    def begin(self, account: Account, instead_of: str = "") -> str:
        """A new token; the session of the token `instead_of` ends."""
        self.end(instead_of)
        token, now = secrets.token_urlsafe(32), int(self._clock())
        self._kept.add(Session(digest_of(token), account.id, now, now))
        return token

    def find(self, token: str) -> SignedIn | None:
        """Who it is; None when the session is over or the account locked."""
        session = self._kept.find(digest_of(token)) if token else None
        if session is None or self._is_over(session):
            return None
        account = self._accounts.find(session.account_id)
        if account is None or not account.open:
            return None
        if self._clock() - session.seen_at > _SEEN_EVERY:
            self._kept.seen(session.digest, int(self._clock()))
        return SignedIn(account, session)

    def of(self, account: Account) -> list[Session]:
        """Those that are not over, the newest first."""
        return [session for session in self._kept.of(account.id) if not self._is_over(session)]

    def end(self, token: str) -> None:
        if token:
            self._kept.remove(digest_of(token))

    def end_all(self, account_id: str, but: str = "") -> int:
        """Everywhere, without the session whose digest is `but`. How many there were."""
        return self._kept.remove_of(account_id, but)

    def expire(self) -> int:
        now = int(self._clock())
        return self._kept.expire(now - self._whole, now - self._idle)

    def _is_over(self, session: Session) -> bool:
        now = self._clock()
        return now >= session.seen_at + self._idle or now >= session.began_at + self._whole
