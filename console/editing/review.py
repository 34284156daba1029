"""A draft as a whole: what it changes, what is wrong with it, how it would look and answer; to review, back, published, dropped."""

from typing import Any

from fastapi import APIRouter, Response

from bot.errors import ContentFaults, NotAllowed
from console.editing.bench import Bench, author_name, fields_of_form
from console.frame.doors import allowed
from console.frame.visit import Staff
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.editing.draft import Draft
from knowledge_base.editing.life import Conflict, FourEyes
from knowledge_base.versions import StaleVersion

LONGEST_QUESTION = 500  # characters


def review_routes(router: APIRouter, bench: Bench) -> None:
    """The page of a draft and its acts."""
    acts = bench.acts

    @router.get("/{city}/{id}/draft/{author}")
    def draft(city: str, id: str, author: str, staff: Staff = allowed(acts.write)) -> Response:
        return _page(staff, bench, bench.draft(city, id, author))

    @router.post("/{city}/{id}/draft/{author}/send")
    def send(city: str, id: str, author: str, staff: Staff = allowed(acts.write)) -> Response:
        try:
            bench.desk.send(_own(staff, bench.draft(city, id, author)))
        except ContentFaults as faults:
            return _page(staff, bench, bench.draft(city, id, author), staff.say("knowledge.faults_first"), faults.status)
        bench.did(staff, acts.write, city, id)
        return staff.goes_to(bench.address(city, id), "knowledge.said.sent")

    @router.post("/{city}/{id}/draft/{author}/back")
    def back(city: str, id: str, author: str, staff: Staff = allowed(acts.publish)) -> Response:
        bench.desk.send_back(bench.draft(city, id, author), staff.form.get("note").strip())
        bench.did(staff, "send_back", city, id)
        return staff.goes_to(bench.address(city, id), "knowledge.said.sent_back")

    @router.post("/{city}/{id}/draft/{author}/publish")
    def publish(city: str, id: str, author: str, staff: Staff = allowed(acts.publish)) -> Response:
        return _publish(staff, bench, bench.draft(city, id, author))

    @router.post("/{city}/{id}/draft/{author}/take-over")
    def take_over(city: str, id: str, author: str, staff: Staff = allowed(acts.write)) -> Response:
        bench.desk.take_over(_own(staff, bench.draft(city, id, author)))
        bench.did(staff, "take_over", city, id)
        return staff.goes_to(f"{bench.address(city, id)}/draft/{author}", "knowledge.said.taken_over")

    @router.post("/{city}/{id}/draft/{author}/drop")
    def drop(city: str, id: str, author: str, staff: Staff = allowed(acts.write)) -> Response:
        bench.desk.drop(_own(staff, bench.draft(city, id, author)))
        bench.did(staff, "drop_draft", city, id)
        is_known = bench.find(city, id) or bench.desk.papers.versions(city, id)
        return staff.goes_to(bench.address(city, id) if is_known else f"/{bench.name}", "knowledge.said.dropped")


def _publish(staff: Staff, bench: Bench, draft: Draft) -> Response:
    """Only what the reviewer has seen; anything that stands in the way leaves both texts as they are."""
    if staff.form.get("saves") != str(draft.saves):
        return _page(staff, bench, draft, staff.say("knowledge.changed_since"), 409)
    try:
        version = bench.desk.publish(draft, staff.account.id)
    except (FourEyes, ContentFaults, Conflict, StaleVersion) as refused:
        why = {FourEyes: "knowledge.four_eyes", ContentFaults: "knowledge.faults_first"}.get(type(refused), "knowledge.conflict")
        return _page(staff, bench, draft, staff.say(why), refused.status)
    bench.did(staff, bench.acts.publish, draft.city, draft.entry_id, version.number)
    bench.published(version)
    return staff.goes_to(bench.address(draft.city, draft.entry_id), "knowledge.said.published", number=version.number)


def _own(staff: Staff, draft: Draft) -> Draft:
    """Only its author changes a draft. Raises NotAllowed."""
    if draft.author != staff.account.id:
        raise NotAllowed("only its author changes a draft")
    return draft


def _page(staff: Staff, bench: Bench, draft: Draft, trouble: str = "", status: int = 200) -> Response:
    paper, findings = bench.find(draft.city, draft.entry_id), bench.desk.composed(draft).findings
    is_own = draft.author == staff.account.id
    values = {"draft": draft, "findings": findings, "conflicts": bench.desk.conflicts(draft), "trouble": trouble, "is_own": is_own}
    values["changes"] = [(part, _changes(bench, paper, draft, part)) for part in draft.parts]
    values |= {"author": author_name(staff, draft.author), "may_publish": not is_own or not bench.desk.four_eyes}
    values |= _tried(staff, bench, draft)
    return bench.page(staff, bench.draft_template, draft.city, draft.entry_id, status, **values)


def _tried(staff: Staff, bench: Bench, draft: Draft) -> dict[str, Any]:
    """How it would look, and what a question would get."""
    trial, asked = bench.trial(draft), staff.request.query_params.get("question", "")[:LONGEST_QUESTION]
    written_in = bench.language(staff.request.query_params.get("written_in") or next(iter(draft.texts), "es"))
    can_ask = trial is not None and trial.can_ask
    answers = (
        [(match.decision, trial.named(match, written_in)) for match in trial.ask(asked, written_in)] if can_ask and asked.strip() else []
    )
    taken = trial.taken(draft.texts) if can_ask and asked else []
    previews = bench.previews(trial, written_in) if trial is not None and trial.is_written_in(written_in) else {}
    return {"previews": previews, "asked": asked, "answers": answers, "taken": taken, "written_in": written_in, "can_ask": can_ask}


def _changes(bench: Bench, paper: Any, draft: Draft, part: str) -> list[tuple[str, list[Piece]]]:
    """(field, its differences) of what the draft changes in one part."""
    before, after = fields_of_form(bench.desk.papers.part(paper, part)), fields_of_form(draft.texts.get(part, draft.frame))
    return [(name, differences(before.get(name, ""), text)) for name, text in after.items() if before.get(name, "") != text]
