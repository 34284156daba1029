"""Cuts what is too long for one Telegram message: between paragraphs, else after a sentence, else at a space, never inside a tag."""

import re
from collections.abc import Iterator

from connectors.sentences import size
from connectors.telegram_channel.markup import Paragraph, Run, html_of

LIMIT = 4096  # UTF-16 units, https://core.telegram.org/bots/api#sendmessage; counted with the tags, so always a little less
BETWEEN = "\n\n"
_SENTENCE = re.compile("[^\n]*?(?:[.!?:;\u2026\u061f\u061b\u06d4]+[)\\]\"'\u00bb\u201d]*[^\\S\n]+|[\u3002\uff01\uff1f\uff1b]+|\n+|$)")


def messages(paragraphs: list[Paragraph], limit: int = LIMIT) -> list[str]:
    """HTML of each message, in order; nothing is lost but the space where it is cut."""
    done, current = [], ""
    for paragraph in paragraphs:
        for part in _parts(paragraph, limit):
            together = f"{current}{BETWEEN}{part}" if current else part
            if size(together) > limit:
                done.append(current)
                together = part
            current = together
    return [*done, current] if current else done


def _parts(paragraph: Paragraph, limit: int) -> Iterator[str]:
    """The paragraph whole where it fits, else in pieces of whole sentences."""
    whole = html_of(paragraph).strip()
    if size(whole) <= limit:
        yield whole
        return
    current = ""
    for piece in (piece for run in paragraph for sentence in _sentences(run) for piece in _fitting(sentence, limit)):
        if size((current + piece.html()).strip()) > limit:
            yield current.strip()
            current = ""
        current += piece.html() if current.strip() else Run(piece.text.lstrip(), piece.style, piece.link).html()
    if current.strip():
        yield current.strip()


def _sentences(run: Run) -> Iterator[Run]:
    for match in _SENTENCE.finditer(run.text):
        if match[0]:
            yield Run(match[0], run.style, run.link)


def _fitting(run: Run, limit: int) -> Iterator[Run]:
    """A sentence too long for a message is halved at a space near its middle, or anywhere, until its parts fit."""
    if size(run.html()) <= limit or len(run.text) < 2:
        yield run
        return
    middle = len(run.text) // 2
    space = run.text.rfind(" ", middle // 2, middle) + 1 or middle
    for half in (run.text[:space], run.text[space:]):
        yield from _fitting(Run(half, run.style, run.link), limit)
