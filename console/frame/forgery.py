"""Against forms that another site sends in a signed-in person's name: the browser must say that the form is ours, and it must carry
a token that only our pages have."""

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.sealing import Sealer


def is_ours(headers: Mapping[str, str]) -> bool:
    """By `Sec-Fetch-Site`, else by `Origin`. A browser that says neither is too old for the console."""
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin = headers.get("origin", "")
    try:
        return bool(origin) and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False


class FormTokens:
    """One for each account and password, so that a page that was open while the session ended can still be sent after signing in again.
    Before signing in: one for each visit."""

    def __init__(self, sealer: Sealer):
        self._sealer = sealer

    def of(self, whose: str) -> str:
        return self._sealer.digest(f"form {whose}")

    def fits(self, whose: str, token: str) -> bool:
        return hmac.compare_digest(self.of(whose).encode(), token.encode("utf-8", "replace"))
