"""Fonts of the system that can draw a text. We ship none; a script that none can draw is said, not drawn as empty boxes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts", "/System/Library/Fonts")
# (plain, bold), the most readable first. A card is drawn in the first one that has every letter of it: Latin names stand in Arabic texts.
_FAMILIES = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("FreeSans.ttf", "FreeSansBold.ttf"),
    ("Arial Unicode.ttf", "Arial Unicode.ttf"),
)
_NEED_NO_GLYPH = {*" \n\t\u00a0", *"\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u202f\u2009"}


class NoFont(LookupError):
    """No installed font has all the letters of the text."""


@dataclass(frozen=True, slots=True)
class Family:
    """Files of a font."""

    plain: Path
    bold: Path


def family_for(text: str) -> Family:
    """The first family that has every letter of `text`. Raises NoFont."""
    needed = {ord(letter) for letter in text if letter not in _NEED_NO_GLYPH}
    for names in _FAMILIES:
        files = [_installed().get(name) for name in names]
        if all(files) and all(needed <= _letters(file) for file in files):
            return Family(*files)
    raise NoFont("no installed font can draw this script")


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """File name -> file, once for the process."""
    folders = (Path(folder).expanduser() for folder in _FOLDERS)
    wanted = {name for names in _FAMILIES for name in names}
    return {file.name: file for folder in folders if folder.is_dir() for file in folder.rglob("*.ttf") if file.name in wanted}


@lru_cache
def _letters(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
