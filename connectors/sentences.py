"""Long texts for platforms with a limit: cut between paragraphs, else sentences, else words, and only then inside a word."""

import re
import unicodedata

# the end of a sentence in our languages, with what closes after it; an abbreviation before a capital may be cut, and that does no harm
_ENDS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?\u061f\u06d4\u2026][\"'\u00bb\u201d)]*\s+|[\u3002\uff01\uff1f]+"),
    re.compile(r"\s+"),
)
_JOINS = ("\u200d", "\ufe0f")


def size(text: str) -> int:
    """In UTF-16 units, as platforms count; never less than the number of characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` units that in order say all of `text`; empty for nothing but space. Every piece says something."""
    pieces, rest = [], text.strip()
    while size(rest) > limit:
        end = _cut(rest, limit)
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [piece for piece in [*pieces, rest] if piece]


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` units, cut at a word where that keeps half of it, with an ellipsis when something is missing."""
    words = " ".join(text.split())
    if size(words) <= limit:
        return words
    kept = words[: _most(words, limit - 1)]
    head = kept.rpartition(" ")[0]
    return (head if size(head) * 2 >= limit else kept).rstrip(" ,.;:") + "\u2026"


def _cut(text: str, limit: int) -> int:
    most = _most(text, limit)
    for end in _ENDS:
        ends = [match.end() for match in end.finditer(text, 0, most)]
        if ends and ends[-1] >= most // 3:
            return ends[-1]
    return _between_characters(text, most)


def _most(text: str, limit: int) -> int:
    """How many characters of `text` take at most `limit` units; at least one."""
    units, count = 0, 0
    for character in text:
        units += 2 if ord(character) > 0xFFFF else 1
        if units > limit:
            break
        count += 1
    return max(count, 1)


def _between_characters(text: str, end: int) -> int:
    """Before an accent or a joined sign that belongs to the letter before it; at `end` when a word has nothing else."""
    for place in range(end, max(end - 20, 0), -1):
        joined = text[place : place + 1] in _JOINS or text[place - 1] in _JOINS
        if not joined and not unicodedata.combining(text[place : place + 1] or "a"):
            return place
    return end
