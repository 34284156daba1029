"""What an admin does with accounts: invite, give roles, lock, hand out a new link. Permission first, then the deed, then the trail."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import BadInput
from console.accounts import Account, Role, new_account
from console.audit import COMMAND_LINE, AuditTrail, Deed
from console.links import Links
from console.permissions import Act, require
from console.sessions import Sessions
from console.sign_in import SignIn
from console.storage.accounts import AccountStore


class LastAdmin(BadInput):
    """Nobody could manage people any more."""

    code = "last_admin"
    status = 422


@dataclass(frozen=True)
class People:
    """`by` is the admin; None stands for who has a shell on the machine. Every method raises NotAllowed for anybody else."""

    accounts: AccountStore
    links: Links
    sessions: Sessions
    sign_in: SignIn
    audit: AuditTrail
    clock: Callable[[], float]

    def invite(self, name: str, roles: frozenset[Role], by: Account | None) -> tuple[Account, str]:
        """A new account and the token of the link with which its owner chooses a password. Raises BadInput, NameTaken."""
        _permit(by)
        account = new_account(name, roles, self.clock())
        self.accounts.add(account)
        self._record(by, "invite", account)
        return account, self.links.make(account)

    def give_roles(self, account: Account, roles: frozenset[Role], by: Account | None) -> Account:
        """Raises BadInput for none, LastAdmin."""
        _permit(by)
        if not roles:
            raise BadInput("an account needs a role")
        if Role.ADMIN not in roles:
            self._must_not_be_last(account)
        changed = self.accounts.change(account.id, roles=roles)
        self._record(by, "give_roles", account)
        return changed

    def lock(self, account: Account, by: Account | None) -> None:
        """Signed out everywhere at once; an unused link is gone. Raises LastAdmin."""
        _permit(by)
        self._must_not_be_last(account)
        self.accounts.change(account.id, locked=True)
        self.sessions.end_all(account.id)
        self.links.withdraw(account)
        self._record(by, "lock_account", account)

    def unlock(self, account: Account, by: Account | None) -> None:
        _permit(by)
        self.accounts.change(account.id, locked=False)
        self._record(by, "unlock_account", account)

    def reset(self, account: Account, by: Account | None) -> str:
        """The token of a new link. The old password holds until the link is used; wrong attempts are forgotten."""
        _permit(by)
        if account.locked:
            raise BadInput("a locked account cannot get a link")
        token = self.links.make(account)
        self.sign_in.pardon(account)
        self._record(by, "make_link", account)
        return token

    def drop_second_step(self, account: Account, by: Account | None) -> None:
        """For who lost the phone."""
        _permit(by)
        self.accounts.change(account.id, second_step=b"")
        self._record(by, "drop_second_step", account)

    def _must_not_be_last(self, account: Account) -> None:
        if account.is_admin and not any(other.is_admin and other.open for other in self.accounts.all() if other.id != account.id):
            raise LastAdmin("this is the last admin")

    def _record(self, by: Account | None, act: str, account: Account) -> None:
        self.audit.record(Deed(by.id if by else COMMAND_LINE, act, "account", account.id))


def _permit(by: Account | None) -> None:
    if by:
        require(by, Act.MANAGE_PEOPLE)
