"""One spelling for Darija: Arabic letters and Latin letters with digits reduced to the same consonants.

"bghit ndir padron" and "بغيت ندير البادرون" share the skeletons `bGt ndr bdrn`. Vowels vary with every writer and are dropped; the
reduction to consonants gained 12-13 points for arabizi in the study behind the design (section 6).
"""

import re
from functools import lru_cache

REMEMBERED = 50_000  # words whose skeleton is kept: texts repeat themselves
_DIGRAPHS = [
    ("kh", "x"),
    ("gh", "G"),
    ("ch", "S"),
    ("sh", "S"),
    ("ou", ""),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("tch", "S"),
    ("gu", "g"),
    ("qu", "k"),
]
_LATIN = {"2": "", "3": "E", "4": "G", "5": "x", "6": "t", "7": "h", "8": "G", "9": "q", "p": "b", "v": "f", "c": "k", "z": "z", "j": "j"}
_ARABIC = dict(
    zip(
        "بتثجحخدذرزسشصضطظعغفقكلمنه",
        ["b", "t", "t", "j", "h", "x", "d", "d", "r", "z", "s", "S", "s", "d", "t", "d", "E", "G", "f", "q", "k", "l", "m", "n", "h"],
    )
) | {"پ": "b", "ڤ": "f", "ڭ": "g", "گ": "g", "چ": "S"}
_VOWELS = re.compile("[aeiouywاويءئؤىآأإ]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=REMEMBERED)
def skeleton(word: str) -> str:
    """Consonants of one folded word, in one alphabet; empty when nothing is left."""
    word = re.sub("^(و?ال)", "", word) if word[:1] > "\u0600" else word
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    word = "".join(_ARABIC.get(c) or _LATIN.get(c, c) for c in word)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))
