"""Whether a delivery comes from Meta: the first question about a body, asked before anything reads it. Closed when it cannot be answered."""

import hashlib
import hmac
import re

_SHAPE = re.compile(r"sha256=([0-9a-f]{64})")


def is_signed(body: bytes, header: str | None, app_secret: str) -> bool:
    """Whether `header` (`X-Hub-Signature-256`) is the HMAC-SHA256 of the raw body under the app's secret; False without a secret."""
    match = _SHAPE.fullmatch(header or "")
    if not app_secret or match is None:
        return False
    expected = hmac.digest(app_secret.encode(), body, hashlib.sha256)
    return hmac.compare_digest(expected, bytes.fromhex(match[1]))


def is_same(given: str | None, expected: str) -> bool:
    """Constant time; an unset `expected` equals nothing."""
    return bool(expected) and hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())
