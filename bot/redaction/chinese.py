"""Chinese names and streets. No spaces and no capitals: a name is what begins with a surname or sounds foreign. Words: `chinese` in the data.

Characters that are also everyday words are cut off ("王小明需要" ends before "需"), so now and then one character of a name stays.
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.redaction.finder import LATIN_OR_CYRILLIC, WORD
from bot.redaction.folding import HAN

Span = tuple[int, int]
_END_OF_MESSAGE = r"[\s.!。！]*$"


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


class ChineseNames:
    """What begins like a name ("王小明", "欧阳娜", "阿依古丽", "小红"), and the places where a name of any form stands."""

    def __init__(self, data: dict[str, Any]):
        ends, compound = _any_of(data["ends"]), _any_of(data["compound_surnames"])
        first, later = rf"[{HAN}](?<![{data['never_given']}])", rf"(?!{ends})[{HAN}]"
        given, stop = rf"{first}(?:{later})?", rf"(?={ends}|[^{HAN}]|$)"
        never = rf"(?!{_any_of(data['never'])})"
        surname = rf"{never}(?:{compound}|[{data['surnames']}])"
        sure = rf"{never}(?:{compound}|[{data['sure_surnames']}])"
        foreign = rf"{never}[{data['sounds']}]{{2,8}}(?:[·•‧・](?:{later}){{1,6}}){{0,3}}"
        nickname = rf"[{data['before_nicknames']}](?!{_any_of(data['no_nicknames'])}){first}{stop}"
        self._like_a_name = tuple(map(re.compile, (rf"{surname} ?{given}", foreign, nickname)))
        self._any = re.compile(rf"(?:{later}){{2,4}}")
        self._letter = re.compile(f"[{HAN}]")
        kin, says = _any_of(data["kin"]), _any_of(data["says"])
        self._beside = (
            re.compile(rf"(?:{kin})({sure}{given})"),
            re.compile(rf"(?:{_any_of(data['i_am'])})({sure}{given}{stop})(?!{_any_of(data['no_surname_before'])})"),
            re.compile(rf"(?:{_any_of(data['surname_is'])})({surname})(?:[, ]{{0,2}}(?:{says}) ?({given}))?"),
            re.compile(rf"({sure}(?:{later}){{0,2}}?)(?={_any_of(data['titles'])})"),
            re.compile(rf"(?:{_any_of(data['closing'])})[\s,.!。]{{1,4}}({sure}{given}){_END_OF_MESSAGE}"),
        )

    def is_chinese(self, text: str, start: int) -> bool:
        return self._letter.match(text, start) is not None

    def like_a_name_end(self, text: str, start: int) -> int:
        """The end of what begins like a name at `start`, 0 when nothing does."""
        return max((found.end() for pattern in self._like_a_name if (found := pattern.match(text, start))), default=0)

    def any_end(self, text: str, start: int) -> int:
        """The same after "我的名字是", where two to four characters are a name, whatever they mean."""
        found = self._any.match(text, start)
        return self.like_a_name_end(text, start) or (found.end() if found else 0)

    def find(self, text: str) -> Iterator[Span]:
        """Names beside kin, titles and thanks: only after surnames that begin no everyday word."""
        if self._letter.search(text):
            for pattern in self._beside:
                for found in pattern.finditer(text):
                    yield from (found.span(place) for place in range(1, pattern.groups + 1) if found[place])


class ChineseStreets:
    """ "中山路12号3楼", and a lived-in street without a number. A town before it stays."""

    def __init__(self, data: dict[str, Any]):
        kinds, breaks = _any_of(data["streets"]), _any_of(data["breaks"])
        name = rf"(?:(?:(?!{breaks})[{HAN}]){{1,6}}?|{WORD}(?: {WORD}){{0,2}} ?)"
        number = rf"\d{{1,4}}(?!\d)[{LATIN_OR_CYRILLIC}]?(?:-\d{{1,3}})?(?:[号號]|(?![\d{HAN}]))"
        door = rf"[ ,\-]{{0,2}}\d{{1,4}}(?:-\d{{1,3}})?(?:{_any_of(data['doors'])})(?:[左右]|[a-z](?![a-z]))?"
        town = rf"(?:(?:{_any_of(data['towns'])})[市省区縣县]?)*"
        street = rf"{town}(?P<street>(?P<name>{name})(?:{kinds}))"
        self._numbered = re.compile(rf"{street} ?{number}")
        self._lived_in = re.compile(rf"(?:{_any_of(data['lived_in'])})[ :]{{0,2}}{street}(?!{_any_of(data['not_after'])})")
        self._doors = re.compile(rf"[号號]?(?:{door}){{0,5}}")
        self._letter = re.compile(f"[{HAN}]")
        self._no_names = tuple(data["no_names"])

    def find(self, masked: str) -> Iterator[Span]:
        if self._letter.search(masked):
            for pattern in (self._numbered, self._lived_in):
                for found in pattern.finditer(masked):
                    if not found["name"].endswith(self._no_names):
                        yield found.start("street"), self.doors_end(masked, found.end())

    def doors_end(self, masked: str, start: int) -> int:
        """The end of "号3楼2室" at `start`; `start` when there is none."""
        return self._doors.match(masked, start).end()
