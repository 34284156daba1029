"""What a file of translations would change, looked at before anything is: entry by entry, with the reason for each that is refused."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.draft import Draft, State, WrittenText
from knowledge_base.entry import Entry, is_name
from knowledge_base.exchange.checking import TextCheck
from knowledge_base.exchange.sheets import Sheet, Unusable, same_text, same_words, sheet_of, text_of


class Outcome(StrEnum):
    """What an import would do with one sheet."""

    NEW = "new"  # the first text in this language
    CHANGED = "changed"
    SAME = "same"  # as it is published or drafted already
    EMPTY = "empty"  # nobody translated it
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """One sheet. `reason` is a word that pages have a text for; `details` and `advice`: keys of passages,
    or findings of the content check."""

    sheet: Sheet
    outcome: Outcome
    reason: str = ""
    details: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # passages whose original is another by now, without a new revision
    is_older: bool = False  # made from an older original, and marked so when it is published
    draft: Draft | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole file."""

    lines: tuple[Planned, ...]

    @property
    def drafts(self) -> list[Draft]:
        """What would be kept: of two languages of one entry, the draft that holds both."""
        return list({(line.draft.city, line.draft.entry_id): line.draft for line in self.lines if line.draft}.values())

    @property
    def digest(self) -> str:
        """The same as long as the import would do the same: what was looked at is what is done."""
        seen = [(line.sheet.city, line.sheet.entry_id, line.outcome, line.reason, line.draft and line.draft.saves) for line in self.lines]
        return sha256(repr(seen).encode()).hexdigest()[:20]

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome for line in self.lines)


class _Refused(ValueError):
    def __init__(self, reason: str, details: Iterable[str] = ()):
        super().__init__(reason)
        self.reason, self.details = reason, tuple(details)


def plan_import(sheets: Iterable[Sheet], desk: EditingDesk, author: str, languages: Collection[str], by_machine: bool = False) -> Plan:
    """What importing the sheets as drafts of `author` would do. `languages` are those that an entry may be written in."""
    planning = _Planning(desk, author, languages, by_machine)
    return Plan(tuple(planning.lines(sheets)))


def apply_plan(plan: Plan, desk: EditingDesk, to_review: bool = False) -> int:
    """Keep all its drafts at once and return how many; with `to_review` somebody else can publish them at once.

    Raises SavedElsewhere when one was saved since; then none was kept.
    """
    state = State.IN_REVIEW if to_review else State.DRAFT
    kept = [replace(_begun(draft, desk), state=state, saved_at=desk.clock()) for draft in plan.drafts]
    desk.drafts.save_all(kept)
    return len(kept)


def _begun(draft: Draft, desk: EditingDesk) -> Draft:
    """A new draft begins from what is live now, which the plan was made from a moment ago."""
    return draft if draft.saves else replace(draft, began_from=desk.begin(draft.city, draft.entry_id, draft.author).began_from)


