"""Telephone numbers inside a text, so that they can be tapped; `static/phones.js` does the same in the browser."""

import re
from typing import NamedTuple

# Numbers of Spain as people write them: short lines, 116 xxx, and nine digits in groups, with or without the country's code.
_PHONE = re.compile(
    r"(?<![\d.,/+-])"
    r"(\+34[ .]?)?(112|0(?:10|12|16|24|61|62|80|85|88|91|92)|116[ .]?\d{3}|"
    r"[6-9]\d{2}(?:[ .]?\d{3}[ .]?\d{3}|[ .]?\d{2}[ .]?\d{2}[ .]?\d{2}))"
    r"(?![\d/-]|[.,]\d)"
)
_AFTER_NUMBER = " \t\n.:,;·–—-"


class Segment(NamedTuple):
    """A piece of text; `tel` is what to dial when the piece is a number, else empty."""

    text: str
    tel: str = ""


def segments(text: str) -> list[Segment]:
    """Pieces that joined give `text` again."""
    pieces, end = [], 0
    for match in _PHONE.finditer(text):
        pieces += [Segment(text[end : match.start()]), Segment(match[0], re.sub(r"[ .]", "", match[0]))]
        end = match.end()
    return [piece for piece in [*pieces, Segment(text[end:])] if piece.text]


def number_first(text: str) -> tuple[Segment | None, str]:
    """The number to show large above an emergency reply, and the text below it, without the number if it began with it."""
    pieces = segments(text.strip())
    first = next((piece for piece in pieces if piece.tel), None)
    if first is None or first is not pieces[0]:
        return first, text
    return first, text.strip()[len(first.text) :].lstrip(_AFTER_NUMBER)
