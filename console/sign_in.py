"""Signing in: name, password, and the code of those who want one. Who guesses waits longer and longer; no address is kept."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import NotAllowed, TooManyMessages
from bot.sealing import Sealer, Unreadable
from console.accounts import Account, name_key
from console.audit import AuditTrail, Deed
from console.passwords import Passwords
from console.second_step import step_of
from console.sessions import Sessions
from console.storage.accounts import AccountStore
from console.storage.attempts import AttemptStore

FREE_ATTEMPTS = 5
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 900.0  # seconds
FORGOTTEN_AFTER = 86_400.0  # seconds after the last wrong attempt


class WrongSignIn(NotAllowed):
    """Name, password or code: which of them is not said."""

    code = "wrong_sign_in"
    status = 422


class Wait(TooManyMessages):
    """Too many wrong attempts for this name; `seconds` until the next one."""

    code = "wait"

    def __init__(self, seconds: float):
        super().__init__(f"wait {math.ceil(seconds)} seconds")
        self.seconds = math.ceil(seconds)


def wait_after(attempts: int) -> float:
    """Seconds after so many wrong attempts: none for the first five, then 30, 60, 120, ... up to a quarter of an hour."""
    if attempts < FREE_ATTEMPTS:
        return 0.0
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(attempts - FREE_ATTEMPTS, 10))


@dataclass(frozen=True)
class SignIn:
    accounts: AccountStore
    attempts: AttemptStore
    sessions: Sessions
    passwords: Passwords
    sealer: Sealer
    audit: AuditTrail
    clock: Callable[[], float] = time.time

    def sign_in(self, name: str, password: str, code: str = "", instead_of: str = "") -> str:
        """The token of a new session; the one of `instead_of` ends. Raises WrongSignIn, or Wait after too many of them.

        An unknown name takes the same time, gets the same answer, and waits as long.
        """
        with self._counted(name):
            account = self._proven(name, password, code)
        if self.passwords.is_old(account.password):
            self.accounts.change(account.id, password=self.passwords.hash(password))
        self.audit.record(Deed(account.id, "sign_in", "account", account.id))
        return self.sessions.begin(account, instead_of)

    def prove(self, account: Account, password: str) -> None:
        """Who is signed in shows that they still know the password. Raises WrongSignIn, Wait: guesses count here too."""
        with self._counted(account.name):
            if not self.passwords.matches(account.password, password):
                raise WrongSignIn("the password is not right")

    def pardon(self, account: Account) -> None:
        """Wrong attempts are forgotten: an admin helped, or the person proved themselves in another way."""
        self.attempts.clear(self._key(account.name))

    @contextmanager
    def _counted(self, name: str) -> Iterator[None]:
        """The attempt counts as wrong unless the block ends well."""
        key = self._key(name)
        if wait := self.attempts.begin(key, self.clock(), wait_after):
            raise Wait(wait)
        yield
        self.attempts.clear(key)

    def _proven(self, name: str, password: str, code: str) -> Account:
        account = self.accounts.named(name)
        right = self.passwords.matches(account.password if account else "", password)
        if account is None or not right or not account.open or not self._code_fits(account, code):
            raise WrongSignIn("name, password or code is not right")
        return account

    def _code_fits(self, account: Account, code: str) -> bool:
        if not account.second_step:
            return True
        try:
            step = step_of(self.sealer.open(account.second_step), code, self.clock())
        except Unreadable:  # the installation has another secret now; an admin can take the second step away
            return False
        return step is not None and self.accounts.use_step(account.id, step)

    def _key(self, name: str) -> str:
        return self.sealer.digest(name_key(name)[:200])
