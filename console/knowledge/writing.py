"""Writing: one language beside the original, and what has no language. Each save is the author's own draft; nobody's text is overwritten."""

from dataclasses import replace

from fastapi import APIRouter, Response

from console.frame.doors import allowed
from console.frame.visit import Staff
from console.knowledge.reading import read_frame, read_text
from console.knowledge.workshop import Workshop
from console.permissions import Act
from knowledge_base.check_texts import LONGEST_SUMMARY, LONGEST_TITLE
from knowledge_base.editing.desk import original_at
from knowledge_base.editing.differences import differences
from knowledge_base.editing.draft import Draft, WrittenText, written_frame, written_text
from knowledge_base.editing.drafts import SavedElsewhere
from knowledge_base.entry import SEEN


def writing_routes(router: APIRouter, workshop: Workshop) -> None:
    """The pages where an entry is written."""

    @router.get("/{city}/{id}/text/{language}")
    def text(city: str, id: str, language: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        draft = workshop.desk.begin(city, id, staff.account.id)
        return _text_page(staff, workshop, draft, workshop.language(language))

    @router.post("/{city}/{id}/text/{language}")
    def save_text(city: str, id: str, language: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        draft, written = workshop.desk.begin(city, id, staff.account.id), read_text(staff.form)
        if _seen(staff) != str(draft.saves):
            return _elsewhere(staff, workshop, draft, language, written)
        changed = _with_size(draft, staff)
        try:
            saved = workshop.desk.save_text(changed, workshop.language(language), written)
        except SavedElsewhere:
            return _elsewhere(staff, workshop, workshop.desk.begin(city, id, staff.account.id), language, written)
        if _is_script(staff):
            return staff.data({"saves": saved.saves, "check": _check(staff, workshop, saved)})
        return staff.goes_to(f"/knowledge/{city}/{id}/draft/{staff.account.id}", "knowledge.said.saved")

    @router.get("/{city}/{id}/frame")
    def frame(city: str, id: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        return _frame_page(staff, workshop, workshop.desk.begin(city, id, staff.account.id))

    @router.post("/{city}/{id}/frame")
    def save_frame(city: str, id: str, staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        draft = workshop.desk.begin(city, id, staff.account.id)
        if _seen(staff) != str(draft.saves):
            return _frame_page(staff, workshop, draft, staff.say("knowledge.elsewhere"), 409)
        workshop.desk.save_frame(draft, read_frame(staff.form))
        return staff.goes_to(f"/knowledge/{city}/{id}/draft/{staff.account.id}", "knowledge.said.saved")


def _seen(staff: Staff) -> str:
    return staff.form.get("saves", "0")


def _is_script(staff: Staff) -> bool:
    return "application/json" in staff.request.headers.get("accept", "")


def _with_size(draft: Draft, staff: Staff) -> Draft:
    return replace(draft, is_small=bool(staff.form.get("is_small")))


def _text_page(
    staff: Staff, workshop: Workshop, draft: Draft, language: str, typed: WrittenText | None = None, status: int = 200
) -> Response:
    """`typed`: what was sent and could not be saved; it stands in the form, and what is kept beside it."""
    entry = workshop.entry(draft.city, draft.entry_id)
    published = written_text(entry.texts[language]) if entry and language in entry.texts else WrittenText()
    kept = draft.texts.get(language, published)
    original = entry.original if entry and entry.original.language != language else None
    values = {"draft": draft, "written_in": language, "text": typed or kept, "kept": kept if typed else None, "original": original}
    values |= {"changed": _changed_since(workshop, draft, language), "limits": (LONGEST_TITLE, LONGEST_SUMMARY)}
    findings = workshop.desk.composed(draft).findings if draft.saves else None
    own_name = workshop.languages[language]
    return staff.page("knowledge/text.html", status, findings=findings, own_name=own_name, **values)


def _changed_since(workshop: Workshop, draft: Draft, language: str) -> list:
    """Word by word, what changed in the original since this translation; nothing when that is not known."""
    entry = workshop.entry(draft.city, draft.entry_id)
    text = entry.texts.get(language) if entry else None
    if text is None or text.source_revision == entry.revision:
        return []
    before = original_at(workshop.desk.history(draft.city, draft.entry_id), text.source_revision)
    return differences(before, f"{entry.original.summary}\n\n{entry.original.body}") if before else []


def _elsewhere(staff: Staff, workshop: Workshop, draft: Draft, language: str, typed: WrittenText) -> Response:
    """Saved from another window since: both texts are shown, and the one that was typed can be saved over the other knowingly."""
    if _is_script(staff):
        return staff.data({"trouble": staff.say("knowledge.elsewhere")}, 409)
    return _text_page(staff, workshop, draft, workshop.language(language), typed, 409)


def _check(staff: Staff, workshop: Workshop, draft: Draft) -> str:
    findings = workshop.desk.composed(draft).findings
    return staff.look.draw("knowledge/findings.html", staff.language, visit=staff, findings=findings)


def _frame_page(staff: Staff, workshop: Workshop, draft: Draft, trouble: str = "", status: int = 200) -> Response:
    entry = workshop.entry(draft.city, draft.entry_id)
    frame = draft.frame or (written_frame(entry) if entry else None)
    if trouble:
        frame = read_frame(staff.form)
    directory = workshop.desk.repository.directory(draft.city)
    services = [service.id for service in directory.services] if directory else []
    return staff.page("knowledge/frame.html", status, draft=draft, frame=frame, seen=SEEN, services=services, trouble=trouble)
