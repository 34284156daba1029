"""From a delivery of the WhatsApp Cloud API to updates: only what is needed to answer is taken along, whatever shape the rest has.

Names, profile pictures, business data and files stay behind. Of the two ids that Meta gives of a person the business-scoped one is
preferred: it is no phone number, and it stays when somebody hides theirs behind a username.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.payloads import location_payload, parse_payload
from connectors.channel import readable
from connectors.delivery import Update

CHANNEL = "whatsapp"
BUSINESS_SCOPED = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_PHONE = re.compile(r"\d{5,20}")
_WITH_CAPTION = ("image", "video", "document")
_UNREAD = {"image": "photo", "audio": "voice", "video": "video", "document": "document", "sticker": "sticker", "contacts": "contact"}
_UNHEARD = {"system", "revoke"}  # a number that changed, a message taken back: nothing to answer
_STATUSES = {"sent", "delivered", "read", "played", "failed", "deleted", "warning"}
_LONGEST_ID = 512


@dataclass(slots=True)
class Delivery:
    """What one POST of the platform holds for us."""

    updates: list[Update] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)  # of messages that we sent
    failures: list[int] = field(default_factory=list)  # the platform's codes of those that did not arrive
    skipped: int = 0  # for another number, from a group, or of a shape that nobody knows


def tame(payload: Any, phone_id: str) -> Delivery:
    """Everything in `payload` for the number `phone_id`, in its order. Never raises: what cannot be read is skipped and counted."""
    found = Delivery()
    for value in _values(payload):
        if _at(value, "metadata", "phone_number_id") != phone_id:
            found.skipped += 1
            continue
        contacts = _dicts(value.get("contacts"))
        updates = [_update(message, contacts) for message in _dicts(value.get("messages"))]
        found.updates += [update for update in updates if update]
        found.skipped += updates.count(None)
        for status in _dicts(value.get("statuses")):
            _read_status(status, found)
    return found


def _values(payload: Any) -> Iterator[dict]:
    entries = _dicts(payload.get("entry")) if isinstance(payload, dict) else []
    for change in (change for entry in entries for change in _dicts(entry.get("changes"))):
        if change.get("field") == "messages" and isinstance(change.get("value"), dict):
            yield change["value"]


def _update(message: dict, contacts: list[dict]) -> Update | None:
    id, chat, body = message.get("id"), _sender(message, contacts), _body(message)
    if not (isinstance(id, str) and 0 < len(id) <= _LONGEST_ID and chat and body) or message.get("group_id"):
        return None
    return Update(CHANNEL, id, chat, body)


def _sender(message: dict, contacts: list[dict]) -> str | None:
    own = contacts[0] if len(contacts) == 1 else {}
    scoped = (message.get("from_user_id"), own.get("user_id"))
    phones = (message.get("from"), own.get("wa_id"))
    known = [id for id in scoped if isinstance(id, str) and BUSINESS_SCOPED.fullmatch(id)]
    known += [id for id in phones if isinstance(id, str) and _PHONE.fullmatch(id)]
    return known[0] if known else None


def _body(message: dict) -> dict | None:
    """`{"text", "unread"}`: the words (or the payload of a button or a place), and the kind of what else came and cannot be read.

    None when nothing asks for an answer.
    """
    kind = _readable(message.get("type"))
    if kind in _UNHEARD or (kind == "reaction" and not _at(message, "reaction", "emoji")):
        return None
    if kind == "edit":
        inner = _at(message, "edit", "message")
        return _body(inner) if isinstance(inner, dict) and inner.get("type") != "edit" else _content("", "other")
    text = _text(message, kind)
    if kind in _WITH_CAPTION or not (text or kind == "text"):
        return _content(text, _UNREAD.get(kind, "other"))
    return _content(text, "")


def _content(text: str, unread: str) -> dict:
    return {"text": text, "unread": unread}


def _text(message: dict, kind: str) -> str:
    """What can be read of it: words, a caption, a place, or what a pressed button says."""
    if kind in _WITH_CAPTION:
        return _readable(_at(message, kind, "caption"))
    if kind == "interactive":
        reply = _at(message, "interactive", _at(message, "interactive", "type") or "")
        return _pressed(_at(reply, "id"), _at(reply, "title"))
    if kind == "button":  # the quick reply of a template
        return _pressed(_at(message, "button", "payload"), _at(message, "button", "text"))
    if kind == "location":
        return _place(_at(message, "location", "latitude"), _at(message, "location", "longitude"))
    if kind == "request_welcome":  # somebody opened the chat for the first time
        return "act:greet"
    return _readable(_at(message, "text", "body")) if kind == "text" else ""


def _pressed(payload: Any, title: Any) -> str:
    """A payload of ours, else the words on the button."""
    return payload if isinstance(payload, str) and parse_payload(payload) else _readable(title)


def _place(latitude: Any, longitude: Any) -> str:
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (latitude, longitude))
    return (numbers and location_payload(latitude, longitude)) or ""


def _read_status(status: dict, found: Delivery) -> None:
    what = _readable(status.get("status"))
    found.statuses.extend([what] if what in _STATUSES else [])
    if what == "failed":
        codes = [error.get("code") for error in _dicts(status.get("errors"))]
        found.failures.append(next((code for code in codes if isinstance(code, int)), 0))


def _readable(value: Any) -> str:
    return readable(value).strip() if isinstance(value, str) else ""


def _dicts(value: Any) -> list[dict]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _at(value: Any, *path: str) -> Any:
    """What lies at `path` of nested objects, None where there is nothing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) and isinstance(name, str) else None
    return value
