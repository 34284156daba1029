"""Writing: one language beside the original, and what has no language. Each save is the author's own draft; nobody's text is overwritten."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Response

from console.editing.bench import Bench, fields_of_form
from console.frame.doors import allowed
from console.frame.visit import Staff
from knowledge_base.editing.draft import FRAME, Draft
from knowledge_base.editing.drafts import SavedElsewhere


def writing_routes(router: APIRouter, bench: Bench) -> None:
    """The pages where a paper is written."""

    @router.get("/{city}/{id}/text/{language}")
    def text(city: str, id: str, language: str, staff: Staff = allowed(bench.acts.write)) -> Response:
        draft = bench.desk.begin(city, id, staff.account.id)
        return _text_page(staff, bench, draft, bench.language(language))

    @router.post("/{city}/{id}/text/{language}")
    def save_text(city: str, id: str, language: str, staff: Staff = allowed(bench.acts.write)) -> Response:
        written = bench.read_text(staff.form)
        return _saved(staff, bench, city, id, bench.language(language), written)

    @router.get("/{city}/{id}/frame")
    def frame(city: str, id: str, staff: Staff = allowed(bench.acts.write)) -> Response:
        return _frame_page(staff, bench, bench.desk.begin(city, id, staff.account.id))

    @router.post("/{city}/{id}/frame")
    def save_frame(city: str, id: str, staff: Staff = allowed(bench.acts.write)) -> Response:
        return _saved(staff, bench, city, id, FRAME, bench.read_frame(staff.form))


def _saved(staff: Staff, bench: Bench, city: str, id: str, part: str, written: Any) -> Response:
    """Into the author's draft. Saved from another window since: both are shown, and the one that was typed can be saved knowingly."""
    desk, draft = bench.desk, bench.desk.begin(city, id, staff.account.id)
    try:
        if staff.form.get("saves", "0") != str(draft.saves):
            raise SavedElsewhere
        if part:
            draft = replace(draft, is_small=bool(staff.form.get("is_small")))
        saved = desk.save_text(draft, part, written) if part else desk.save_frame(draft, written)
    except SavedElsewhere as late:
        return _elsewhere(staff, bench, desk.begin(city, id, staff.account.id), part, written, late.status)
    if draft.saves == 0 or not _is_script(staff):  # of a text that saves itself only the first time: it does so while one writes
        bench.did(staff, "save_draft", city, id)
    if _is_script(staff):
        return staff.data({"saves": saved.saves, "check": _check(staff, bench, saved)})
    return staff.goes_to(f"{bench.address(city, id)}/draft/{staff.account.id}", "knowledge.said.saved")


def _is_script(staff: Staff) -> bool:
    return "application/json" in staff.request.headers.get("accept", "")


def _elsewhere(staff: Staff, bench: Bench, draft: Draft, part: str, typed: Any, status: int) -> Response:
    if _is_script(staff):
        return staff.data({"trouble": staff.say("knowledge.elsewhere")}, status)
    return (_text_page(staff, bench, draft, part, typed, status)) if part else _frame_page(staff, bench, draft, typed, status)


def _text_page(staff: Staff, bench: Bench, draft: Draft, language: str, typed: Any = None, status: int = 200) -> Response:
    """`typed`: what was sent and could not be saved; it stands in the form, and what is kept beside it."""
    paper, part = bench.find(draft.city, draft.entry_id), bench.desk.papers.part
    kept = draft.texts.get(language) or part(paper, language) or bench.empty_text()
    original_in = bench.original(paper) if paper else next(iter(draft.texts), "")
    original = (draft.texts.get(original_in) or part(paper, original_in)) if original_in != language else None
    values = {
        "written_in": language,
        "text": typed or kept,
        "kept": kept if typed else None,
        "original": original,
        "original_in": original_in,
    }
    values["kept_fields"] = list(fields_of_form(values["kept"]).items())
    values |= {"changed": bench.changed_since(draft, language), "findings": _findings(bench, draft)} | bench.text_limits(draft)
    return bench.page(staff, f"{bench.name}/text.html", draft.city, draft.entry_id, status, draft=draft, **values)


def _frame_page(staff: Staff, bench: Bench, draft: Draft, typed: Any = None, status: int = 200) -> Response:
    paper = bench.find(draft.city, draft.entry_id)
    frame = typed or draft.frame or bench.desk.papers.part(paper, FRAME)
    values = {"frame": frame, "findings": _findings(bench, draft), "trouble": staff.say("knowledge.elsewhere") if typed else ""}
    return bench.page(
        staff, f"{bench.name}/frame.html", draft.city, draft.entry_id, status, draft=draft, **values | bench.frame_choices(draft)
    )


def _findings(bench: Bench, draft: Draft) -> Any:
    return bench.desk.composed(draft).findings if draft.saves else None


def _check(staff: Staff, bench: Bench, draft: Draft) -> str:
    return staff.look.draw("knowledge/findings.html", staff.language, visit=staff, findings=_findings(bench, draft))
