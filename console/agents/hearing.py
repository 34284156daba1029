"""Where something was heard, in two taps; and a claim that no card answers, for staff. No person, and of a text only what is redacted.

None of this goes into the audit trail: it would say where which agent was in which week.
"""

from datetime import date, timedelta

from fastapi import APIRouter, Response

from bot.errors import BadInput
from console.agents.tools import AgentTools
from console.frame.doors import allowed
from console.frame.visit import Staff
from console.permissions import Act
from rumours.radar import PLACES, Sighting, UnmatchedClaim, week_of

WEEKS = 4  # this one and those before it
_REPORT = Act.REPORT_HEARD


def add_hearing(router: APIRouter, tools: AgentTools) -> None:
    @router.post("/heard")
    def heard(staff: Staff = allowed(_REPORT)) -> Response:
        kit = tools.look_up.kit(staff.form.get("rumour"), staff.language)
        tools.radar.record(_sighting(staff, tools, kit.card.id if kit else "", kit.card.category if kit else ""))
        return staff.goes_to(f"/agents/cards/{kit.card.id}" if kit else "/agents", "agents.said.heard")

    @router.post("/tell")
    def tell(staff: Staff = allowed(_REPORT)) -> Response:
        words = staff.form.get("words").strip()
        if not words:
            raise BadInput("a claim has words")
        tools.radar.report(_claim(staff, tools, words))
        return staff.goes_to("/agents", "agents.said.told")

    @router.post("/news")
    def news(staff: Staff = allowed(Act.LOOK_UP_RUMOUR)) -> Response:
        tools.radar.tell([claim.id for claim in tools.radar.untold(reporter=staff.account.id)])
        return staff.goes_to("/agents")


def hearing_values(staff: Staff, tools: AgentTools) -> dict[str, object]:
    """What the template of the two taps needs."""
    this = week_of(tools.today())
    return {"districts": tools.districts(), "kinds_of_place": PLACES, "weeks": [this - timedelta(weeks=n) for n in range(WEEKS)]}


def _sighting(staff: Staff, tools: AgentTools, rumour: str, category: str) -> Sighting:
    """Raises BadInput for what our form does not offer."""
    form, offered = staff.form, hearing_values(staff, tools)
    district, place, week = form.get("district"), form.get("place"), form.get("week")
    weeks = {day.isoformat(): day for day in offered["weeks"]}
    if place not in PLACES or (district and district not in offered["districts"]) or (week and week not in weeks):
        raise BadInput("not one of the places or weeks")
    return Sighting(tools.city, weeks.get(week, offered["weeks"][0]), place, district, category, rumour)


def _claim(staff: Staff, tools: AgentTools, words: str) -> UnmatchedClaim:
    """Redacted before anything of it is kept."""
    language = tools.identify(words, staff.language)
    week: date = week_of(tools.today())
    return UnmatchedClaim(tools.city, week, language, tools.redact(words[:20_000], language), reporter=staff.account.id)
