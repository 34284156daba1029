"""Who is spoken to: in a private chat always we; in a group only when mentioned, answered or called by a command."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{1,64}))?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Own:
    """The bot itself. Without its name (Telegram has not told it yet) it does not hear mentions."""

    id: int
    username: str = ""

    def is_named(self, name: str) -> bool:
        return bool(self.username) and name.lower() == self.username.lower()


@dataclass(frozen=True, slots=True)
class Command:
    """`/name@addressee rest`."""

    name: str
    addressee: str
    rest: str


def command_of(text: str) -> Command | None:
    """The command that a text begins with, or None."""
    match = _COMMAND.match(text)
    return Command(match[1].lower(), match[2] or "", text[match.end() :].strip()) if match else None


def is_for_us(message: dict[str, Any], text: str, own: Own) -> bool:
    """Whether somebody in a group speaks to the bot: mention, reply to it, or a command that names no other bot."""
    command = command_of(text)
    if command:
        return not command.addressee or own.is_named(command.addressee)
    answered = message.get("reply_to_message")
    author = answered.get("from") if isinstance(answered, dict) else None
    if isinstance(author, dict) and author.get("id") == own.id:
        return True
    return any(True for _ in _mentions(message, text, own))


def without_mentions(message: dict[str, Any], text: str, own: Own) -> str:
    """The text without the bot's name in it."""
    units = text.encode("utf-16-le", "surrogatepass")  # Telegram counts in UTF-16
    for begin, end in sorted(_mentions(message, text, own), reverse=True):
        units = units[: 2 * begin] + units[2 * end :]
    return units.decode("utf-16-le", "replace").strip()


def _mentions(message: dict[str, Any], text: str, own: Own) -> Iterator[tuple[int, int]]:
    """(begin, end) in UTF-16 units of everything that names the bot."""
    units = text.encode("utf-16-le", "surrogatepass")
    entities = message.get("entities") or message.get("caption_entities") or ()
    for entity in entities if isinstance(entities, list) else ():
        begin, length = (entity.get("offset"), entity.get("length")) if isinstance(entity, dict) else (None, None)
        if type(begin) is not int or type(length) is not int or begin < 0 or length < 1:
            continue
        said = units[2 * begin : 2 * (begin + length)].decode("utf-16-le", "replace")
        user = entity.get("user")
        by_id = entity.get("type") == "text_mention" and isinstance(user, dict) and user.get("id") == own.id
        if by_id or (entity.get("type") == "mention" and own.is_named(said.removeprefix("@"))):
            yield begin, begin + length
