"""The history of an entry: every version with who wrote it, who approved it and when; what it changed; going back to it."""

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.frame.doors import allowed
from console.frame.visit import Staff
from console.knowledge.workshop import Workshop
from console.permissions import Act
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.entry import Entry
from knowledge_base.versions import Version


def history_routes(router: APIRouter, workshop: Workshop) -> None:
    """The list of versions, one version, and restoring it."""

    @router.get("/{city}/{id}/history")
    def history(city: str, id: str, staff: Staff = allowed(Act.SEE_KNOWLEDGE)) -> Response:
        versions = _known(workshop, city, id)
        accounts = {name for version in versions for name in (version.author, version.approver)}
        names = {id: account.name for id in accounts if id and (account := staff.desk.accounts.find(id))}
        return staff.page("knowledge/history.html", city=city, id=id, versions=list(reversed(versions)), names=names)

    @router.get("/{city}/{id}/history/{number}")
    def version(city: str, id: str, number: int, staff: Staff = allowed(Act.SEE_KNOWLEDGE)) -> Response:
        versions = _known(workshop, city, id)
        if not 0 < number <= len(versions):
            raise NotFound("there is no such version")
        shown, before = versions[number - 1], versions[number - 2] if number > 1 else None
        changes = _changes(before.entry if before else None, shown.entry)
        is_newest = number == len(versions)
        return staff.page("knowledge/version.html", city=city, id=id, version=shown, changes=changes, is_newest=is_newest)

    @router.post("/{city}/{id}/history/{number}/restore")
    def restore(city: str, id: str, number: int, staff: Staff = allowed(Act.PUBLISH_ENTRY)) -> Response:
        version = workshop.desk.restore(city, id, number, staff.account.id)
        staff.did(Act.PUBLISH_ENTRY, "entry", f"{city}/{id}", version.number)
        return staff.goes_to(f"/knowledge/{city}/{id}", "knowledge.said.restored", number=number)


def _known(workshop: Workshop, city: str, id: str) -> list[Version]:
    """Raises NotFound when there never was such an entry."""
    versions = workshop.desk.history(city, id)
    if not versions:
        raise NotFound("there is no such entry")
    return versions


def _changes(before: Entry | None, after: Entry | None) -> list[tuple[str, str, list[Piece]]]:
    """(language, field, differences) of each text that is not the same."""
    texts = [entry.texts if entry else {} for entry in (before, after)]
    found = []
    for language in dict.fromkeys([*texts[0], *texts[1]]):
        old, new = (_fields(entry.get(language)) for entry in texts)
        found += [(language, name, differences(old[name], new[name])) for name in old if old[name] != new[name]]
    return found


def _fields(text) -> dict[str, str]:
    names = ("title", "questions", "summary", "body")
    values = {name: getattr(text, name) if text else "" for name in names}
    return {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
