"""Names of web conversations: random, signed by us, and held only in the memory of the open page."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

_SHAPE = re.compile(r"([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})")
_PURPOSE = b"harrera web conversation\0"  # the app's secret signs other things too; their signatures must not fit here


class ConversationIds:
    """Makes and checks ids of the form `token.signature`: 128 random bits, and 128 bits of HMAC-SHA256 over them."""

    def __init__(self, secret: str | bytes):
        self._secret = secret.encode() if isinstance(secret, str) else secret

    def new(self) -> str:
        token = secrets.token_urlsafe(16)
        return f"{token}.{self._signature(token)}"

    def token(self, conversation: str | None) -> str | None:
        """The token inside an id of ours; None for anything else, whatever it holds."""
        match = _SHAPE.fullmatch(conversation or "")
        if match and hmac.compare_digest(match[2], self._signature(match[1])):
            return match[1]
        return None

    def ours_or_new(self, conversation: str | None) -> str:
        """The same id when it is ours, else a fresh one: a wrong id is never an error and never somebody else's talk."""
        return conversation if conversation and self.token(conversation) else self.new()

    def _signature(self, token: str) -> str:
        digest = hmac.digest(self._secret, _PURPOSE + token.encode(), hashlib.sha256)
        return urlsafe_b64encode(digest[:16]).decode().rstrip("=")
