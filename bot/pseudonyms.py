"""Names for conversations that lead back to nobody: HMAC of channel and chat id under the installation's secret."""

import hashlib
import hmac


class Pseudonyms:
    """`of` gives 32 hexadecimal digits, the same for the same chat; without the secret they cannot be linked to it."""

    def __init__(self, secret: bytes):
        self._secret = secret

    def of(self, channel: str, chat: str) -> str:
        """Pseudonym of a chat of a channel."""
        return hmac.new(self._secret, f"{channel}\0{chat}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
