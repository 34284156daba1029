"""What somebody is writing: a draft of an entry, a card or a service, beside the published one. As written: anything may still be missing
or wrong."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from knowledge_base.entry import Entry, EntryText

FRAME = ""  # the part that has no language, of an entry: section, sources, what it refers to, dates


class State(StrEnum):
    """Where a draft stands. What is published or withdrawn is no draft any more."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"


@dataclass(frozen=True, slots=True)
class WrittenSource:
    url: str = ""
    publisher: str = ""
    checked_on: str = ""
    supports: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class WrittenFrame:
    """Everything of an entry but its texts; dates as written, such as 2026-11-21."""

    section: str = ""
    review_by: str = ""
    sources: tuple[WrittenSource, ...] = ()
    legal_basis: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One language. `made_from`: the revision of the original that it translates, 0 for the newest. `is_machine` until somebody saves it."""

    title: str = ""
    questions: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    made_from: int = 0
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's changes to one entry, card or service, called `entry_id`. `began_from` is the number of the version it began from, 0 for
    a new one; `saves` counts.

    `texts` and `frame` hold only what was changed. `is_small`: the change of the original concerns no translation (a comma).
    """

    city: str
    entry_id: str
    author: str
    began_from: int
    frame: Any = None  # of the kind's own form, such as WrittenFrame
    texts: Mapping[str, Any] = field(default_factory=dict)
    is_small: bool = False
    state: State = State.DRAFT
    note: str = ""
    saves: int = 0
    saved_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def __post_init__(self):
        object.__setattr__(self, "state", State(self.state))
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    @property
    def parts(self) -> list[str]:
        """What was changed: languages, and FRAME."""
        return [*([FRAME] if self.frame else []), *self.texts]

    def with_text(self, language: str, text: Any) -> "Draft":
        return replace(self, texts=dict(self.texts) | {language: text})


def written_text(text: EntryText) -> WrittenText:
    """A published text as it stands in a form."""
    return WrittenText(text.title, text.questions, text.summary, text.body)


def written_frame(entry: Entry) -> WrittenFrame:
    """What a published entry has beside its texts, as it stands in a form."""
    sources = tuple(WrittenSource(s.url, s.publisher, s.checked_on.isoformat(), s.supports, s.seen) for s in entry.sources)
    lists = (entry.legal_basis, entry.related, entry.services, entry.needs, entry.verify)
    return WrittenFrame(entry.section, entry.review_by.isoformat(), sources, *lists)


def draft_to_values(draft: Draft) -> dict:
    """What was written, as plain values for JSON."""
    frame = asdict(draft.frame) if draft.frame else None
    return {"frame": frame, "texts": {code: asdict(text) for code, text in draft.texts.items()}, "is_small": draft.is_small}


def written(form: type, values: dict, **rows: type) -> Any:
    """The form that `asdict` gave these values; `rows`: the fields that are lists of smaller forms."""
    return form(**{name: _same(value, rows.get(name)) for name, value in values.items()})


def _same(value: Any, row: type | None) -> Any:
    if isinstance(value, dict):
        return {key: _same(inner, None) for key, inner in value.items()}
    if not isinstance(value, list | tuple):
        return value
    return tuple(value if row is None else (row(**each) for each in value))


class Forms(NamedTuple):
    """How the parts of a kind of paper are made again of plain values."""

    frame: Callable[[dict], Any]
    text: Callable[[dict], Any]


OF_ENTRIES = Forms(partial(written, WrittenFrame, sources=WrittenSource), partial(written, WrittenText))


def draft_from_values(values: dict, forms: Forms = OF_ENTRIES) -> dict:
    """The arguments `frame`, `texts` and `is_small` that `draft_to_values` wrote."""
    frame = values["frame"] and forms.frame(values["frame"])
    texts = {code: forms.text(text) for code, text in values["texts"].items()}
    return {"frame": frame, "texts": texts, "is_small": values["is_small"]}
