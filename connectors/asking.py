"""One update can ask twice: its words, and then what beside them cannot be read. The words come first, since they may say danger."""

from collections.abc import Awaitable, Callable, Sequence

from bot.errors import TooManyMessages
from bot.messages import Reply


def parts_of(text: str, unread: str) -> list[str]:
    """What to ask the conversation: the words, and the kind of what came beside them; an empty message is asked as it is."""
    return ([text] if text or not unread else []) + ([f"unread:{unread}"] if unread else [])


async def ask_each(ask: Callable[[str], Awaitable[list[Reply]]], parts: Sequence[str]) -> list[Reply]:
    """The replies, in order. Who is too fast half way keeps what was answered. Raises TooManyMessages when nothing was."""
    replies: list[Reply] = []
    for part in parts:
        try:
            replies += await ask(part)
        except TooManyMessages:
            if not replies:
                raise
    return replies