class _Planning:
    def __init__(self, desk: EditingDesk, author: str, languages: Collection[str], by_machine: bool):
        self._desk, self._author, self._languages, self._by_machine = desk, author, languages, by_machine
        self._cities: dict[str, dict[str, Entry]] = {}
        self._checks: dict[str, TextCheck] = {}
        self._own: dict[str, dict[str, Draft]] = {}

    def lines(self, sheets: Iterable[Sheet]) -> Iterator[Planned]:
        """Two sheets of one entry are two parts of its draft when their languages differ, and a fault when they do not."""
        seen: set[tuple[str, str, str]] = set()
        for sheet in sheets:
            name = (sheet.city, sheet.entry_id, sheet.language)
            try:
                if name in seen:
                    raise _Refused("twice_in_file")
                seen.add(name)
                yield self._planned(sheet)
            except _Refused as refused:
                yield Planned(sheet, Outcome.REFUSED, refused.reason, refused.details)
            except Unusable as unusable:
                yield Planned(sheet, Outcome.REFUSED, unusable.code, unusable.keys)

    def _planned(self, sheet: Sheet) -> Planned:
        entry = self._entry(sheet)
        if sheet.is_empty:
            return Planned(sheet, Outcome.EMPTY)
        changed = _check_original(sheet, entry)
        text = self._text(sheet)
        if same_text(text, entry.texts.get(sheet.language)):
            return Planned(sheet, Outcome.SAME)
        draft = self._draft(sheet, text)
        if draft is None:
            return Planned(sheet, Outcome.SAME)
        faults, advice = self._checks[sheet.city].problems(entry, sheet.language, text)
        if faults:
            raise _Refused("faults", (f"{fault.key}: {fault.message}" for fault in faults))
        self._own[sheet.city][sheet.entry_id] = draft
        outcome = Outcome.CHANGED if sheet.language in entry.texts else Outcome.NEW
        told = tuple(f"{problem.key}: {problem.message}" for problem in advice)
        return Planned(sheet, outcome, advice=told, changed=tuple(changed), is_older=sheet.revision < entry.revision, draft=draft)

    def _entry(self, sheet: Sheet) -> Entry:
        """The entry that a sheet belongs to. Raises _Refused for one of nothing that we have."""
        if not is_name(sheet.city) or not is_name(sheet.entry_id):
            raise _Refused("no_entry")
        entry = self._city(sheet.city).get(sheet.entry_id)
        if entry is None:
            was_there = self._desk.repository.versions(sheet.entry_id, sheet.city)
            raise _Refused("withdrawn" if was_there else "unknown_entry")
        if sheet.language not in self._languages:
            raise _Refused("unknown_language")
        if sheet.language == entry.original.language:
            raise _Refused("is_original")
        if not sheet.revision:
            raise _Refused("no_revision")
        if sheet.revision > entry.revision:
            raise _Refused("newer_original")
        if (known := entry.texts.get(sheet.language)) and known.source_revision > sheet.revision:
            raise _Refused("older_than_ours")
        return entry

    def _city(self, city: str) -> dict[str, Entry]:
        if city not in self._cities:
            entries = self._desk.repository.entries(city)
            self._cities[city] = {entry.id: entry for entry in entries}
            self._checks[city] = TextCheck(city, entries)
            self._own[city] = {d.entry_id: d for d in self._desk.drafts.of_city(city) if d.author == self._author}
        return self._cities[city]

    def _text(self, sheet: Sheet) -> WrittenText:
        return replace(text_of(sheet), is_machine=self._by_machine)

    def _draft(self, sheet: Sheet, text: WrittenText) -> Draft | None:
        """The author's draft with this text in it; None when it stands there. What was written by hand is not written over."""
        draft = self._own[sheet.city].get(sheet.entry_id) or Draft(sheet.city, sheet.entry_id, self._author, 0)
        if draft.state is State.IN_REVIEW:
            raise _Refused("in_review")
        written = draft.texts.get(sheet.language)
        if written is not None and same_text(text, written):
            return None
        if written is not None and not written.made_from:
            raise _Refused("own_draft")
        return draft.with_text(sheet.language, text)


def _check_original(sheet: Sheet, entry: Entry) -> list[str]:
    """Keys of passages whose original is not (any more) what the file says. Raises _Refused when none is: it is of another entry."""
    if sheet.revision < entry.revision:
        return []  # it says so itself
    ours = {passage.key: passage.source for passage in sheet_of(entry, sheet.language).passages}
    whole = {key: source for key, source in ours.items() if not key.startswith("body ")} | {"body 1/1": entry.original.body}
    theirs = [passage for passage in sheet.passages if passage.source.strip()]
    changed = [p.key for p in theirs if not any(same_words(p.source, of.get(p.key, "")) for of in (ours, whole))]
    if theirs and len(changed) == len(theirs):
        raise _Refused("other_original")
    return changed
