"""One-time links: the way in for an invited person, and for who lost a password. An admin hands them over; no mail server is needed."""

import secrets
import time
from collections.abc import Callable

from bot.errors import NotFound
from console.accounts import Account
from console.sessions import digest_of
from console.storage.accounts import AccountStore
from console.storage.links import LinkStore, OneTimeLink


class Links:
    """A link is good once, for `seconds`, and only the newest of an account."""

    def __init__(self, kept: LinkStore, accounts: AccountStore, *, seconds: float, clock: Callable[[], float] = time.time):
        self._kept, self._accounts, self._seconds, self._clock = kept, accounts, seconds, clock

    @property
    def seconds(self) -> float:
        return self._seconds

    def make(self, account: Account) -> str:
        """The token of a new link; it is shown once and kept nowhere."""
        token = secrets.token_urlsafe(32)
        self._kept.put(OneTimeLink(digest_of(token), account.id, int(self._clock() + self._seconds)))
        return token

    def owner(self, token: str) -> Account:
        """Whose link it is; looking does not use it up. Raises NotFound when it was used, replaced, or is over its time."""
        return self._account(self._kept.find(digest_of(token), self._clock()))

    def use(self, token: str) -> Account:
        """The same, and the link is gone."""
        return self._account(self._kept.take(digest_of(token), self._clock()))

    def waits_for(self, account: Account) -> bool:
        """There is a link that this account can still use."""
        return self._kept.of(account.id, self._clock()) is not None

    def withdraw(self, account: Account) -> None:
        self._kept.remove_of(account.id)

    def expire(self) -> int:
        return self._kept.expire(self._clock())

    def _account(self, link: OneTimeLink | None) -> Account:
        account = self._accounts.find(link.account_id) if link else None
        if account is None or account.locked:
            raise NotFound("this link is not good any more")
        return account
