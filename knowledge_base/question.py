"""What a person asks, with what the talk before it adds: what `answers` gets from whoever heard the message."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Question:
    """A redacted message, written in `text_language`, to be answered in `language` about `city`. The rest is empty outside of talks."""

    text: str = field(repr=False)
    text_language: str
    language: str
    city: str
    after: str | None = None  # the topic that the talk is about
    aspect: str | None = None  # the part of an entry that is named ("and how much is it?")
    attempt: int = 0  # how often in a row we did not know
    asked: str = field(default="", repr=False)  # what was asked before and not answered
