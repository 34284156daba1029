"""What may be said outside WhatsApp's 24 hours: a template that Meta approved, with one place for our words."""

from dataclasses import dataclass

from connectors.channel import readable
from connectors.delivery import Outgoing
from connectors.sentences import shorten

LATER = "later"  # the method of what is said unasked: only that may go as a template
LONGEST = 900  # characters of our words; with the template's own the platform takes 1,024


@dataclass(frozen=True, slots=True)
class Template:
    """Its name and language as they were approved (WhatsApp Manager, "Message templates"); its body has one variable."""

    name: str
    language: str

    def message(self, words: str) -> dict:
        """The payload that says `words`: in one line, as the platform demands of variables."""
        parameter = {"type": "text", "text": shorten(words, LONGEST)}
        body = {"type": "body", "parameters": [parameter]}
        return {"type": "template", "template": {"name": self.name, "language": {"code": self.language}, "components": [body]}}


def unasked(outgoing: list[Outgoing]) -> list[Outgoing]:
    """The same calls, known as unasked."""
    return [Outgoing(LATER, each.payload) for each in outgoing]


def words_of(payload: dict) -> str:
    """What a text or a message with buttons says."""
    content = payload[payload["type"]]
    return readable(content["body"] if payload["type"] == "text" else content["body"]["text"])
