"""Who works here: accounts and their roles."""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from bot.errors import BadInput

LONGEST_NAME = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class Role(StrEnum):
    """What somebody is trusted with; `console.permissions` says what that means. An account may have several."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    AGENT = "agent"
    MEDIATOR = "mediator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """`password` is an argon2 hash, empty until one was chosen; `second_step` the sealed secret of the codes, empty without."""

    id: str
    name: str
    roles: frozenset[Role]
    created_at: int  # seconds since 1970
    language: str = ""  # of the pages; empty: the browser's
    password: str = field(default="", repr=False)
    second_step: bytes = field(default=b"", repr=False)
    locked: bool = False  # by an admin, until an admin opens it

    @property
    def open(self) -> bool:
        """May sign in."""
        return bool(self.password) and not self.locked

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles


def new_account(name: str, roles: frozenset[Role], now: float) -> Account:
    """An account without a password. Raises BadInput for a name that cannot be used, or no role."""
    if not roles:
        raise BadInput("an account needs a role")
    return Account(secrets.token_hex(8), usable_name(name), roles, int(now))


def usable_name(name: str) -> str:
    """The name as it is shown. Raises BadInput when it is empty, longer than 60 characters, or holds what cannot be seen."""
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if not shown or len(shown) > LONGEST_NAME or _CONTROL.search(shown):
        raise BadInput(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    return shown


def name_key(name: str) -> str:
    """Equal for names that people would take for the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_roles(words: list[str]) -> frozenset[Role]:
    """Raises BadInput for a word that is no role."""
    if unknown := set(words) - set(Role):
        raise BadInput(f"{len(unknown)} unknown roles")
    return frozenset(map(Role, words))
