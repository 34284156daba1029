"""Pages of the content as files: the whole of it out as a zip, and one in again, looked at before anything changes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Response

from bot.errors import ContentFaults, NotFound
from console.files.whole import Report, WholeContent
from console.frame.doors import allowed
from console.frame.headers import PAGE_HEADERS
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from console.storage.waiting import WaitingFiles
from knowledge_base.exchange.archive import LARGEST_ZIP
from knowledge_base.exchange.files import FileRefused
from knowledge_base.exchange.git_archive import ArchiveState, GitArchive
from knowledge_base.versions import StaleVersion

PURPOSE = "files"
SHOWN = 200  # lines of a list on the page
_ROOM_FOR_THE_FORM = 64 * 1024


@dataclass(frozen=True)
class FileTools:
    """`archive` is None unless the installation keeps its content in git."""

    whole: WholeContent
    waiting: WaitingFiles
    archive: GitArchive | None = None
    clock: Callable[[], float] = time.time

    @property
    def archive_state(self) -> ArchiveState | None:
        return self.archive.state() if self.archive else None


def files_section(tools: FileTools) -> Section:
    router = APIRouter(prefix="/files")

    @router.get("")
    def files(staff: Staff = allowed(Act.EXPORT_FILES)) -> Response:
        return _page(staff, tools)

    @router.get("/as/{form}")
    def export(form: str, staff: Staff = allowed(Act.EXPORT_FILES)) -> Response:
        if form != "zip":
            raise NotFound("no such form")
        headers = PAGE_HEADERS | {"Content-Disposition": 'attachment; filename="harrera-content.zip"'}
        return Response(tools.whole.zipped(), media_type="application/zip", headers=headers)

    @router.post("/import")
    def send(staff: Staff = allowed(Act.IMPORT_FILES, limit=LARGEST_ZIP + _ROOM_FOR_THE_FORM)) -> Response:
        upload = staff.form.upload("file")
        if upload is None or not upload.content:
            return _refused(staff, tools, FileRefused("nothing"))
        try:
            tools.whole.report(upload.content)
        except FileRefused as refused:
            return _refused(staff, tools, refused)
        tools.waiting.put(staff.account.id, PURPOSE, upload.content, tools.clock())
        return staff.goes_to("/files")

    @router.post("/import/apply")
    def apply(staff: Staff = allowed(Act.IMPORT_FILES)) -> Response:
        content = tools.waiting.find(staff.account.id, PURPOSE)
        if content is None:
            return staff.goes_to("/files")
        try:
            changed = tools.whole.take(content, staff.form.get("digest"), staff.account.id)
        except (StaleVersion, ContentFaults):
            changed = tools.whole.report(content)
        if changed is not None:
            return _page(staff, tools, staff.say("files.changed_since"), 409, changed)
        tools.waiting.remove(staff.account.id, PURPOSE)
        staff.did(Act.IMPORT_FILES, "content", "files")
        if tools.archive:
            tools.archive.everything("imported from files", staff.account.id)
        return staff.goes_to("/files", "files.said.imported")

    @router.post("/import/drop")
    def drop(staff: Staff = allowed(Act.IMPORT_FILES)) -> Response:
        tools.waiting.remove(staff.account.id, PURPOSE)
        return staff.goes_to("/files", "files.said.dropped")

    return Section("files", router, (Place("files", "files", "/files", Act.EXPORT_FILES),))


def _refused(staff: Staff, tools: FileTools, refused: FileRefused) -> Response:
    return _page(staff, tools, staff.say(f"files.refused.{refused.reason}"), refused.status)


def _page(staff: Staff, tools: FileTools, trouble: str = "", status: int = 200, report: Report | None = None) -> Response:
    content = tools.waiting.find(staff.account.id, PURPOSE) if report is None and not trouble else None
    report = tools.whole.report(content) if content is not None else report
    values = {"report": report, "trouble": trouble, "shown": SHOWN, "archive": tools.archive_state}
    return staff.page("files/files.html", status, **values)
