"""The search page of an agent, and the card that it finds. What is looked up is sent in the body, so that it stands in no address."""

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.agents.chats import add_chats
from console.agents.hearing import add_hearing, hearing_values
from console.agents.sharing import add_sharing
from console.agents.tools import AgentTools
from console.frame.doors import allowed
from console.frame.look import day
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from rumours.looking_up import LENGTHS, Found, Kit

_LOOK = Act.LOOK_UP_RUMOUR


def agents_section(tools: AgentTools) -> Section:
    router = APIRouter(prefix="/agents")

    @router.get("")
    def search(staff: Staff = allowed(_LOOK)) -> Response:
        return _page(staff, tools, "", Found())

    @router.post("")
    def found(staff: Staff = allowed(_LOOK)) -> Response:
        return _page(staff, tools, *_found(staff, tools))

    @router.post("/look")
    def look(staff: Staff = allowed(_LOOK)) -> Response:
        """As they type: only what is found."""
        words, found = _found(staff, tools)
        return staff.part("agents/found.html", words=words, found=found, **_values(staff, tools))

    @router.get("/cards/{card_id}")
    def card(card_id: str, staff: Staff = allowed(_LOOK)) -> Response:
        return staff.page("agents/card.html", kit=kit_at(staff, tools, card_id), **_values(staff, tools))

    add_sharing(router, tools)
    add_hearing(router, tools)
    add_chats(router, tools)
    return Section("agents", router, (Place("agents", "search", "/agents", _LOOK),))


def kit_at(staff: Staff, tools: AgentTools, card_id: str) -> Kit:
    """The card in the language that is asked for. Raises NotFound."""
    kit = tools.look_up.kit(card_id, card_language(staff, tools))
    if kit is None:
        raise NotFound("no such card")
    return kit


def card_language(staff: Staff, tools: AgentTools) -> str:
    """What the address or the form asks for, else that of the page."""
    asked = staff.request.query_params.get("in") or staff.form.get("in")
    return asked if asked in tools.texts.languages else staff.language


def _page(staff: Staff, tools: AgentTools, words: str, found: Found) -> Response:
    return staff.page("agents/search.html", words=words, found=found, news=_news(staff, tools), **_values(staff, tools))


def _found(staff: Staff, tools: AgentTools) -> tuple[str, Found]:
    words = staff.form.get("words").strip()
    language = card_language(staff, tools)
    return words, tools.look_up.find(words, tools.identify(words, language), language) if words else Found()


def _news(staff: Staff, tools: AgentTools) -> list[Kit]:
    """Cards that answer by now what this agent reported."""
    ids = dict.fromkeys(claim.rumour for claim in tools.radar.untold(reporter=staff.account.id))
    return [kit for id in ids if (kit := tools.look_up.kit(id, staff.language))]


def _values(staff: Staff, tools: AgentTools) -> dict[str, object]:
    """For every template of the section."""
    return {
        "lengths": LENGTHS,
        "card_language": card_language(staff, tools),
        "all_languages": tools.texts.languages,
        "verdict": lambda kit: tools.texts.get(staff.language, f"rumours.verdict.{kit.card.verdict.key}"),
        "day": lambda when: day(when, staff.language, "long"),
        **hearing_values(staff, tools),
    }
