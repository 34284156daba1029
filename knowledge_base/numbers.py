"""Numbers in a text of any language, made comparable: "1.000", "1,000", "1 000" and "١٬٠٠٠" are one number."""

import re
import unicodedata
from collections.abc import Iterator

_NUMBER = re.compile(r"\d{1,3}(?:[.,٬\u00a0\u202f ]\d{3})+(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,:٫]\d+)?")
_THOUSANDS = re.compile(r"[.,٬\u00a0\u202f ](?=\d{3}(?:\D|$))")
_DECIMAL = re.compile(r"[,:٫]")


def western(text: str) -> str:
    """The text with every digit a western one."""
    return text if text.isascii() else re.sub(r"[^\W\D]", lambda digit: str(unicodedata.decimal(digit.group())), text)


def found_numbers(text: str) -> Iterator[re.Match[str]]:
    """Where numbers stand in a text with western digits."""
    return _NUMBER.finditer(text)


def same_number(number: str) -> str:
    """Thousands without separators, decimals with a point."""
    return _DECIMAL.sub(".", _THOUSANDS.sub("", number))


def numbers_in(text: str) -> set[str]:
    """All numbers of a text, made comparable."""
    return {same_number(match.group()) for match in found_numbers(western(text))}
