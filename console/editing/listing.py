"""The table of papers and their texts: where each stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from knowledge_base.editing.draft import Draft, State

MISSING = "missing"
SPECIAL = ("in-review", "waiting", "due")


@dataclass(frozen=True, slots=True)
class Line:
    """One paper. `texts` maps what stands in a column (a language, a fact) -> its state; `waiting` are its drafts."""

    id: str
    sections: tuple[str, ...]
    title: str
    texts: dict[str, str]
    is_due: bool = False
    waiting: tuple[Draft, ...] = ()

    @property
    def in_review(self) -> bool:
        return any(draft.state is State.IN_REVIEW for draft in self.waiting)


def listed(papers: Iterable[Any], drafts: Iterable[Draft], line: Callable[[Any], Line], columns: Iterable[str]) -> list[Line]:
    """Published papers, each as its `line`, and those that are only drafts yet."""
    waiting: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        waiting[draft.entry_id].append(draft)
    lines = [replace(found, waiting=tuple(waiting.pop(found.id, ()))) for found in map(line, papers)]
    return lines + [_new(id, tuple(of_paper), columns) for id, of_paper in waiting.items()]


def _new(id: str, waiting: tuple[Draft, ...], columns: Iterable[str]) -> Line:
    titles = (getattr(text, "title", "") or getattr(text, "name", "") for draft in waiting for text in draft.texts.values())
    return Line(id, (), next(filter(None, titles), id), dict.fromkeys(columns, MISSING), waiting=waiting)


def chosen(lines: Iterable[Line], words: str, section: str, state: str, language: str) -> list[Line]:
    """Those that fit a filter; empty values fit all. `state` is that of a text, or `in-review`, `waiting`, `due`; `language` a column."""
    return [line for line in lines if _fits(line, words.casefold(), section, state, language)]


def _fits(line: Line, words: str, section: str, state: str, language: str) -> bool:
    if words not in f"{line.id} {line.title}".casefold() or (section and section not in line.sections):
        return False
    states = [line.texts[language]] if language in line.texts else list(line.texts.values())
    special = {"in-review": line.in_review, "waiting": bool(line.waiting), "due": line.is_due}
    return not state or special.get(state, state in states)
