"""The history of a paper: every version with who wrote it, who approved it and when; what it changed; going back to it."""

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.editing.bench import Bench, author_name, fields_of_form
from console.frame.doors import allowed
from console.frame.visit import Staff
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.editing.draft import FRAME
from knowledge_base.versions import Version


def history_routes(router: APIRouter, bench: Bench) -> None:
    """The list of versions, one version, and restoring it."""

    @router.get("/{city}/{id}/history")
    def history(city: str, id: str, staff: Staff = allowed(bench.acts.see)) -> Response:
        versions = _known(bench, city, id)
        accounts = {name for version in versions for name in (version.author, version.approver)}
        names = {account: name for account in accounts if (name := author_name(staff, account))}
        return bench.page(staff, "knowledge/history.html", city, id, versions=list(reversed(versions)), authors=names)

    @router.get("/{city}/{id}/history/{number}")
    def version(city: str, id: str, number: int, staff: Staff = allowed(bench.acts.see)) -> Response:
        versions = _known(bench, city, id)
        if not 0 < number <= len(versions):
            raise NotFound("there is no such version")
        shown, before = versions[number - 1], versions[number - 2] if number > 1 else None
        changes = changes_between(bench, before, shown)
        return bench.page(staff, "knowledge/version.html", city, id, version=shown, changes=changes, is_newest=number == len(versions))

    @router.post("/{city}/{id}/history/{number}/restore")
    def restore(city: str, id: str, number: int, staff: Staff = allowed(bench.acts.publish)) -> Response:
        version = bench.desk.restore(city, id, number, staff.account.id)
        bench.did(staff, bench.acts.publish, city, id, version.number)
        bench.published(version)
        return staff.goes_to(bench.address(city, id), "knowledge.said.restored", number=number)


def _known(bench: Bench, city: str, id: str) -> list[Version]:
    """Raises NotFound when there never was such a paper."""
    versions = bench.desk.history(city, id)
    if not versions:
        raise NotFound("there is no such page")
    return versions


def changes_between(bench: Bench, before: Version | None, after: Version) -> list[tuple[str, str, list[Piece]]]:
    """(part, field, differences) of each text that is not the same."""
    found = []
    for part in (FRAME, *bench.languages):
        old, new = (fields_of_form(bench.desk.papers.part(version.entry if version else None, part)) for version in (before, after))
        pairs = ((name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys([*old, *new]))
        found += [(part, name, differences(was, becomes)) for name, was, becomes in pairs if was != becomes]
    return found
