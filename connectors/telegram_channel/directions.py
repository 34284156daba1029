"""Right-to-left text among numbers and Latin words: invisible marks that make every line and phone number read the right way round."""

import re

RIGHT, LEFT = "\u200f", "\u200e"  # the marks for the direction of what stands beside them
# Groups of digits with spaces between them are drawn in the wrong order in a right-to-left line unless a left-to-right mark comes first.
_GROUPS = re.compile(r"\+?\d[\d .\-/]*\d")
_LINE = re.compile(r"^(?=[^\n])", re.MULTILINE)


def directed(text: str, direction: str) -> str:
    """`text` with marks when `direction` is `rtl`, else as it is."""
    if direction != "rtl":
        return text
    return _LINE.sub(RIGHT, _GROUPS.sub(lambda found: f"{LEFT}{found[0]}{LEFT}", text))
