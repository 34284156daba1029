"""What the Bot API refuses, as far as our messages could meet it: https://core.telegram.org/bots/api#sendmessage and #html-style."""

import html
import re
from collections.abc import Iterator
from typing import Any

LONGEST = 4096  # UTF-16 units after the tags are taken out
MOST_BUTTON_BYTES = 64
MOST_BUTTONS = 100
LONGEST_COMMAND, LONGEST_DESCRIPTION, MOST_COMMANDS = 32, 256, 100
_TAG = re.compile(r"<(/?)([a-z]+)((?:\s[^<>]*)?)>")
_TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")


class Refused(ValueError):
    """The description that the real server would give, more or less."""


def check(method: str, fields: dict[str, Any]) -> None:
    """Raises Refused."""
    if method == "sendMessage":
        _message(fields)
    elif method == "setMyCommands":
        _commands(fields.get("commands"))


def plain(text: str) -> str:
    """The text of HTML. Raises Refused when its tags do not fit together."""
    open_tags: list[str] = []
    for closing, name, _ in _TAG.findall(text):
        if name not in _TAGS:
            raise Refused(f"can't parse entities: unsupported start tag {name}")
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise Refused("can't parse entities: unmatched end tag")
    bare = _TAG.sub("", text)
    if open_tags or "<" in bare or _ENTITY.search(bare):
        raise Refused("can't parse entities")
    return html.unescape(bare)


def _message(fields: dict[str, Any]) -> None:
    if not re.fullmatch(r"-?\d+", str(fields.get("chat_id", ""))):
        raise Refused("chat_id is empty")
    text = str(fields.get("text", ""))
    shown = plain(text) if fields.get("parse_mode") == "HTML" else text
    if not shown.strip():
        raise Refused("message text is empty")
    if len(shown.encode("utf-16-le")) // 2 > LONGEST:
        raise Refused("message is too long")
    for button in _buttons(fields.get("reply_markup") or {}):
        if not str(button.get("text", "")).strip():
            raise Refused("text buttons must have non-empty text")
        if not 1 <= len(str(button.get("callback_data", "")).encode()) <= MOST_BUTTON_BYTES:
            raise Refused("BUTTON_DATA_INVALID")


def _buttons(markup: dict[str, Any]) -> Iterator[dict[str, Any]]:
    rows = markup.get("inline_keyboard", [])
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise Refused("reply markup is too long")
    return (button for row in rows for button in row)


def _commands(commands: Any) -> None:
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not re.fullmatch(r"[a-z0-9_]+", each["command"]) or len(each["command"]) > LONGEST_COMMAND:
            raise Refused("BOT_COMMAND_INVALID")
        if not 1 <= len(each["description"]) <= LONGEST_DESCRIPTION:
            raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
