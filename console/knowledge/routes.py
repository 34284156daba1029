"""Pages of the knowledge base: the table, one entry, and what is done with it."""

from datetime import date

from fastapi import APIRouter, Response

from bot.errors import NotFound
from bot.insights.words import section_name
from console.editing.acts import editing_routes, today
from console.editing.bench import author_name
from console.editing.listing import MISSING, Line, listed
from console.editing.table import city_asked, table_page
from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.knowledge.workshop import Workshop
from console.permissions import Act
from knowledge_base.entry import Entry

STATES = (MISSING, "stale", "machine-draft", "draft", "reviewed")  # of a published text; what needs somebody first comes first


def knowledge_section(workshop: Workshop) -> Section:
    router = APIRouter(prefix="/knowledge")

    @router.get("")
    def table(staff: Staff = allowed(Act.SEE_KNOWLEDGE)) -> Response:
        return _table(staff, workshop)

    @router.get("/{city}/{id}")
    def entry(city: str, id: str, staff: Staff = allowed(Act.SEE_KNOWLEDGE)) -> Response:
        return _entry(staff, workshop, city, id)

    editing_routes(router, workshop)
    return Section("knowledge", router, (Place("knowledge", "knowledge", "/knowledge", Act.SEE_KNOWLEDGE),))


def _table(staff: Staff, workshop: Workshop) -> Response:
    city = city_asked(staff, workshop)
    entries, drafts = workshop.desk.repository.entries(city), workshop.desk.drafts.of_city(city)
    columns = {code: code for code in workshop.languages if any(code in entry.texts for entry in entries)} or {"es": "es"}
    day = today()
    lines = listed(entries, drafts, lambda entry: _line(entry, columns, day), columns)
    sections = {name: section_name(staff.language, name) for name in sorted({section for line in lines for section in line.sections})}
    return table_page(staff, workshop, city, lines, sections=sections, columns=columns, states=STATES)


def _line(entry: Entry, columns: dict[str, str], day: date) -> Line:
    texts = {language: state_of(entry, language) for language in columns}
    return Line(entry.id, (entry.section,), entry.original.title, texts, entry.review_by <= day)


def state_of(entry: Entry, language: str) -> str:
    """One of STATES. Stale: the original was changed after the translation was made."""
    text = entry.texts.get(language)
    if text is None:
        return MISSING
    return "stale" if text.source_revision < entry.revision else text.status


def _entry(staff: Staff, workshop: Workshop, city: str, id: str) -> Response:
    entry, drafts = workshop.entry(city, id), [draft for draft in workshop.desk.drafts.of_city(city) if draft.entry_id == id]
    if entry is None and not drafts and not workshop.desk.repository.versions(id, city):
        raise NotFound("there is no such entry")
    texts = [(code, name, state_of(entry, code) if entry else MISSING) for code, name in workshop.languages.items()]
    authors = {draft.author: author_name(staff, draft.author) for draft in drafts}
    values = {"entry": entry, "drafts": drafts, "authors": authors, "texts": texts, "today": today()}
    return workshop.page(staff, "knowledge/entry.html", city, id, **values)
