"""What every channel is given and how it tames text: the border between the outside world and the conversation."""

import re
from collections.abc import Mapping
from typing import Protocol

from bot.inbound import InboundMessage
from bot.messages import Reply

# Harmful or meaningless anywhere: control characters except tab and newline, and what reorders the text around it.
# Joiners and direction marks (U+200C to U+200F) stay: Persian, Urdu and Arabic spelling needs them.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Conversation(Protocol):
    """The one door into the bot."""

    async def answer(self, message: InboundMessage) -> list[Reply]:
        """Replies in the order in which they are shown. Raises BadInput, TooLarge, TooManyMessages."""


class Texts(Protocol):
    """The bot's catalogue, as far as a channel needs it."""

    @property
    def languages(self) -> Mapping[str, str]:
        """Code of a language to its own name: `{"es": "Español", ...}`."""

    def direction(self, language: str) -> str:
        """`ltr` or `rtl`."""


class Wording(Texts, Protocol):
    """The same with its words, for channels that add some of their own (a button, the names of commands)."""

    def get(self, language: str, key: str, /, **values: object) -> str:
        """The text of `key`, falling back to another language."""


def readable(text: str) -> str:
    """`text` without control characters and direction overrides; always encodable as UTF-8."""
    return _LONE_SURROGATE.sub("\ufffd", _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
