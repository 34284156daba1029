"""A card as a picture of 1080 x 1350 points, for chats. Letters are shaped by Raqm, so Arabic joins and runs as it is written."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from rumours.sharing.fonts import Family, family_for
from rumours.sharing.words import NAME, SharedWords

SIZE = (1080, 1350)
_EDGE, _FOOT = 84, 1350 - 84
_INK, _QUIET, _PAPER, _PRESS, _WARM, _LINE = "#1B1F23", "#464C51", "#FBFAF7", "#0B5D5B", "#8A3F07", "#DAD6CA"
_GLOW, _LEAF = "#F2C078", "#12807C"
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # the first at which everything fits


@dataclass(frozen=True, slots=True)
class _Paragraph:
    words: str
    points: int
    bold: bool
    colour: str
    after: int  # points below it


def image_of(words: SharedWords) -> bytes:
    """PNG. Raises NoFont."""
    family = family_for(words.all)
    picture = Image.new("RGB", SIZE, _PAPER)
    drawing = ImageDraw.Draw(picture)
    _mark(drawing, words, family)
    body = _fitting(words, family)
    _paragraphs(drawing, body, words, 262)
    _foot(drawing, words, family)
    out = BytesIO()
    picture.save(out, "PNG", compress_level=3)  # few colours: fast and still small
    return out.getvalue()


def _fitting(words: SharedWords, family: Family) -> list[tuple[_Paragraph, list[str], ImageFont.FreeTypeFont]]:
    """The paragraphs as lines, at the largest scale that leaves room for the foot."""
    for scale in _SCALES:
        body = [(p, *_lines(p, words, family)) for p in _body(words, scale)]
        if 262 + sum(_height(p, lines) for p, lines, _ in body) < _FOOT - 130:
            break
    return body


def _body(words: SharedWords, scale: float) -> list[_Paragraph]:
    cautions = [_Paragraph(caution, round(34 * scale), True, _WARM, round(26 * scale)) for caution in words.cautions]
    return [
        _Paragraph(words.title, round(66 * scale), True, _INK, round(44 * scale)),
        *cautions,
        _Paragraph(words.line, round(46 * scale), False, _INK, round(52 * scale)),
        _Paragraph(words.figure, round(36 * scale), False, _PRESS, round(20 * scale)),
        _Paragraph(f"{words.source} · {words.checked}", round(30 * scale), False, _QUIET, 0),
    ]


def _lines(paragraph: _Paragraph, words: SharedWords, family: Family) -> tuple[list[str], ImageFont.FreeTypeFont]:
    font = _font(family.bold if paragraph.bold else family.plain, paragraph.points)
    return wrapped(paragraph.words, lambda line: font.getlength(line, **_shaping(words)) <= SIZE[0] - 2 * _EDGE), font


def wrapped(text: str, fits) -> list[str]:
    """Lines of whole words, each as long as `fits` allows; a word that alone is too long is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] += f" {word}"
            continue
        while not fits(word) and len(word) > 1:
            cut = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or fits(word[:end]))
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines


def _height(paragraph: _Paragraph, lines: list[str]) -> int:
    return round(len(lines) * paragraph.points * 1.34) + paragraph.after


def _paragraphs(drawing: ImageDraw.ImageDraw, body: list, words: SharedWords, top: int) -> None:
    for paragraph, lines, font in body:
        for number, line in enumerate(lines):
            _line(drawing, line, top + round(number * paragraph.points * 1.34), font, paragraph.colour, words)
        top += _height(paragraph, lines)


def _line(drawing: ImageDraw.ImageDraw, line: str, top: int, font: ImageFont.FreeTypeFont, colour: str, words: SharedWords) -> None:
    at, anchor = ((SIZE[0] - _EDGE, top), "ra") if words.right_to_left else ((_EDGE, top), "la")
    drawing.text(at, line, colour, font, anchor=anchor, **_shaping(words))


def _mark(drawing: ImageDraw.ImageDraw, words: SharedWords, family: Family) -> None:
    """The door ajar of the page, and our name."""
    left = SIZE[0] - _EDGE - 96 if words.right_to_left else _EDGE
    drawing.rounded_rectangle((left, 84, left + 96, 196), 46, _PRESS, corners=(True, True, False, False))
    drawing.rounded_rectangle((left + 19, 106, left + 77, 196), 28, _GLOW, corners=(True, True, False, False))
    drawing.polygon([(left + 19, 132), (left + 48, 108), (left + 58, 128), (left + 58, 196), (left + 19, 196)], _LEAF)
    at, anchor = ((left - 28, 140), "rm") if words.right_to_left else ((left + 124, 140), "lm")
    drawing.text(at, NAME, _INK, _font(family.bold, 48), anchor=anchor)


def _foot(drawing: ImageDraw.ImageDraw, words: SharedWords, family: Family) -> None:
    drawing.line((_EDGE, _FOOT - 92, SIZE[0] - _EDGE, _FOOT - 92), _LINE, 3)
    _line(drawing, words.made, _FOOT - 56, _font(family.plain, 28), _QUIET, words)


def _shaping(words: SharedWords) -> dict:
    return {"direction": "rtl" if words.right_to_left else "ltr", "language": words.language}


@lru_cache(maxsize=64)
def _font(file: Path, points: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), points, layout_engine=ImageFont.Layout.RAQM)
