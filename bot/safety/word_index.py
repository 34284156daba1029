"""Which word groups each word of a message belongs to: the ground the patterns of danger and the classifier stand on."""

import re
from functools import lru_cache

from matching.normalisation import words
from matching.skeleton import skeleton

_CLITICS = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل")
_SHORTEST_STEM = 3
CHINESE = "\u4e00-\u9fff"
CHARACTERS = 2  # of Chinese for one word
_CUT = re.compile(f"['’]|([{CHINESE}])")  # an apostrophe goes, a Chinese character stays, alone
Spans = dict[str, list[tuple[int, int]]]


class WordIndex:
    """Which elements each word of a message belongs to."""

    def __init__(self) -> None:
        self._whole: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._bones: dict[str, set[str]] = {}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}

    def add(self, element: str, entries: list[str]) -> None:
        """Let an element stand for words, stems (`word*`), phrases and consonants (`~drb`)."""
        for entry in entries:
            if entry.startswith("~"):
                self._bones.setdefault(entry[1:], set()).add(element)
                continue
            parts = _parts(entry)
            if len(parts) > 1:
                self._phrases.setdefault(_door(parts[0].rstrip("*"), parts[1].rstrip("*")), []).append((tuple(parts), element))
            elif parts[0].endswith("*"):
                self._stems.setdefault(parts[0][:-1], set()).add(element)
            else:
                self._whole.setdefault(parts[0], set()).add(element)

    def spans(self, found: list[str]) -> Spans:
        """Element -> (first word, word after the last) of each of its places among the tokens of a message."""
        spans: Spans = {}
        for position, word in enumerate(found):
            for element in self._elements(word) if word else ():
                spans.setdefault(element, []).append((position, position + 1))
            for parts, element in self._phrases_at(found, position):
                spans.setdefault(element, []).append((position, position + len(parts)))
        return spans

    def _phrases_at(self, found: list[str], position: int) -> list[tuple[tuple[str, ...], str]]:
        if position + 1 >= len(found):
            return []
        doors = {_door(first, second) for first in _forms(found[position]) for second in _forms(found[position + 1])}
        return [phrase for door in doors for phrase in self._phrases.get(door, ()) if _begins(found, position, phrase[0])]

    def _elements(self, word: str) -> set[str]:
        elements: set[str] = set()
        for form in _forms(word):
            elements |= self._whole.get(form, set())
            for length in range(2, len(form) + 1):
                elements |= self._stems.get(form[:length], set())
        bone = skeleton(word)
        for core, owners in self._bones.items():
            if core in bone and len(bone) <= len(core) + 3:
                elements |= owners
        return elements


def tokens(text: str, language: str) -> list[str]:
    """Folded words, abbreviations of `language` written out ("" leaves them); "m'a" is "m a", and Chinese is cut into its characters."""
    return [part for word in words(text, language) for part in _CUT.split(word) if part]


def mostly_chinese(found: list[str]) -> bool:
    """Whether tokens are characters of Chinese rather than words: about two of them make what other languages call a word."""
    return 2 * sum(re.match(f"[{CHINESE}]", token) is not None for token in found) > len(found)


def _door(first: str, second: str) -> tuple[str, str]:
    """Where phrases are looked up: the beginnings of their first two words, so that only a few are compared."""
    return first[:_SHORTEST_STEM], second[:2]


def _parts(entry: str) -> list[str]:
    """An entry's words, folded as messages are, with the `*` of stems kept on the last."""
    return [part for word in entry.split() for part in _folded(word)]


def _folded(word: str) -> list[str]:
    inner = tokens(word, "")
    return [*inner[:-1], inner[-1] + "*"] if word.endswith("*") and inner else inner


def _begins(found: list[str], position: int, parts: tuple[str, ...]) -> bool:
    if position + len(parts) > len(found):
        return False
    return all(any(_fits(form, part) for form in _forms(word)) for word, part in zip(found[position:], parts))


def _fits(form: str, part: str) -> bool:
    return form.startswith(part[:-1]) if part.endswith("*") else form == part


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """A word and, in Arabic letters, the word without the little words written onto it ("and", "in", "the")."""
    if word[:1] < "\u0600":
        return (word,)
    return (word, *(word[len(c) :] for c in _CLITICS if word.startswith(c) and len(word) - len(c) >= 2))
