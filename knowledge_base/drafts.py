"""Entries as a writer left them in the files: anything may be missing or wrong, so that a check can look at all of it at once."""

from dataclasses import dataclass, field
from datetime import date

from knowledge_base.city_content import Negative
from knowledge_base.directory import Directory
from knowledge_base.entry import Entry, EntryText, Source


@dataclass(slots=True)
class DraftSource:
    url: str
    publisher: str
    checked_on: date | None
    supports: str
    seen: str


@dataclass(slots=True)
class DraftText:
    """One language; texts as written, spaces included. `path` is that of its file, `body_line` the body's first line in it."""

    path: str
    language: str
    title: str = ""
    questions: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    status: str = ""
    source_revision: int = 0
    body_line: int = 1

    def passages(self) -> list[tuple[str, str]]:
        """(key, text) of everything a person may read or that teaches the matcher."""
        questions = [(f"questions[{n}]", question) for n, question in enumerate(self.questions, 1)]
        lines = [(f"body, line {n}", line) for n, line in enumerate(self.body.split("\n"), self.body_line) if line]
        return [("title", self.title), *questions, ("summary", self.summary), *lines]


@dataclass(slots=True)
class DraftEntry:
    """One folder. `path` is that of its entry.yml; `folder` its (city, section, id) as the folders are called."""

    path: str
    folder: tuple[str, str, str]
    id: str = ""
    section: str = ""
    city: str = ""
    sources: list[DraftSource] = field(default_factory=list)
    legal_basis: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    review_by: date | None = None
    texts: dict[str, DraftText] = field(default_factory=dict)

    def revisions(self) -> dict[str, int]:
        """Language -> revision of the original it was written from."""
        return {language: text.source_revision for language, text in self.texts.items()}


@dataclass(slots=True)
class DraftCity:
    """All of one city folder; None where it has no such file. `layers` are the cities whose entries hold here too."""

    city: str
    entries: list[DraftEntry] = field(default_factory=list)
    directory: Directory | None = None
    negatives: tuple[Negative, ...] | None = None
    layers: tuple[str, ...] | None = None
    passages: list[tuple[str, str, str]] = field(default_factory=list)  # (path, key, text) of what is not in an entry


def finished(draft: DraftEntry) -> Entry:
    """The entry of a draft without faults. Raises ValueError for any other."""
    texts = {text.language: _finished_text(text) for text in draft.texts.values()}
    if draft.review_by is None or not texts:
        raise ValueError("a draft with faults")
    lists = {name: getattr(draft, name) for name in ("legal_basis", "related", "services", "needs", "verify")}
    sources = tuple(Source(**{name: getattr(source, name) for name in DraftSource.__slots__}) for source in draft.sources)
    revision = max(text.source_revision for text in texts.values())
    return Entry(draft.id, draft.section, draft.city, sources, **lists, review_by=draft.review_by, texts=texts, revision=revision)


def _finished_text(text: DraftText) -> EntryText:
    return EntryText(text.language, text.title, text.questions, text.summary, text.body, text.status, text.source_revision)


def draft_of(entry: Entry) -> DraftEntry:
    """The draft that `finished` makes this entry from; for checking what staff wrote in the console."""
    folder = (entry.city, entry.section, entry.id)
    draft = DraftEntry("/".join((*folder, "entry.yml")), folder, entry.id, entry.section, entry.city)
    draft.sources = [DraftSource(**{name: getattr(source, name) for name in DraftSource.__slots__}) for source in entry.sources]
    draft.legal_basis, draft.related, draft.services, draft.needs = entry.legal_basis, entry.related, entry.services, entry.needs
    draft.verify, draft.review_by = entry.verify, entry.review_by
    draft.texts = {code: _draft_text("/".join((*folder, f"{code}.md")), text) for code, text in entry.texts.items()}
    return draft


def _draft_text(path: str, text: EntryText) -> DraftText:
    return DraftText(path, text.language, text.title, text.questions, text.summary, text.body, text.status, text.source_revision)
