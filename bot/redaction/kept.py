"""What must stay readable although it is digits: help numbers, dates, years, times, laws and amounts."""

import re
from typing import Self

from bot.redaction.data import read_data
from bot.redaction.folding import HAN, bare

BLOT = "\x00"
_ALONE = r"(?<![\d+])(?<!\d[ .\-/])"  # the start of a number, not the middle of a longer one
_NO_LETTER_AFTER = rf"(?![^\W_{HAN}])"
_NO_MORE = r"(?![.\-/]?\d)"
_YEAR = r"(?:19|20)\d\d"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5][05]"

DATE = rf"{_DAY}(?P<s>[/.\-]){_MONTH}(?P=s)(?:{_YEAR}|\d\d(?=\D|$))|{_YEAR}(?P<t>[/.\-]){_MONTH}(?P=t){_DAY}"
_PLACEHOLDER = r"\[[a-z]+\]"
_LAW = rf"\d{{1,4}}/{_YEAR}|{_YEAR}/\d{{1,4}}"  # "Real Decreto 1155/2024", "Reglamento 2016/679"
_YEARS = rf"{_YEAR}(?: ?[/\-] ?(?:{_YEAR}|\d\d)| {_YEAR}(?: {_YEAR})?)"
_TIMES = rf"{_TIME}(?: ?(?:-|a|y)? ?{_TIME})*"
# With spaces between thousands at most eight digits: "600 123 456" is a phone number, whatever follows.
_AMOUNT = r"\d{1,3}(?:[.,']\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,2}(?: \d{3}){2}|\d{1,3} \d{3}|\d{1,8}(?:[.,]\d{1,2})?"


class Keeper:
    """Blots out what must stay, so that the recognisers of numbers do not see it."""

    def __init__(self, public_numbers: list[str], units: list[str]):
        unit = rf"(?:{'|'.join(map(re.escape, sorted(map(bare, units), key=len, reverse=True)))}){_NO_LETTER_AFTER}"
        count = rf"\d{{1,4}} ?(?:{unit}|h{_NO_LETTER_AFTER})"  # written together only when short: "12345678H" is no amount
        help_number = "|".join(_digits_apart(number) for number in public_numbers)
        apart = r"(?: ?[/,\-] ?| )"
        then_a_count = rf"(?:(?! ?[.\-/]? ?\d)|(?= {count})|(?= {_TIME}))"  # "900 840 111 24 horas"
        patterns = (
            _PLACEHOLDER,
            rf"{_ALONE}(?:{DATE}){_NO_MORE}",
            rf"{_ALONE}(?:{_LAW}|{_YEARS}|{_TIMES}){_NO_MORE}(?! \d\d)",
            rf"{_ALONE}(?:(?:{_AMOUNT})(?:(?: de)? {unit}| ?[€$£¥₽₴%])|{count})|[€$£¥] ?(?:{_AMOUNT}){_NO_MORE}",
            rf"{_ALONE}(?:{help_number})(?:{apart}(?:{help_number}))*{then_a_count}",
        )
        self._patterns = tuple(re.compile(pattern) for pattern in patterns)

    @classmethod
    def load(cls) -> Self:
        data = read_data("public_numbers.yml")
        return cls([entry["number"] for entry in data["help"]], data["units"])

    def mask(self, plain: str) -> str:
        """`plain` (see `folding.bare`) with kept parts replaced by as many `BLOT`s."""
        for pattern in self._patterns:
            plain = pattern.sub(lambda found: BLOT * len(found[0]), plain)
        return plain


def _digits_apart(number: str) -> str:
    """ "900 840 111" in any grouping, with or without the Spanish prefix."""
    digits = [char for char in number if char.isdigit()]
    return r"(?:(?:\+|00)34[ .\-]?)?" + r"[ .\-]?".join(digits)
