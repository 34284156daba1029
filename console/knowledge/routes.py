"""Pages of the knowledge base: the table, one entry, and what is done with it at once."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from bot.errors import BadInput, NotFound
from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.knowledge.history import history_routes
from console.knowledge.listing import STATES, chosen, listed, state_of
from console.knowledge.review import review_routes
from console.knowledge.workshop import Workshop
from console.knowledge.writing import writing_routes
from console.permissions import Act
from knowledge_base.entry import is_name


def knowledge_section(workshop: Workshop) -> Section:
    router = APIRouter(prefix="/knowledge")

    @router.get("")
    def table(staff: Staff = allowed(Act.SEE_KNOWLEDGE)) -> Response:
        return _table(staff, workshop)

    @router.post("/new")
    def new(staff: Staff = allowed(Act.WRITE_ENTRY)) -> Response:
        city, id = staff.form.get("city"), staff.form.get("id").strip()
        if not is_name(id) or city not in workshop.cities:
            raise BadInput("an entry is called by a name without spaces or slashes")
        return staff.goes_to(f"/knowledge/{city}/{id}/frame")

    @router.get("/{city}/{id}")
    def entry(city: str, id: str, staff: Staff = allowed(Act.SEE_KNOWLEDGE)) -> Response:
        return _entry(staff, workshop, city, id)

    @router.post("/{city}/{id}/confirm")
    def confirm(city: str, id: str, staff: Staff = allowed(Act.CONFIRM_ENTRY)) -> Response:
        version = workshop.desk.confirm(city, id, staff.account.id, _today())
        staff.did(Act.CONFIRM_ENTRY, "entry", f"{city}/{id}", version.number)
        return staff.goes_to(f"/knowledge/{city}/{id}", "knowledge.said.confirmed")

    @router.post("/{city}/{id}/withdraw")
    def withdraw(city: str, id: str, staff: Staff = allowed(Act.WITHDRAW_ENTRY)) -> Response:
        version = workshop.desk.withdraw(city, id, staff.account.id)
        staff.did(Act.WITHDRAW_ENTRY, "entry", f"{city}/{id}", version.number)
        return staff.goes_to(f"/knowledge/{city}/{id}/history", "knowledge.said.withdrawn")

    for add in (writing_routes, review_routes, history_routes):
        add(router, workshop)
    return Section("knowledge", router, (Place("knowledge", "knowledge", "/knowledge", Act.SEE_KNOWLEDGE),))


LINES = 100  # of the table, on one page


def _today() -> date:
    return datetime.now(UTC).date()


def _table(staff: Staff, workshop: Workshop) -> Response:
    asked = staff.request.query_params.get
    city = asked("city") if asked("city") in workshop.cities else workshop.city
    entries = workshop.desk.repository.entries(city)
    languages = [code for code in workshop.languages if any(code in entry.texts for entry in entries)] or ["es"]
    lines = listed(entries, workshop.desk.drafts.of_city(city), languages, _today())
    found = chosen(lines, asked("words", ""), asked("section", ""), asked("state", ""), asked("written_in", ""))
    values = {"city": city, "cities": workshop.cities, "sections": sorted({line.section for line in lines if line.section})}
    states = (*STATES, "in-review", "waiting", "due")
    number = int(asked("page", "1")) if asked("page", "1").isdecimal() else 1
    pages = [_address(staff, page) for page in range(1, 2 + (len(found) - 1) // LINES)]
    values |= {"lines": found[LINES * max(0, number - 1) : LINES * number], "count": len(found), "total": len(lines), "pages": pages}
    return staff.page("knowledge/table.html", languages_written=languages, states=states, asked=asked, number=number, **values)


def _address(staff: Staff, page: int) -> str:
    """The query of the same table at another page."""
    return urlencode(dict(staff.request.query_params) | {"page": page})


def _entry(staff: Staff, workshop: Workshop, city: str, id: str) -> Response:
    entry, drafts = workshop.entry(city, id), [draft for draft in workshop.desk.drafts.of_city(city) if draft.entry_id == id]
    if entry is None and not drafts and not workshop.desk.repository.versions(id, city):
        raise NotFound("there is no such entry")
    texts = [(code, name, state_of(entry, code) if entry else "missing") for code, name in workshop.languages.items()]
    names = {draft.author: author_name(staff, draft.author) for draft in drafts}
    return staff.page("knowledge/entry.html", city=city, id=id, entry=entry, drafts=drafts, names=names, texts=texts, today=_today())


def author_name(staff: Staff, account_id: str) -> str:
    """What staff call the account; empty when it was nobody here."""
    account = staff.desk.accounts.find(account_id) if account_id else None
    return account.name if account else ""
