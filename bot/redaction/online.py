"""Traces on the net and on the map: e-mail addresses, links, handles, coordinates."""

import re
from collections.abc import Iterator

from bot.redaction.data import phrases, read_data
from bot.redaction.finder import NO_WORD_BEFORE, Finder, Finding, Reading
from bot.redaction.folding import HAN

# Written out or with spaces only before a common ending, so that "nos vemos @ Bilbao. Gracias" stays.
_SIGN = rf"(?:(?![{HAN}])\w)"  # Chinese touches an address on both sides
_LOCAL = rf"(?<![.+\-%']){NO_WORD_BEFORE}(?:(?![{HAN}])[\w.+\-%'])++"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_SIGN}|-)+(?:\.(?:{_SIGN}|-)+)*")
_ENDING = rf"(?:com|es|eus|net|org|fr|ma|info|eu|co|ro|uk|pk|sn|ua|ru|cat|me|io|pt|br|cn|md)(?!{_SIGN})"
_AT = r"(?: ?@ ?| ?[(\[{] ?(?:at|arroba) ?[)\]}] ?| (?:at|arroba|abildua|arobase) )"
_DOT = r"(?: ?\. ?| ?[(\[{] ?(?:dot|punto) ?[)\]}] ?| (?:dot|punto|puntu|point) )"
_SPELT_EMAIL = re.compile(rf"{_LOCAL}{_AT}[\w\-]+(?:{_DOT}[\w\-]+){{0,2}}{_DOT}{_ENDING}")


class EmailFinder(Finder):
    """No check of the ending against a list of domains: a mistyped address is still one, and nothing has to be downloaded."""

    kinds = ("EMAIL",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _EMAIL.finditer(reading.plain):
            yield Finding("EMAIL", *found.span(), 0.9)
        for found in _SPELT_EMAIL.finditer(reading.plain):
            if not _EMAIL.match(found[0]):
                yield Finding("EMAIL", *found.span(), 0.9)


_LINK = re.compile(
    rf"(?<![@.]){NO_WORD_BEFORE}(?:https?://|www\.|geo:)[^\s<>\[\]\x00。，]+"
    rf"|(?<![@.\-]){NO_WORD_BEFORE}[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{{2,6}}/[^\s<>\[\]。，]+"
)
_HOST = re.compile(r"(?:https?://)?([^/?#:\s]*)(.*)", re.DOTALL)


class LinkFinder(Finder):
    """A link stays when it is a page of a public body or a bare site without anything that could name a person."""

    kinds = ("URL",)

    def __init__(self):
        super().__init__()
        self._public_hosts = tuple(read_data("links.yml")["public_hosts"])

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _LINK.finditer(reading.plain):
            link = found[0].rstrip(".,;:!?)'\"")
            if not self._is_harmless(link):
                yield Finding("URL", found.start(), found.start() + len(link), 1.0)

    def _is_harmless(self, link: str) -> bool:
        host, rest = _HOST.match(link).groups()
        if re.search(r"[@?=#]|\d{6}", link) or link.startswith("geo:"):
            return False
        return rest in ("", "/") or any(host == known or host.endswith(f".{known}") for known in self._public_hosts)


_AT_HANDLE = re.compile(rf"(?<![.@/]){NO_WORD_BEFORE}@(?:(?![{HAN}])[^\W\d])(?:{_SIGN}|\.){{2,}}")


class HandleFinder(Finder):
    """`@name`, and names after "mi instagram es"."""

    kinds = ("HANDLE",)

    def __init__(self):
        super().__init__()
        data = read_data("links.yml")
        network, link = phrases(data["networks"]), phrases(data["says"])
        self._named = re.compile(rf"(?<!\w)(?:{network})(?: *[:=] *| +(?:{link}) *:? *)([\w.]{{3,}})")
        network, link = phrases(data["networks_in_other_letters"]), phrases(data["says_in_other_letters"])
        self._in_latin = re.compile(rf"(?:{network}) ?(?:{link})? ?:? ?([a-z][a-z0-9_.\-]{{2,30}}[a-z0-9_])")
        self._not_handles = frozenset(data["not_handles"])

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _AT_HANDLE.finditer(reading.plain):
            yield Finding("HANDLE", found.start(), found.end(), 0.6)
        for found in self._in_latin.finditer(reading.plain):
            yield Finding("HANDLE", found.start(1), found.end(1), 0.5)
        for found in self._named.finditer(reading.plain):
            if found[1] not in self._not_handles:
                yield Finding("HANDLE", found.start(1), found.end(1), 0.5)


_DEGREES = r"\d{1,3} ?° ?(?:\d{1,2} ?['\u2032] ?)?(?:\d{1,2}(?:[.,]\d+)? ?(?:\"|''|\u2033) ?)?[nsewo](?!\w)"
_COORDINATES = re.compile(
    r"(?<![\d.,])[+\-]?\d{1,2}\.\d{4,}(?: ?[,;/] ?| )[+\-]?\d{1,3}\.\d{4,}(?!\d)"
    r"|(?<![\d.,])[+\-]?\d{1,2},\d{4,}(?: ?[;/] ?| )[+\-]?\d{1,3},\d{4,}(?!\d)"
    rf"|(?<!\d){_DEGREES}[ ,;]*{_DEGREES}"
)


class CoordinateFinder(Finder):
    """Two decimal degrees with four digits or more (some metres), or degrees, minutes and seconds."""

    kinds = ("COORDINATES",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        for found in _COORDINATES.finditer(reading.plain):
            yield Finding("COORDINATES", found.start(), found.end(), 0.9)
