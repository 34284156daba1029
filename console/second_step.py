"""The optional second step of signing in: six digits of an app on the phone (TOTP, RFC 6238)."""

import hmac

import pyotp
import segno

from console.accounts import Account

STEP = 30  # seconds for which a code holds
_DRIFT = (0, -1, 1)  # clocks of phones differ by a step


def new_secret() -> str:
    """160 random bits in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: float) -> int | None:
    """The step of time for which `code` is right, None when it is wrong. Spaces in the code do not matter."""
    digits = "".join(code.split())
    totp, current = pyotp.TOTP(secret), int(now) // STEP
    right = [current + drift for drift in _DRIFT if hmac.compare_digest(totp.generate_otp(current + drift).encode(), digits.encode())]
    return right[0] if right else None


def qr_of(secret: str, account: Account) -> str:
    """An SVG image that an app reads, black on white in every colour scheme."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name="Harrera")
    return segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
