"""Pages of translations: the table, one language out, a file in with its report first, and a machine's drafts where there is a machine."""

from urllib.parse import urlencode

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.frame.doors import allowed
from console.frame.headers import PAGE_HEADERS
from console.frame.paging import leaf_of
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from console.translations.coming_back import coming_back_routes
from console.translations.table import STATES, TO_DO, chosen, counted, rows_of
from console.translations.tools import FORMS, TranslationTools
from knowledge_base.exchange.machine import MOST_AT_ONCE, TranslatorSilent, machine_sheets
from knowledge_base.exchange.planning import apply_plan, plan_import

LINES = 50  # of the table, on one page


def translations_section(tools: TranslationTools) -> Section:
    router = APIRouter(prefix="/translations")

    @router.get("")
    def table(staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS)) -> Response:
        return _table(staff, tools)

    @router.get("/{city}/{language}/as/{form}")
    def export(city: str, language: str, form: str, staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS)) -> Response:
        asked = staff.request.query_params.get
        content, media, name = tools.exported(city, language, form, asked("section", ""), asked("only") == "to-do")
        return Response(content, media_type=media, headers=PAGE_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'})

    coming_back_routes(router, tools)
    if tools.translator is not None:
        _machine_routes(router, tools)
    places = (Place("translations", "translations", "/translations", Act.EXCHANGE_TRANSLATIONS),)
    return Section("translations", router, places)


def _table(staff: Staff, tools: TranslationTools) -> Response:
    asked = staff.request.query_params.get
    city, language = tools.city_named(asked("city")), asked("written_in", "")
    entries = tools.desk.repository.entries(city)
    rows = rows_of(entries, tools.desk.drafts.of_city(city), tools.languages)
    shown = [language] if language in tools.languages else list(tools.languages)
    language = language if language in tools.languages else ""
    found = chosen(rows, asked("section", ""), language, asked("state", ""))
    leaf = leaf_of(found, LINES, staff.request)
    values = {"city": city, "cities": tools.desk.repository.cities(), "sections": sorted({row.section for row in rows})}
    values |= {"rows": leaf.items, "count": len(found), "total": len(rows), "pages": leaf.addresses, "number": leaf.number}
    values |= {"asked": asked, "states": STATES, "written_in": language, "shown": shown}
    values |= {"counts": counted(chosen(rows, asked("section", ""), "", ""), tools.languages), "names": tools.languages}
    to_do = sum(row.cells[language] in TO_DO for row in found) if language else 0
    machine = {"has_machine": tools.translator is not None, "most": MOST_AT_ONCE, "to_do": to_do, "forms": FORMS}
    return staff.page("translations/table.html", **values, **machine)


def _machine_routes(router: APIRouter, tools: TranslationTools) -> None:
    """Only where an installation plugged a translator in."""

    @router.post("/{city}/{language}/machine")
    def machine(city: str, language: str, staff: Staff = allowed(Act.EXCHANGE_TRANSLATIONS)) -> Response:
        back = f"/translations?{urlencode({'city': city, 'written_in': language})}"
        mine = {draft.entry_id for draft in tools.desk.drafts.of_city(city) if language in draft.texts}
        wanted = [entry for entry in tools.entries(city, language, states=TO_DO) if entry.id not in mine][:MOST_AT_ONCE]
        if not wanted:
            raise NotFound("there is nothing to translate")
        try:
            sheets = machine_sheets(wanted, language, tools.translator)
        except TranslatorSilent:
            return staff.goes_to(back, "translations.said.silent")
        plan = plan_import(sheets, tools.desk, staff.account.id, tools.languages, by_machine=True)
        kept = apply_plan(plan, tools.desk)
        staff.did(Act.EXCHANGE_TRANSLATIONS, "translations", f"{city}/{language}", kept)
        return staff.goes_to(back, "translations.said.by_machine", count=kept, refused=plan.count("refused"))
