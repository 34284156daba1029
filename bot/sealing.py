"""Encryption of what must rest for a while: what is in flight, and the chats of people who wait for a human."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.keys import keys


class Unreadable(ValueError):
    """Sealed with another secret or for another purpose, or damaged."""


class Sealer:
    """Seals JSON values (Fernet: AES-128-CBC and HMAC-SHA256) under a key of its own for each purpose, derived with HKDF."""

    def __init__(self, secret: bytes, purpose: str):
        derived = [Fernet(urlsafe_b64encode(_derived(key, f"harrera {purpose}"))) for key in keys(secret)]
        self._fernet = MultiFernet(derived)  # seals with the first, opens with any
        self._digest_keys = [_derived(key, f"harrera {purpose} digests") for key in keys(secret)]

    def seal(self, value: Any) -> bytes:
        """`value` is JSON."""
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))

    def open(self, sealed: bytes) -> Any:
        """The value again. Raises Unreadable."""
        try:
            return json.loads(self._fernet.decrypt(sealed).decode("utf-8", "surrogatepass"))
        except InvalidToken:
            raise Unreadable("sealed with another secret") from None

    def digest(self, text: str) -> str:
        """40 hexadecimal digits, the same for the same text; without the secret nobody finds the text."""
        return self.digests(text)[0]

    def digests(self, text: str) -> list[str]:
        """The digest, and the one that the secret before this one would give."""
        encoded = text.encode("utf-8", "surrogatepass")
        return [hmac.new(key, encoded, hashlib.sha256).hexdigest()[:40] for key in self._digest_keys]


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)
