"""Pages of the directory: the table, one service, and what is done with it."""

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.directory.bench import DirectoryBench
from console.editing.acts import editing_routes, today
from console.editing.bench import author_name
from console.editing.listing import MISSING, Line, listed
from console.editing.table import city_asked, table_page
from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from knowledge_base.directory import Service, in_words
from knowledge_base.editing.life import LOOK_AGAIN
from knowledge_base.editing.services.checking import FACTS, NEEDS, unknown
from knowledge_base.editing.services.desk import ServiceTrial
from knowledge_base.editing.services.written import ALL_LANGUAGES
from knowledge_base.finding_services import is_closed

KNOWN = "known"
STATES = (MISSING, KNOWN)


def directory_section(bench: DirectoryBench) -> Section:
    router = APIRouter(prefix="/directory")

    @router.get("")
    def table(staff: Staff = allowed(bench.acts.see)) -> Response:
        return _table(staff, bench)

    @router.get("/{city}/{id}")
    def service(city: str, id: str, staff: Staff = allowed(bench.acts.see)) -> Response:
        return _service(staff, bench, city, id)

    editing_routes(router, bench)
    return Section("directory", router, (Place("directory", "directory", "/directory", Act.SEE_KNOWLEDGE),))


def _table(staff: Staff, bench: DirectoryBench) -> Response:
    """A service stands under each of its needs and its district; its columns are what is known of it."""
    city = city_asked(staff, bench)
    directory = bench.desk.papers.directory(city)
    lines = listed(directory.services, bench.desk.drafts.of_city(city), lambda service: _line(service, staff.language), FACTS)
    sections = {name: staff.say(f"directory.needs.{name}") for name in NEEDS} | dict(directory.districts)
    columns = {fact: staff.say(f"directory.facts.{fact}") for fact in FACTS}
    return table_page(staff, bench, city, lines, sections=sections, columns=columns, states=STATES)


def _line(service: Service, language: str) -> Line:
    missing = unknown(service)
    places = (service.location.district,) if service.location and service.location.district else ()
    texts = {fact: MISSING if fact in missing else KNOWN for fact in FACTS}
    return Line(service.id, (*service.needs, *places), in_words(service.name, language), texts, _is_due(service))


def _is_due(service: Service) -> bool:
    """Nobody looked at it for as long as an entry may stand."""
    return service.assured_date is None or service.assured_date + LOOK_AGAIN <= today()


def _service(staff: Staff, bench: DirectoryBench, city: str, id: str) -> Response:
    listing, drafts = bench.find(city, id), [draft for draft in bench.desk.drafts.of_city(city) if draft.entry_id == id]
    if listing is None and not drafts and not bench.desk.papers.versions(city, id):
        raise NotFound("there is no such service")
    authors = {draft.author: author_name(staff, draft.author) for draft in drafts}
    texts = [(code, bench.desk.papers.part(listing, code)) for code in bench.languages]
    linked = bench.desk.papers.linked(listing) if listing else []
    values = {
        "listing": listing,
        "drafts": drafts,
        "authors": authors,
        "texts": texts,
        "named": [entry for entry in linked if id in entry.services],
        "by_need": [entry for entry in linked if id not in entry.services],
        "all_languages": ALL_LANGUAGES,
    }
    values |= {
        "closed": listing is not None and is_closed(listing.service, today()),
        "unknown": unknown(listing.service) if listing else [],
    }
    shown = bench.previews(ServiceTrial(listing), staff.language) if listing else {}
    return bench.page(staff, "directory/service.html", city, id, shown=shown, **values)
