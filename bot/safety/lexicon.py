"""Hand-written patterns of danger over word groups: the first half of the detector. The texts live in `lexicon/*.yml`.

A pattern is a line of elements. An element is `word`, `stem*` (a beginning), `~drb` (consonants of a Darija word in either script),
`{group}` or several of them with `|`; `a_b` is the phrase "a b". Elements follow one another directly; `...` lets up to five words
between; `+` lets elements stand in any order near one another; `!element` must not be anywhere in the message. Chinese, written
without spaces, is read by characters: an entry of several is a phrase, and both distances are doubled.
"""

from itertools import product

from bot.safety.word_index import CHARACTERS, Spans, WordIndex, mostly_chinese, tokens

GAP = 5  # words that `...` lets between
NEAR = 12  # words within which the elements of a `+` pattern must stand


class Lexicon:
    """All languages at once, because people mix them: a group's words are the union over the files."""

    def __init__(self, sources: list[dict]):
        self._index = WordIndex()
        self._groups = _united(sources)
        for name, entries in self._groups.items():
            self._index.add("{" + name + "}", entries)
        self._calm = [self._compile(line) for source in sources for line in source.get("calm", "").splitlines()]
        dangers = [(kind, lines) for source in sources for kind, lines in source.get("dangers", {}).items()]
        self._dangers = [(kind, self._compile(line)) for kind, lines in dangers for line in lines.splitlines()]

    def dangers_in(self, text: str, language: str) -> list[str]:
        """Kinds of danger whose patterns a text matches, idioms set aside, in no order."""
        readings = {tuple(tokens(text, hint)) for hint in ("", language)}
        return sorted({kind for reading in readings for kind in self._kinds(list(reading))})

    def groups_in(self, text: str) -> list[str]:
        """Names of the word groups a text touches, idioms set aside: features that mean the same in every language."""
        return sorted(slot[1:-1] for slot in self._spans(tokens(text, "")) if slot.startswith("{") and "|" not in slot)

    def _kinds(self, found: list[str]) -> list[str]:
        spans, stretch = self._spans(found), _stretch(found)
        return [kind for kind, pattern in self._dangers if pattern.matches(spans, stretch)]

    def _spans(self, found: list[str]) -> Spans:
        spans = self._index.spans(found)
        idioms = [place for pattern in self._calm for place in pattern.places(spans, _stretch(found))]
        if not idioms:
            return spans
        covered = {position for start, end in idioms for position in range(start, end)}
        return self._index.spans(["" if position in covered else word for position, word in enumerate(found)])

    def _compile(self, line: str) -> "Pattern":
        pattern = Pattern.parse(line)
        for element in (*pattern.elements, *pattern.absent):
            if not element.startswith("{") or "|" in element:
                self._index.add(element, self._entries(element))
        return pattern

    def _entries(self, element: str) -> list[str]:
        """Words and stems of an element; raises KeyError for a group nobody defines."""
        parts = element.split("|")
        return [entry for part in parts for entry in (self._groups[part[1:-1]] if part[0] == "{" else [part.replace("_", " ")])]


class Pattern:
    """One line of a lexicon. `elements` in order, the words let before each, and what must be absent."""

    def __init__(self, elements: list[str], gaps: list[int], absent: list[str], any_order: bool):
        self.elements, self._gaps, self.absent, self._any_order = elements, gaps, absent, any_order

    @classmethod
    def parse(cls, line: str) -> "Pattern":
        elements, gaps, absent, gap = [], [], [], 0
        for part in line.split():
            if part == "...":
                gap = GAP
            elif part.startswith("!"):
                absent.append(part[1:])
            elif part != "+":
                elements.append(part)
                gaps.append(gap)
                gap = 0
        return cls(elements, gaps, absent, "+" in line.split())

    def matches(self, spans: Spans, stretch: int = 1) -> bool:
        return bool(self.places(spans, stretch))

    def places(self, spans: Spans, stretch: int = 1) -> list[tuple[int, int]]:
        """(first word, word after the last) of every place where the pattern holds, its distances `stretch` times as long."""
        if any(element not in spans for element in self.elements) or any(element in spans for element in self.absent):
            return []
        return self._near(spans, stretch) if self._any_order else self._in_order(spans, stretch)

    def _in_order(self, spans: Spans, stretch: int) -> list[tuple[int, int]]:
        places = list(spans[self.elements[0]])
        for element, gap in zip(self.elements[1:], self._gaps[1:]):
            places = [(first, end) for first, last in places for start, end in spans[element] if 0 <= start - last <= gap * stretch]
        return places

    def _near(self, spans: Spans, stretch: int) -> list[tuple[int, int]]:
        choices = [spans[element][:6] for element in self.elements]  # six of a kind are enough, and bound the work
        found = []
        for chosen in product(*choices):
            ordered = sorted(chosen)
            apart = all(before[1] <= after[0] for before, after in zip(ordered, ordered[1:]))
            if apart and ordered[-1][1] - ordered[0][0] <= NEAR * stretch:
                found.append((ordered[0][0], ordered[-1][1]))
        return found


def _stretch(found: list[str]) -> int:
    return CHARACTERS if mostly_chinese(found) else 1


def _united(sources: list[dict]) -> dict[str, list[str]]:
    united: dict[str, list[str]] = {}
    for source in sources:
        for name, entries in source.get("groups", {}).items():
            united.setdefault(name, []).extend(entry.strip() for entry in str(entries).split(",") if entry.strip())
    return united
