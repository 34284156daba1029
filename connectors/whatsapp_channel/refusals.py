"""What the error codes of the WhatsApp Cloud API mean for a message that was not taken: try again, later, or never.

Codes: developers.facebook.com, WhatsApp Business Platform, "Error codes"; a test compares them with the table that pywa keeps.
"""

from dataclasses import dataclass

OUTSIDE_WINDOW = 131047


@dataclass(frozen=True, slots=True)
class Meaning:
    """`reason` is our own word for the log and for staff; `wait` the seconds until another try makes sense."""

    reason: str
    permanent: bool
    wait: float | None = None


_LATER = {
    "rate": ({4, 80007, 130429}, 5.0),
    "pair_rate": ({131056}, 6.0),  # too many to the same person
    "spam_rate": ({131048, 131064}, 300.0),
    "platform": ({1, 2, 131000, 131016, 131057, 133004}, None),
    # nothing is wrong with the message; it goes out when staff put the account in order
    "token": ({0, 190}, 60.0),
    "permission": ({3, 10, *range(200, 300), 131005}, 60.0),
    "account": ({368, 131031, 131042, 131045, 133010}, 300.0),
}
_NEVER = {
    "window": {OUTSIDE_WINDOW},
    "unreachable": {131026, 131021, 131030, 130472, 130497, 131049, 131050},
    "bad_request": {33, 100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 135000},
}
MEANINGS: dict[int, Meaning] = {code: Meaning(reason, False, wait) for reason, (codes, wait) in _LATER.items() for code in codes} | {
    code: Meaning(reason, True) for reason, codes in _NEVER.items() for code in codes
}


def meaning_of(status: int, code: int | None, retry_after: float | None = None) -> Meaning:
    """Of an HTTP status and the code in its body; what the platform says about waiting counts before our own figure."""
    known = MEANINGS.get(code) if code is not None else None
    if known is None:
        known = _of_status(status)
    if known.permanent or retry_after is None:
        return known
    return Meaning(known.reason, False, retry_after)


def reason_of(code: int) -> str:
    """Our word for why a message that the platform had taken did not arrive."""
    return MEANINGS[code].reason if code in MEANINGS else "other"


def _of_status(status: int) -> Meaning:
    if status == 429:
        return Meaning("rate", False, 5.0)
    if status in (401, 403):
        return Meaning("token", False, 60.0)
    if status in (408, 425) or status >= 500:
        return Meaning("platform", False)
    return Meaning("bad_request", True)
