"""Passwords: what makes a good one, and argon2 for keeping them."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from console.accounts import name_key

SHORTEST, LONGEST = 12, 200
_FEWEST_DIFFERENT = 6  # characters; "aaaaaaaaaaaa" is long and still the first guess
_AT_ONCE = 2  # hashes; each takes 64 MiB, and a small machine has other work


def faults_of(password: str, name: str) -> list[str]:
    """What is wrong with a new password of that account, as words of the texts (`password.<word>`); empty when it is good."""
    found = {
        "too_short": len(password) < SHORTEST,
        "too_long": len(password) > LONGEST,
        "too_even": len(set(password)) < _FEWEST_DIFFERENT,
        "has_name": len(name_key(name)) > 2 and name_key(name) in name_key(password),
    }
    return [word for word, wrong in found.items() if wrong]


class Passwords:
    """Argon2id with the parameters of RFC 9106 for little memory, few at once."""

    def __init__(self, hasher: PasswordHasher | None = None):
        self._hasher = hasher or PasswordHasher()
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = ""

    def hash(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(password)

    def matches(self, kept: str, given: str) -> bool:
        """Takes as long for an account without a password, or for nobody (`kept` empty), as for a wrong password."""
        if not self._nobody:
            self._nobody = self.hash("nobody has this password")
        with self._turn:
            return self._verify(kept or self._nobody, given[: LONGEST + 1]) and bool(kept)

    def is_old(self, kept: str) -> bool:
        """Made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _verify(self, kept: str, given: str) -> bool:
        try:
            return self._hasher.verify(kept, given)
        except (VerificationError, InvalidHashError):
            return False
