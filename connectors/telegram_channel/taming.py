"""From an update of the Bot API to ours: of all its fields only those that the answer needs, none of a person's names.

What comes in is checked field by field: the secret says that it is Telegram's, not that every field is there.
"""

import re
from typing import Any

from bot.errors import BadInput
from bot.payloads import location_payload
from connectors.channel import readable
from connectors.delivery import Update
from connectors.telegram_channel.addressing import Own, command_of, is_for_us, without_mentions

CHANNEL = "telegram"
LONGEST = 10_000  # characters; Telegram itself allows 4,096
# A command alone is a button; with words behind it those words are what counts.
COMMANDS = {
    "start": "act:greet",
    "language": "act:change_language",
    "privacy": "act:privacy",
    "forget": "act:forget_me",
    "human": "act:talk_to_human",
    "agent": "agent:start",
    "practice": "act:start_practice",
}
_ALSO = COMMANDS | {"help": "act:greet"}
# Kinds of content that we cannot read. Everything else without text (members who come and go, pins, ...) asks for no answer.
UNREAD = (
    "animation photo voice audio video video_note document sticker contact poll dice game story paid_media checklist gift invoice".split()
)
_CODE = re.compile(r"[a-z]{2}")
_AGENT_CODE = re.compile(r"[a-z-]{1,40}")  # a one-time code, or `off`


def tame(raw: object, own: Own) -> Update | None:
    """Our update, None when nobody asks anything of us. Raises BadInput when it is no update of the Bot API."""
    update = _object(raw, "update")
    id = _number(update, "update_id")
    if "callback_query" in update:
        return _pressed(id, _object(update["callback_query"], "callback_query"))
    edited = "edited_message" in update
    message = update.get("edited_message" if edited else "message")
    return _spoken(id, _object(message, "message"), own, edited) if message is not None else None


def _pressed(id: int, query: dict[str, Any]) -> Update | None:
    """A button. The press of one under a message too old for Telegram to show carries no chat: there is nowhere to answer."""
    message = query.get("message")
    data = query.get("data")
    if not isinstance(message, dict) or not isinstance(data, str):
        return None
    body = {"kind": "text", "text": readable(data)[:LONGEST], "press": _text(query, "id")[:64]}
    return _update(id, message, _language(query) | body)


def _spoken(id: int, message: dict[str, Any], own: Own, edited: bool) -> Update | None:
    author = message.get("from")
    chat = _object(message.get("chat"), "chat")
    if chat.get("type") == "channel" or (isinstance(author, dict) and author.get("is_bot") is True):
        return None
    text = _text(message, "text") or _text(message, "caption")
    if chat.get("type") != "private" and not is_for_us(message, text, own):
        return None
    body = _content(message, text, own, edited)
    return _update(id, message, _language(message) | body) if body else None


def _content(message: dict[str, Any], text: str, own: Own, edited: bool) -> dict[str, Any] | None:
    location = message.get("location")
    if isinstance(location, dict):
        return None if edited else _place(location)  # a live location is edited every few seconds
    said = _said(readable(without_mentions(message, text, own))[:LONGEST])
    unread = next((kind for kind in UNREAD if kind in message), None)
    if unread:
        return {"kind": "unread", "what": unread, "text": said}
    return {"kind": "text", "text": said} if "text" in message else None


def _place(location: dict[str, Any]) -> dict[str, Any] | None:
    latitude, longitude = location.get("latitude"), location.get("longitude")
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (latitude, longitude)):
        return None
    payload = location_payload(latitude, longitude)
    return {"kind": "text", "text": payload} if payload else None


def _said(text: str) -> str:
    """The words, or the payload of the command that they are."""
    command = command_of(text)
    if command is None:
        return text
    payload = _ALSO.get(command.name)
    if payload and (not command.rest or (command.name == "start" and " " not in command.rest)):
        return payload  # "/start something" is a link that somebody followed, not words of theirs
    if command.name == "language" and _CODE.fullmatch(command.rest.lower()):
        return f"language:{command.rest.lower()}"
    if command.name == "agent" and _AGENT_CODE.fullmatch(command.rest.lower()):
        return f"agent:{command.rest.lower()}"
    return command.rest or command.name


def _update(id: int, message: dict[str, Any], body: dict[str, Any]) -> Update:
    chat = _object(message.get("chat"), "chat")
    if chat.get("type") != "private":
        body = body | {"answers": _number(message, "message_id")}
        if message.get("is_topic_message") is True:
            body["thread"] = _number(message, "message_thread_id")
    return Update(CHANNEL, str(id), str(_number(chat, "id")), body)


def _language(message: dict[str, Any]) -> dict[str, str]:
    """The language of the person's app, as far as it is a code of two letters."""
    author = message.get("from")
    code = author.get("language_code") if isinstance(author, dict) else None
    short = code.lower().partition("-")[0] if isinstance(code, str) else ""
    return {"language": short} if _CODE.fullmatch(short) else {}


def _object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"{name} is not an object")
    return value


def _number(fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if type(value) is not int or abs(value) >= 2**63:
        raise BadInput(f"{name} is not a number")
    return value


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise BadInput(f"{name} is not a text")
    return value
