"""From a draft and what is published to the entry it would become, with every fault of it."""

from dataclasses import replace
from datetime import date

from knowledge_base.content_check import check_draft
from knowledge_base.drafts import DraftEntry, DraftSource, DraftText, draft_of, finished
from knowledge_base.editing.draft import Draft, WrittenFrame, WrittenSource, WrittenText
from knowledge_base.editing.papers import Composed
from knowledge_base.entry import SEEN, Entry, Status, is_link, original_language
from knowledge_base.problems import Problems
from knowledge_base.repository import EntryRepository


def compose(draft: Draft, current: Entry | None, status: Status, repository: EntryRepository) -> Composed:
    """The entry that the draft makes of `current` (None: a new one); what was changed in it has `status`."""
    problems = Problems(draft.city)
    whole = draft_of(current) if current else _empty(draft)
    if draft.frame:
        _put_frame(whole, draft.frame, problems)
    elif current is None:
        problems.fault(whole.path, "sources", "at least one source is needed")
    _put_texts(whole, draft, current, status, problems)
    findings = check_draft(whole, repository, problems)
    return Composed(None if findings.faults else finished(whole), findings)


def _empty(draft: Draft) -> DraftEntry:
    folder = (draft.city, draft.frame.section if draft.frame else "", draft.entry_id)
    return DraftEntry("/".join((*folder, "entry.yml")), folder, draft.entry_id, folder[1], draft.city)


def _put_frame(whole: DraftEntry, frame: WrittenFrame, problems: Problems) -> None:
    whole.section = frame.section
    whole.folder = (whole.city, frame.section, whole.id)
    for name in ("legal_basis", "related", "services", "needs", "verify"):
        setattr(whole, name, getattr(frame, name))
    whole.sources = [_source(source, f"sources[{n}]", whole.path, problems) for n, source in enumerate(frame.sources, 1)]
    if not whole.sources:
        problems.fault(whole.path, "sources", "at least one source is needed")
    if not frame.section:
        problems.fault(whole.path, "section", "is missing")
    whole.review_by = _day(frame.review_by, "review_by", whole.path, problems)


def _source(written: WrittenSource, key: str, path: str, problems: Problems) -> DraftSource:
    if not is_link(written.url.strip()):
        problems.fault(path, f"{key}.url", "is not an http or https link")
    if not written.publisher.strip():
        problems.fault(path, f"{key}.publisher", "is missing")
    if written.seen not in SEEN:
        problems.fault(path, f"{key}.seen", f"is one of {', '.join(SEEN)}")
    checked_on = _day(written.checked_on, f"{key}.checked_on", path, problems)
    return DraftSource(written.url, written.publisher, checked_on, written.supports, written.seen)


def _day(written: str, key: str, path: str, problems: Problems) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        problems.fault(path, key, "a date such as 2026-11-21 is expected")
        return None


def _put_texts(whole: DraftEntry, draft: Draft, current: Entry | None, status: Status, problems: Problems) -> None:
    """A changed original is a new revision, unless the change is small; a translation is then of that revision."""
    languages = {code: text.source_revision for code, text in whole.texts.items()} | dict.fromkeys(draft.texts, 1)
    original = current.original.language if current else original_language(languages) if languages else ""
    grows = current is not None and original in draft.texts and not draft.is_small
    revision = (current.revision if current else 1) + grows
    if original == "":
        problems.fault(whole.path, "texts", "there is no text in any language")
    for code, written in draft.texts.items():
        path = "/".join((*whole.folder, f"{code}.md"))
        made_from = revision if code == original else min(written.made_from or revision, revision)
        whole.texts[code] = _text(path, code, written, Status.MACHINE_DRAFT if written.is_machine else status, made_from, problems)


def _text(path: str, code: str, written: WrittenText, status: Status, revision: int, problems: Problems) -> DraftText:
    for key in ("title", "summary"):
        if not getattr(written, key).strip():
            problems.fault(path, key, "is missing")
    questions = tuple(question for question in written.questions if question.strip())
    return DraftText(path, code, written.title, questions, written.summary, written.body, status.value, revision)


def still_valid(entry: Entry, today: date, review_by: date) -> Entry:
    """The same entry in every language, with its sources looked at today and a new day to look again."""
    sources = tuple(replace(source, checked_on=max(source.checked_on, today)) for source in entry.sources)
    return replace(entry, sources=sources, review_by=max(entry.review_by, review_by))
