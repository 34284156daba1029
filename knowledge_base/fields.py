"""Reads a mapping from a content file key by key: what is wrong is noted as a fault, and a harmless value comes back."""

import re
from collections.abc import Callable
from datetime import date, time

from knowledge_base.problems import Problems


class Fields:
    """The keys of one mapping. `name` is its place in the file, e.g. `sources[2]`; `path` that of the file."""

    def __init__(self, values: object, path: str, problems: Problems, name: str = ""):
        self.values = values if isinstance(values, dict) else {}
        self.path, self.problems, self._name = path, problems, name
        if not isinstance(values, dict):
            self.fault("", "keys with values are expected here")

    def text(self, key: str, required: bool = True) -> str:
        """The text of a key as written, `""` when it is not there."""
        value = self._get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return self._missing(key) if required else ""
        return value if isinstance(value, str) else self._wrong(key, "a text is expected") or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; nothing when the key is not there. One text counts as a list of one."""
        value = self._get(key)
        items = [value] if isinstance(value, str) else value if isinstance(value, list) else None
        if items is None:
            return () if value is None else self._wrong(key, "a list of texts is expected") or ()
        for position, item in enumerate(items):
            if not isinstance(item, str) or not item.strip():
                self.fault(f"{key}[{position + 1}]", "is empty" if not item else "a text is expected")
        return tuple(item for item in items if isinstance(item, str) and item.strip())

    def words(self, key: str) -> dict[str, str]:
        """Language -> text. A text without languages holds for all of them and is filed under `""`."""
        value = self._get(key)
        if value is None or isinstance(value, str):
            return {"": value} if value and value.strip() else {}
        inner = Fields(value, self.path, self.problems, self._place(key))
        return {str(language): inner.text(language) for language in inner.values}

    def day(self, key: str, required: bool = True) -> date | None:
        """A date, written 2026-11-21."""
        return self._convert(key, date.fromisoformat, r"\d{4}-\d\d-\d\d", "a date such as 2026-11-21 is expected", required)

    def flag(self, key: str) -> bool | None:
        """True or false; nothing when it is missing or wrong."""
        return self._convert(key, lambda text: text == "true", "true|false", "`true` or `false` is expected", True)

    def clock(self, key: str) -> time | None:
        """A time of day, written 09:30; 24:00 is midnight."""
        return self._convert(key, _clock, r"\d?\d:\d\d(:00)?", "a time such as 09:30 is expected", True)

    def count(self, key: str) -> int:
        """A whole number from 1; 0 when it is missing or wrong."""
        return self._convert(key, int, r"0*[1-9]\d{0,8}", "a whole number from 1 is expected", True) or 0

    def coordinate(self, key: str) -> float | None:
        """A latitude or longitude in degrees, or nothing."""
        return self._convert(key, float, r"-?\d{1,3}(\.\d+)?", "degrees such as 43.2603 are expected", False)

    def list_of(self, key: str) -> list["Fields"]:
        """The mappings in a list; nothing when the key is not there."""
        value = self._get(key)
        if value is not None and not isinstance(value, list):
            self._wrong(key, "a list is expected")
            return []
        return [Fields(item, self.path, self.problems, f"{self._place(key)}[{n}]") for n, item in enumerate(value or [], 1)]

    def inner(self, key: str) -> "Fields | None":
        """The mapping under a key, or nothing."""
        value = self._get(key)
        return None if value is None else Fields(value, self.path, self.problems, self._place(key))

    def only(self, *keys: str) -> None:
        """Note every other key: a misspelt one would be lost without a word."""
        for key in self.values:
            if key not in keys:
                self.problems.advice(self.path, self._place(str(key)), "is not a key we know and is left out")

    def fault(self, key: str, message: str) -> None:
        """Note a fault of this mapping's `key`."""
        self.problems.fault(self.path, self._place(key) or "file", message)

    def _get(self, key: str) -> object:
        return self.values.get(key)

    def _place(self, key: str) -> str:
        return ".".join(filter(None, (self._name, key)))

    def _missing(self, key: str) -> str:
        self.fault(key, "is empty" if key in self.values else "is missing")
        return ""

    def _wrong(self, key: str, message: str) -> None:
        self.fault(key, message)

    def _convert(self, key: str, convert: Callable, form: str, message: str, required: bool):
        text = self.text(key, required).strip()
        if not text:
            return None
        try:
            if re.fullmatch(form, text, re.ASCII):
                return convert(text)
        except ValueError:
            pass  # the right form, but no such day or hour
        return self._wrong(key, message)


def _clock(text: str) -> time:
    hours, minutes = (int(part) for part in text.split(":")[:2])
    return time(0, minutes) if hours == 24 and minutes == 0 else time(hours, minutes)
