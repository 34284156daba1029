"""A card on paper, A6, for a pocket: the fact, what to say and ask, the figure, and a code that leads to the page of today."""

from io import BytesIO

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from rumours.sharing.fonts import family_for
from rumours.sharing.words import NAME, SharedWords

_WIDE, _HIGH, _EDGE, _QR = 105.0, 148.0, 9.0, 27.0  # millimetres
_INK, _QUIET, _PRESS, _WARM = (27, 31, 35), (70, 76, 81), (11, 93, 91), (138, 63, 7)
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.62, 0.55)


def pocket_card_of(words: SharedWords, address: str) -> bytes:
    """PDF of one page; `address` is of the card's public page. Raises NoFont."""
    family = family_for(f"{words.all}{address}")
    for scale in _SCALES:
        page = _page(words, family)
        _body(page, words, scale)
        if page.get_y() < _HIGH - _EDGE - _QR - 3:
            break
    _foot(page, words, address)
    return bytes(page.output())


def _page(words: SharedWords, family) -> FPDF:
    page = FPDF(unit="mm", format=(_WIDE, _HIGH))
    page.set_auto_page_break(False)
    page.set_margin(_EDGE)
    page.add_font("own", "", family.plain)
    page.add_font("own", "B", family.bold)
    page.set_text_shaping(True, direction="rtl" if words.right_to_left else "ltr", language=words.language)
    page.set_title(words.title)
    page.set_author(NAME)
    page.set_lang(words.language)
    page.add_page()
    return page


def _body(page: FPDF, words: SharedWords, scale: float) -> None:
    _write(page, words, NAME, 10 * scale, "B", _PRESS, 3)
    _write(page, words, words.title, 15 * scale, "B", _INK, 3)
    for caution in words.cautions:
        _write(page, words, caution, 9 * scale, "B", _WARM, 2)
    _write(page, words, words.line, 11.5 * scale, "", _INK, 3)
    if words.question:
        _write(page, words, words.ask, 9 * scale, "B", _PRESS, 0.5)
        _write(page, words, words.question, 10.5 * scale, "", _INK, 3)
    _write(page, words, words.figure, 9.5 * scale, "", _INK, 1.5)
    _write(page, words, f"{words.source} · {words.checked}", 8 * scale, "", _QUIET, 0)


def _foot(page: FPDF, words: SharedWords, address: str) -> None:
    """The code at one side, beside it what it leads to and when the card was made."""
    top = _HIGH - _EDGE - _QR
    code_left = _EDGE if words.right_to_left else _WIDE - _EDGE - _QR
    picture = BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=8, border=2)
    page.image(picture, code_left, top, _QR, _QR)
    page.set_xy(_EDGE + _QR + 3 if words.right_to_left else _EDGE, top + 5)
    _write(page, words, words.made, 8, "", _QUIET, 1, _WIDE - 2 * _EDGE - _QR - 3)
    page.set_x(_EDGE + _QR + 3 if words.right_to_left else _EDGE)
    page.set_text_shaping(True, direction="ltr")
    _write(page, words, address, 6.5, "", _QUIET, 0, _WIDE - 2 * _EDGE - _QR - 3)


def _write(page: FPDF, words: SharedWords, text: str, points: float, style: str, colour: tuple, after: float, wide: float = 0.0) -> None:
    page.set_font("own", style, points)
    page.set_text_color(*colour)
    align = "R" if words.right_to_left else "L"
    page.multi_cell(wide, points * 0.48, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(after)
