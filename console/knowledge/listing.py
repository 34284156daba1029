"""The table of entries and languages: where each text stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge_base.editing.draft import Draft, State
from knowledge_base.entry import Entry

STATES = ("missing", "stale", "machine-draft", "draft", "reviewed")  # of a published text; what needs somebody first comes first


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `texts` maps language -> state; `waiting` are its drafts."""

    id: str
    section: str
    title: str
    texts: dict[str, str]
    waiting: tuple[Draft, ...]
    is_due: bool

    @property
    def in_review(self) -> bool:
        return any(draft.state is State.IN_REVIEW for draft in self.waiting)


def listed(entries: Iterable[Entry], drafts: Iterable[Draft], languages: Iterable[str], today: date) -> list[Line]:
    """Published entries and those that are only drafts yet."""
    waiting: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        waiting[draft.entry_id].append(draft)
    known = list(entries)
    lines = [_line(entry, tuple(waiting.pop(entry.id, ())), languages, today) for entry in known]
    return lines + [_new(id, tuple(of_entry), languages) for id, of_entry in waiting.items()]


def _line(entry: Entry, waiting: tuple[Draft, ...], languages: Iterable[str], today: date) -> Line:
    texts = {language: state_of(entry, language) for language in languages}
    return Line(entry.id, entry.section, entry.original.title, texts, waiting, entry.review_by <= today)


def _new(id: str, waiting: tuple[Draft, ...], languages: Iterable[str]) -> Line:
    title = next((text.title for draft in waiting for text in draft.texts.values() if text.title), id)
    section = next((draft.frame.section for draft in waiting if draft.frame), "")
    return Line(id, section, title, dict.fromkeys(languages, "missing"), waiting, False)


def state_of(entry: Entry, language: str) -> str:
    """One of STATES. Stale: the original was changed after the translation was made."""
    text = entry.texts.get(language)
    if text is None:
        return "missing"
    return "stale" if text.source_revision < entry.revision else text.status.value


def chosen(lines: Iterable[Line], words: str, section: str, state: str, language: str) -> list[Line]:
    """Those that fit a filter; empty values fit all. `state` is one of STATES, or `in-review`, `waiting`, `due`."""
    return [line for line in lines if _fits(line, words.casefold(), section, state, language)]


def _fits(line: Line, words: str, section: str, state: str, language: str) -> bool:
    if words not in f"{line.id} {line.title}".casefold() or (section and section != line.section):
        return False
    states = [line.texts[language]] if language in line.texts else list(line.texts.values())
    special = {"in-review": line.in_review, "waiting": bool(line.waiting), "due": line.is_due}
    return not state or special.get(state, state in states)
