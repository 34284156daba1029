"""For admins: what staff did, the newest first, and the check that nobody changed the trail."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from console.audit import COMMAND_LINE, Deed
from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act

PAGE = 50  # rows


def trail_section() -> Section:
    router = APIRouter(prefix="/trail")

    @router.get("")
    def trail(staff: Staff = allowed(Act.SEE_AUDIT), before: Annotated[int | None, Query(ge=1, le=2**62)] = None) -> Response:
        return _page(staff, before)

    @router.post("/check")
    def check(staff: Staff = allowed(Act.SEE_AUDIT)) -> Response:
        found = staff.desk.audit.check()
        if found.broken_at:
            return staff.goes_to("/trail", "trail.broken", position=found.broken_at)
        return staff.goes_to("/trail", "trail.whole", rows=found.rows)

    return Section("trail", router, (Place("trail", "trail", "/trail", Act.SEE_AUDIT),))


def _page(staff: Staff, before: int | None) -> Response:
    rows = staff.desk.audit.latest(PAGE, before)
    names = {account.id: account.name for account in staff.desk.accounts.all()} | {COMMAND_LINE: staff.say("trail.command_line")}
    shown = [(row, _words(staff, "acts", row.deed.act), _object(staff, row.deed, names)) for row in rows]
    older = rows[-1].position if len(rows) == PAGE and rows[-1].position > 1 else None
    return staff.page("trail/trail.html", rows=shown, names=names, older=older)


def _object(staff: Staff, deed: Deed, names: dict[str, str]) -> str:
    kind = _words(staff, "kinds", deed.kind)
    version = "" if deed.version is None else f" ({deed.version})"
    return f"{kind} {names.get(deed.object_id, deed.object_id)}{version}"


def _words(staff: Staff, group: str, word: str) -> str:
    """What the section calls it that has such acts or objects; the word itself when no section says."""
    keys = (f"{section}.{group}.{word}" for section in staff.look.sections)
    return staff.look.texts.first(staff.language, keys, word)
