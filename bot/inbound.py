"""A message as it arrived: raw, seen only by the channels, the conversation and redaction."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """Raw text of a person. `repr` hides it, so that no log, error or test output can show it by accident."""

    text: str = field(repr=False)
    conversation: str = field(repr=False)
    channel: str
    language_hint: str | None = None
    city: str | None = None
