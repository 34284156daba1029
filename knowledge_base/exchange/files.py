"""What can be wrong with a file of translations as a whole. Nothing of such a file is used."""

from bot.errors import BadInput

LARGEST = 10 * 1024 * 1024  # bytes of a file that is sent
MOST_SHEETS = 20_000


class FileRefused(BadInput):
    """The file cannot be read; `reason` is a word of ours that pages have a text for, `line` where, 0 for the whole file."""

    code = "file_refused"
    status = 422

    def __init__(self, reason: str, line: int = 0):
        super().__init__(f"the file cannot be read: {reason}" + (f", line {line}" if line else ""))
        self.reason, self.line = reason, line


def place(city: str, entry_id: str) -> str:
    """How a file names an entry."""
    return f"{city}/{entry_id}"


def placed(name: str) -> tuple[str, str]:
    """City and id of an entry; empty ones for what is no such name."""
    city, _, entry_id = name.strip().partition("/")
    return city, entry_id


def number(text: str) -> int:
    """A revision as programs write it back (`3`, `3.0`, `3,0`); 0 for anything else."""
    plain = text.strip().replace(",", ".").removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 7 else 0
