"""Names for conversations that lead back to nobody: HMAC of channel and chat id under the installation's secret."""

import hashlib
import hmac

from bot.keys import keys


class Pseudonyms:
    """`of` gives 32 hexadecimal digits, the same for the same chat; without the secret they cannot be linked to it."""

    def __init__(self, secret: bytes):
        self._secret = secret

    def of(self, channel: str, chat: str) -> str:
        """Pseudonym of a chat of a channel."""
        return self.known_as(channel, chat)[0]

    def known_as(self, channel: str, chat: str) -> list[str]:
        """The pseudonym, and the one under the secret before this one: a block list may still hold that."""
        whose = f"{channel}\0{chat}".encode("utf-8", "replace")
        return [hmac.new(key, whose, hashlib.sha256).hexdigest()[:32] for key in keys(self._secret)]
