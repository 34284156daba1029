"""What we know: an entry answers one need, with its sources, in every language. Plain values; a wrong one cannot be built."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from knowledge_base.parts import split_parts

SEEN = ("A", "B", "C")  # official page, secondary page, not seen
ORIGINAL_LANGUAGE = "es"
_NAME = re.compile(r"\w[\w.-]{0,98}")  # names become folders, so nothing that could leave its folder; two fit in a row of the audit trail
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Status(StrEnum):
    """Who answers for a text."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    MACHINE_DRAFT = "machine-draft"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was seen. `supports` says which one; `seen` is A official page, B secondary page, C not seen."""

    url: str
    publisher: str
    checked_on: date
    supports: str
    seen: str

    def __post_init__(self):
        _tidy(self, "url", "publisher", "supports")
        _must(is_link(self.url), "a source needs an http or https link")
        _must(self.publisher, "a source needs a publisher")
        _must(self.seen in SEEN, "`seen` is A, B or C")


@dataclass(frozen=True, slots=True)
class EntryText:
    """The words of an entry in one language; `source_revision` is the revision of the original they were written from."""

    language: str
    title: str
    questions: tuple[str, ...]
    summary: str
    body: str
    status: Status
    source_revision: int

    def __post_init__(self):
        _tidy(self, "title", "summary", "body", "questions")
        object.__setattr__(self, "status", Status(self.status))
        _must(is_language(self.language), "a language is a code such as `es`")
        _must(self.title and self.summary, "a text needs a title and a summary")
        _must(all(self.questions), "a question cannot be empty")
        _must(self.source_revision >= 1, "revisions count from 1")

    @property
    def parts(self) -> dict[str, str]:
        """Named part -> Markdown without its heading (see `knowledge_base.parts`)."""
        return split_parts(self.body, self.language)


@dataclass(frozen=True, slots=True)
class Entry:
    """One need and its answer. `revision` is that of the original text; a text with a smaller `source_revision` is stale.

    `services` names services of its city. An entry for many cities names `needs` instead: whoever in the city serves them.
    """

    id: str
    section: str
    city: str
    sources: tuple[Source, ...]
    legal_basis: tuple[str, ...]
    related: tuple[str, ...]
    services: tuple[str, ...]
    verify: tuple[str, ...]
    review_by: date
    texts: Mapping[str, EntryText] = field(hash=False)
    revision: int = 1
    needs: tuple[str, ...] = ()

    def __post_init__(self):
        _tidy(self, "legal_basis", "related", "services", "verify", "needs")
        object.__setattr__(self, "sources", tuple(self.sources))
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))
        _must(is_name(self.id) and is_name(self.city), "id and city are names without spaces or slashes")
        _must(is_section(self.section), "a section is a name without spaces or slashes, and not `negatives`")
        _must(self.sources, "an entry needs a source")
        _must(self.id not in self.related, "an entry is not related to itself")
        _must(self.texts, "an entry needs a text")
        _must(all(code == text.language for code, text in self.texts.items()), "texts are filed under their language")
        newest = max(text.source_revision for text in self.texts.values())
        _must(self.original.source_revision == self.revision == newest, "the revision is that of the original, the newest")

    @property
    def original(self) -> EntryText:
        """The text that the others are translated from."""
        return self.texts[original_language({code: text.source_revision for code, text in self.texts.items()})]

    def text_for(self, language: str, fallbacks: Iterable[str] = ()) -> EntryText:
        """The text in `language`, else in the first of `fallbacks` that exists, else the original; `.language` tells which."""
        return next((self.texts[code] for code in (language, *fallbacks) if code in self.texts), self.original)


def original_language(revisions: Mapping[str, int]) -> str:
    """Spanish where it exists; in a foreign knowledge base the language with the newest text. `revisions`: language -> number."""
    if ORIGINAL_LANGUAGE in revisions:
        return ORIGINAL_LANGUAGE
    return min(revisions, key=lambda code: (-revisions[code], code))


def is_name(text: str) -> bool:
    """True for an id, section or city: up to 99 letters, digits, `-`, `_`, `.`, and not beginning with a point."""
    return bool(_NAME.fullmatch(text))


def is_section(text: str) -> bool:
    """A name, but not that of the folder of negatives."""
    return is_name(text) and text != "negatives"


def is_language(text: str) -> bool:
    """True for a language code such as `es` or `zh-Hant`."""
    return bool(_LANGUAGE.fullmatch(text))


def is_link(text: str) -> bool:
    """True for an http or https address without spaces."""
    return bool(re.fullmatch(r"https?://[^\s<>\"]+", text))


def tidy(text: str) -> str:
    """Without spaces around and with plain line ends. Raises ValueError for a NUL, which no database keeps."""
    _must("\0" not in text, "a text cannot hold a NUL")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _tidy(thing: object, *names: str) -> None:
    for name in names:
        value = getattr(thing, name)
        object.__setattr__(thing, name, tidy(value) if isinstance(value, str) else tuple(map(tidy, value)))


def _must(condition: object, message: str) -> None:
    if not condition:
        raise ValueError(message)
