"""A file that comes back from a translator: it waits, its report is looked at, and only then it becomes drafts."""

from fastapi import APIRouter, Response

from console.frame.doors import allowed
from console.frame.visit import Staff
from console.permissions import Act
from console.translations.tools import PURPOSE, TranslationTools
from knowledge_base.editing.drafts import SavedElsewhere
from knowledge_base.exchange.files import LARGEST, FileRefused
from knowledge_base.exchange.planning import Plan, apply_plan

_ROOM_FOR_THE_FORM = 64 * 1024  # bytes beside the file
SHOWN = 300  # lines of each outcome on the page of the report
HERE = "/translations/import"


def coming_back_routes(router: APIRouter, tools: TranslationTools) -> None:
    """Send, look, decide."""

    @router.get("/import")
    def report(staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS)) -> Response:
        return _page(staff, tools)

    @router.post("/import")
    def send(staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS, limit=LARGEST + _ROOM_FOR_THE_FORM)) -> Response:
        upload = staff.form.upload("file")
        if upload is None or not upload.content:
            return _page(staff, tools, FileRefused("nothing"))
        try:
            tools.planned(upload.content, staff.account.id)
        except FileRefused as refused:
            return _page(staff, tools, refused)
        tools.waiting.put(staff.account.id, PURPOSE, upload.content, tools.clock())
        return staff.goes_to(HERE)

    @router.post("/import/apply")
    def apply(staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS)) -> Response:
        content = tools.waiting.find(staff.account.id, PURPOSE)
        if content is None:
            return staff.goes_to(HERE)
        plan = tools.planned(content, staff.account.id)
        try:
            if plan.digest != staff.form.get("digest"):
                raise SavedElsewhere
            count = apply_plan(plan, tools.desk, to_review=bool(staff.form.get("to_review")))
        except SavedElsewhere:
            return _page(staff, tools, trouble=staff.say("translations.changed_since"), status=409)
        tools.waiting.remove(staff.account.id, PURPOSE)
        staff.did(Act.EXCHANGE_TRANSLATIONS, "translations", "import", count)
        return staff.goes_to("/translations", "translations.said.imported", count=count)

    @router.post("/import/drop")
    def drop(staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS)) -> Response:
        tools.waiting.remove(staff.account.id, PURPOSE)
        return staff.goes_to("/translations", "translations.said.dropped")


def _page(staff: Staff, tools: TranslationTools, refused: FileRefused | None = None, trouble: str = "", status: int = 200) -> Response:
    """The report of the file that waits, or why one was not taken."""
    if refused is not None:
        where = staff.say("translations.line", line=refused.line) if refused.line else ""
        trouble = " ".join(filter(None, (staff.say(f"translations.files.{refused.reason}"), where)))
        return staff.page("translations/report.html", refused.status, plan=None, trouble=trouble)
    content = tools.waiting.find(staff.account.id, PURPOSE)
    plan = tools.planned(content, staff.account.id) if content is not None else None
    return staff.page(
        "translations/report.html", status, plan=plan, trouble=trouble, groups=_groups(plan), shown=SHOWN, names=tools.languages
    )


def _groups(plan: Plan | None) -> list[tuple[str, list]]:
    """(outcome, lines) with what needs somebody first."""
    order = ("refused", "new", "changed", "empty", "same")
    return [(name, lines) for name in order if plan and (lines := [line for line in plan.lines if line.outcome == name])]
