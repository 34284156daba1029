"""A draft as a whole: what it changes, what is wrong with it, how it would look and answer; to review, back, published, dropped."""

from fastapi import APIRouter, Response

from bot.errors import ContentFaults, NotAllowed
from console.frame.doors import allowed
from console.frame.visit import Staff
from console.knowledge.workshop import Workshop
from console.permissions import Act
from knowledge_base.editing.desk import Conflict, FourEyes, part_of
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.editing.draft import FRAME, Draft, WrittenText
from knowledge_base.entry import Entry
from knowledge_base.versions import StaleVersion

LONGEST_QUESTION = 500  # characters


def review_routes(router: APIRouter, workshop: Workshop) -> None:
    """The page of a draft and its acts."""

    @router.get("/{city}/{id}/draft/{author}")
    def draft(city: str, id: str, author: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        return _page(staff, workshop, workshop.draft(city, id, author))

    @router.post("/{city}/{id}/draft/{author}/send")
    def send(city: str, id: str, author: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        try:
            workshop.desk.send(_own(staff, workshop.draft(city, id, author)))
        except ContentFaults as faults:
            return _page(staff, workshop, workshop.draft(city, id, author), staff.say("knowledge.faults_first"), faults.status)
        staff.did(Act.WRITE_ENTRY, "entry", f"{city}/{id}")
        return staff.goes_to(f"/knowledge/{city}/{id}", "knowledge.said.sent")

    @router.post("/{city}/{id}/draft/{author}/back")
    def back(city: str, id: str, author: str, staff: Staff = allowed(Act.PUBLISH_ENTRY)) -> Response:
        workshop.desk.send_back(workshop.draft(city, id, author), staff.form.get("note").strip())
        return staff.goes_to(f"/knowledge/{city}/{id}", "knowledge.said.sent_back")

    @router.post("/{city}/{id}/draft/{author}/publish")
    def publish(city: str, id: str, author: str, staff: Staff = allowed(Act.PUBLISH_ENTRY)) -> Response:
        draft = workshop.draft(city, id, author)
        if staff.form.get("saves") != str(draft.saves):
            return _page(staff, workshop, draft, staff.say("knowledge.changed_since"), 409)
        try:
            version = workshop.desk.publish(draft, staff.account.id)
        except FourEyes as refused:
            return _page(staff, workshop, draft, staff.say("knowledge.four_eyes"), refused.status)
        except ContentFaults as faults:
            return _page(staff, workshop, draft, staff.say("knowledge.faults_first"), faults.status)
        except (Conflict, StaleVersion) as late:
            return _page(staff, workshop, draft, staff.say("knowledge.conflict"), late.status)
        staff.did(Act.PUBLISH_ENTRY, "entry", f"{city}/{id}", version.number)
        return staff.goes_to(f"/knowledge/{city}/{id}", "knowledge.said.published", number=version.number)

    @router.post("/{city}/{id}/draft/{author}/take-over")
    def take_over(city: str, id: str, author: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        workshop.desk.take_over(_own(staff, workshop.draft(city, id, author)))
        return staff.goes_to(f"/knowledge/{city}/{id}/draft/{author}", "knowledge.said.taken_over")

    @router.post("/{city}/{id}/draft/{author}/drop")
    def drop(city: str, id: str, author: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        workshop.desk.drop(_own(staff, workshop.draft(city, id, author)))
        return staff.goes_to(f"/knowledge/{city}/{id}", "knowledge.said.dropped")


def _own(staff: Staff, draft: Draft) -> Draft:
    """Only its author changes a draft. Raises NotAllowed."""
    if draft.author != staff.account.id:
        raise NotAllowed("only its author changes a draft")
    return draft


def _page(staff: Staff, workshop: Workshop, draft: Draft, trouble: str = "", status: int = 200) -> Response:
    entry, findings = workshop.entry(draft.city, draft.entry_id), workshop.desk.composed(draft).findings
    conflicts = workshop.desk.conflicts(draft)
    changes = [(part, _changes(entry, draft, part)) for part in draft.parts]
    trial = workshop.trial(draft)
    written_in = staff.request.query_params.get("written_in") or next(iter(draft.texts), "es")
    previews = workshop.previews(trial, written_in) if trial and written_in in trial.entry.texts else {}
    asked = staff.request.query_params.get("question", "")[:LONGEST_QUESTION]
    answers = [_shown(match, trial, written_in) for match in trial.ask(asked, written_in)] if trial and asked.strip() else []
    taken = trial.taken(draft.texts) if trial and asked else []
    values = {"draft": draft, "findings": findings, "conflicts": conflicts, "changes": changes, "previews": previews, "asked": asked}
    values |= {"answers": answers, "taken": taken, "written_in": written_in, "trouble": trouble, "is_own": draft.author == staff.account.id}
    author = staff.desk.accounts.find(draft.author)
    may_publish = draft.author != staff.account.id or not workshop.desk.four_eyes
    values |= {"author": author.name if author else "", "may_publish": may_publish, "names": workshop.languages}
    return staff.page("knowledge/draft.html", status, **values)


def _changes(entry: Entry | None, draft: Draft, part: str) -> list[tuple[str, list[Piece]]]:
    """(field, its differences) of what the draft changes in one part."""
    before, after = _fields(part_of(entry, part), part), _fields(_written(draft, part), part)
    return [(name, differences(before.get(name, ""), text)) for name, text in after.items() if before.get(name, "") != text]


def _written(draft: Draft, part: str) -> object:
    text = draft.texts.get(part)
    return draft.frame if text is None else (text.title, text.questions, text.summary, text.body)


def _fields(written: object, part: str) -> dict[str, str]:
    if written is None:
        return {}
    if part != FRAME:
        return {name: _line(value) for name, value in zip(WrittenText.__slots__, written)}
    return {name: _line(getattr(written, name)) for name in type(written).__slots__}


def _line(value: object) -> str:
    """A field as plain text; lists one item a line."""
    if isinstance(value, tuple):
        return "\n".join(_line(item) for item in value)
    return value if isinstance(value, str) else " · ".join(getattr(value, name) for name in type(value).__slots__)


def _shown(match, trial, language: str) -> tuple[str, list[tuple[str, int]]]:
    """(decision, [(title, per cent)]) of what would be answered."""
    entries = [(trial.then.entries.get(c.id) or trial.now.entries.get(c.id), c.probability) for c in match.candidates]
    return match.decision, [(entry.text_for(language).title, round(100 * p)) for entry, p in entries if entry]
