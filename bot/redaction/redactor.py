"""The only maker of `RedactedMessage`: raw text of a channel in, text with typed placeholders out, nothing kept."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple, Protocol, Self

from bot.inbound import InboundMessage
from bot.messages import Payload, RedactedMessage
from bot.payloads import is_place
from bot.redaction.folding import fold

THRESHOLD = 0.4  # Score of a phone number nobody announced; what is weaker needs a word beside it ("mi NIE es ...").
_LOOKS = 4  # What stood glued to personal data shows only when that is gone; the last look finds nothing.
_BETWEEN_PARTS = " ,.-"


class Span(NamedTuple):
    start: int
    end: int
    kind: str
    score: float


class Result(Protocol):
    """What we read of a Presidio `RecognizerResult`."""

    entity_type: str
    start: int
    end: int
    score: float


class Redactor:
    """Built once by bootstrap with `Redactor.load()`; holds no state between messages, safe in threads."""

    def __init__(self, find: Callable[[str], Iterable[Result]]):
        self._find = find

    @classmethod
    def load(cls) -> Self:
        """Read the rules and warm them up: about 2 s cold, once per process. Opens no connection."""
        from bot.redaction.engine import build_engine, find_with  # Presidio takes 1-2 s to import: not before it is needed

        redactor = cls(find_with(build_engine(), THRESHOLD))
        redactor.redact_text("+212 612 345 678, X1234567L, 600 123 456", "es")
        return redactor

    def redact(
        self, message: InboundMessage, *, language: str, conversation: str, city: str, payload: Payload | None = None
    ) -> RedactedMessage:
        """The message without personal data. `conversation` is the pseudonym, never the raw chat id.

        A shared place, already rounded, stays in the payload: it is what is asked about, and it goes neither to the engine nor
        into anything that is stored (`bot.payloads.ALONE`).
        """
        if payload is not None and not is_place(payload):
            payload = replace(payload, argument=self.redact_text(payload.argument, language))
        text = self.redact_text(message.text, language)
        return RedactedMessage(text=text, language=language, conversation=conversation, channel=message.channel, city=city, payload=payload)

    def redact_text(self, text: str, language: str) -> str:
        """`text` (NFC) with placeholders such as `[PHONE]`, the same in every language.

        The rules of all languages always apply: people mix languages, and identification errs. So `language` decides nothing today.
        """
        text = unicodedata.normalize("NFC", text)
        for _ in range(_LOOKS):
            before, text = text, self._look(text)
            if text == before:
                break
        return text

    def _look(self, text: str) -> str:
        folded = fold(text)
        spans = [Span(found.start, found.end, found.entity_type, found.score) for found in self._find(folded.text)]
        for span in reversed(merge(spans, folded.text)):
            start, end = folded.original(span.start, span.end)
            text = f"{text[:start]}[{span.kind}]{text[end:]}"
        return text


def merge(spans: list[Span], text: str) -> list[Span]:
    """Disjoint spans in order. Overlaps become their union, named after the surest (then longest): no digit may be left over."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and (span.start < merged[-1].end or _continues(merged[-1], span, text)):
            last = merged.pop()
            surest = max(last, span, key=lambda each: (each.score, each.end - each.start))
            span = Span(last.start, max(last.end, span.end), surest.kind, surest.score)
        merged.append(span)
    return merged


def _continues(last: Span, span: Span, text: str) -> bool:
    """Street and postal code are one address."""
    return last.kind == span.kind == "ADDRESS" and not text[last.end : span.start].strip(_BETWEEN_PARTS)
