"""What everybody does with their own account: password, second step, sessions."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import BadInput
from bot.sealing import Sealer
from console.accounts import Account
from console.audit import AuditTrail, Deed
from console.links import Links
from console.passwords import Passwords, faults_of
from console.second_step import step_of
from console.sessions import Sessions
from console.sign_in import SignIn, WrongSignIn
from console.storage.accounts import AccountStore


class WeakPassword(BadInput):
    """`faults` are words of the texts (`password.<word>`)."""

    code = "weak_password"
    status = 422

    def __init__(self, faults: list[str]):
        super().__init__("the password is not good enough")
        self.faults = faults


@dataclass(frozen=True)
class OwnAccount:
    accounts: AccountStore
    links: Links
    sessions: Sessions
    sign_in: SignIn
    passwords: Passwords
    sealer: Sealer
    audit: AuditTrail
    clock: Callable[[], float] = time.time

    def choose_by_link(self, token: str, password: str, instead_of: str = "") -> str:
        """With a one-time link: the token of a new session, every other session ends. Raises NotFound, WeakPassword; then the link stays."""
        _must_be_good(password, self.links.owner(token))
        account = self.links.use(token)
        self._keep(account, password)
        self.sessions.end_all(account.id)
        self.sign_in.pardon(account)
        return self.sessions.begin(self.accounts.find(account.id) or account, instead_of)

    def change(self, account: Account, current: str, password: str, session: str) -> None:
        """Every session but the one with the digest `session` ends. Raises WrongSignIn, Wait, WeakPassword."""
        self.sign_in.prove(account, current)
        _must_be_good(password, account)
        self._keep(account, password)
        self.sessions.end_all(account.id, but=session)

    def set_password(self, account: Account, password: str) -> None:
        """From the command line. Raises WeakPassword."""
        _must_be_good(password, account)
        self._keep(account, password)
        self.sessions.end_all(account.id)
        self.links.withdraw(account)
        self.sign_in.pardon(account)

    def begin_second_step(self, account: Account, secret: str, code: str) -> None:
        """From now on a code is asked for. Raises WrongSignIn when `code` is not one of `secret`: the phone has not got it."""
        step = step_of(secret, code, self.clock())
        if step is None:
            raise WrongSignIn("the code is not right")
        self.accounts.use_step(account.id, step)
        self.accounts.change(account.id, second_step=self.sealer.seal(secret))
        self.audit.record(Deed(account.id, "begin_second_step", "account", account.id))

    def end_second_step(self, account: Account, current: str) -> None:
        """Raises WrongSignIn, Wait."""
        self.sign_in.prove(account, current)
        self.accounts.change(account.id, second_step=b"")
        self.audit.record(Deed(account.id, "end_second_step", "account", account.id))

    def speak(self, account: Account, language: str) -> None:
        self.accounts.change(account.id, language=language)

    def sign_out_elsewhere(self, account: Account, session: str) -> int:
        """How many other sessions there were."""
        return self.sessions.end_all(account.id, but=session)

    def _keep(self, account: Account, password: str) -> None:
        self.accounts.change(account.id, password=self.passwords.hash(password))
        self.audit.record(Deed(account.id, "choose_password", "account", account.id))


def _must_be_good(password: str, account: Account) -> None:
    if faults := faults_of(password, account.name):
        raise WeakPassword(faults)
