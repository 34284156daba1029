"""What travels after redaction: the redacted message in, the reply out. Plain values, no framework."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Decision(StrEnum):
    """What the reply does with a question."""

    ANSWER = "answer"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RedactedMessage:
    """A message without personal data. Only `bot.redaction.redact` makes one (a house test holds that)."""

    text: str
    language: str
    conversation: str
    channel: str
    city: str
    payload: "Payload | None" = None
    agent: bool = False  # the conversation is linked to the account of an anti-rumour agent
    danger_topic: str | None = None  # the entry of the danger that was told just before; the engine has not heard of it


@dataclass(frozen=True, slots=True)
class Payload:
    """What a pressed button says: an act of the dialogue and at most one argument, e.g. `topic` and an entry's id."""

    act: str
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.act}:{self.argument}"


@dataclass(frozen=True, slots=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where an answer comes from, as shown to the person."""

    title: str
    url: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person. `more` is the long text (Markdown), shown on demand; `notice` a quiet line below."""

    text: str
    language: str
    more: str = ""
    notice: str = ""
    buttons: tuple[Button, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    topic: str | None = None
    rumour: str | None = None
    decision: Decision | None = None
    probability: float | None = None
    emergency: bool = False
    candidates: tuple[str, ...] = ()
    sets_language: str | None = None
    wants_human: bool = False  # the person asked for a human: messages may come later, from one
    forgets: bool = False  # nothing of the conversation is remembered after this reply
    district: str = ""  # of the city, when the person named it or shared a place in it
    danger: str = ""  # of an emergency: its kind
    may_be_rated: bool = False  # the person may say whether it helped
    rates: str = ""  # the topic whose answer the person just rated, once
    helped: bool = False  # what they said of it
    awaits_news: bool = False  # an agent reported something: a message may come later, when there is a card
