"""The table of entries and languages: where each text stands, and how many of each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.editing.draft import Draft, State
from knowledge_base.entry import Entry

MISSING, STALE, IN_REVIEW = "missing", "stale", "in-review"
STATES = (MISSING, STALE, "machine-draft", "draft", IN_REVIEW, "reviewed")  # what needs somebody first comes first
TO_DO = (MISSING, STALE)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry. `cells`: language -> one of STATES; `original` is the language that the others are made from."""

    id: str
    section: str
    title: str
    original: str
    cells: Mapping[str, str]


def rows_of(entries: Iterable[Entry], drafts: Iterable[Draft], languages: Collection[str]) -> list[Row]:
    """Every published entry; what lies in review counts as such, whatever is published meanwhile."""
    in_review = {(d.entry_id, code) for d in drafts if d.state is State.IN_REVIEW for code in d.texts}
    return [_row(entry, in_review, languages) for entry in entries]


def _row(entry: Entry, in_review: Collection[tuple[str, str]], languages: Collection[str]) -> Row:
    cells = {code: IN_REVIEW if (entry.id, code) in in_review else state_of(entry, code) for code in languages}
    original = entry.original
    return Row(entry.id, entry.section, original.title, original.language, cells)


def state_of(entry: Entry, language: str) -> str:
    """One of STATES. Stale: the original was changed after the translation was made."""
    text = entry.texts.get(language)
    if text is None:
        return MISSING
    return STALE if text.source_revision < entry.revision else text.status


def chosen(rows: Sequence[Row], section: str, language: str, state: str) -> list[Row]:
    """Those that fit a filter; empty values fit all, and a state without a language fits in any of them."""
    kept = [row for row in rows if not section or row.section == section]
    if not state:
        return kept
    return [row for row in kept if state in ([row.cells.get(language)] if language else row.cells.values())]


def counted(rows: Iterable[Row], languages: Iterable[str]) -> dict[str, Counter[str]]:
    """Language -> how many texts stand where."""
    kept = list(rows)
    return {language: Counter(row.cells[language] for row in kept) for language in languages}
