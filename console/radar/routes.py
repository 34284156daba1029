"""The pages of the radar: what is heard, and the queue of claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from fastapi import APIRouter, Response

from bot.errors import BadInput
from bot.http.charts import chart
from bot.steps import Bar, span
from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from rumours.counts_shown import HeardReport, heard_report
from rumours.radar import Radar
from rumours.repository import EVERYWHERE
from rumours.unmatched import ClaimQueue

MOST_GROUPS = 50  # on one page


@dataclass(frozen=True)
class RadarDesk:
    """What the pages work with. `districts` gives id -> name."""

    radar: Radar
    queue: ClaimQueue
    city: str
    districts: Callable[[], Mapping[str, str]]
    today: Callable[[], date] = date.today


def radar_section(desk: RadarDesk) -> Section:
    router = APIRouter()

    @router.get("/radar")
    def heard(staff: Staff = allowed(Act.SEE_RADAR)) -> Response:
        districts = desk.districts()
        report = heard_report(desk.radar, desk.city, desk.today(), list(districts))
        return staff.page("radar/heard.html", report=report, tables=_tables(staff, report, districts), cards=_cards(staff, desk, report))

    @router.get("/claims")
    def claims(staff: Staff = allowed(Act.WRITE_RUMOUR)) -> Response:
        groups, known = desk.queue.groups(desk.city), desk.queue.cards()
        begun = [(id, found, any(card.id == id for card in known)) for id, found in desk.queue.begun(desk.city).items()]
        titled = sorted((card.text_for(staff.language).title, card) for card in known)
        return staff.page("radar/claims.html", groups=groups[:MOST_GROUPS], left=len(groups[MOST_GROUPS:]), begun=begun, cards=titled)

    @router.post("/claims/attach")
    def attach(staff: Staff = allowed(Act.WRITE_RUMOUR)) -> Response:
        card = staff.form.get("card")
        return _done(staff, lambda: _attach(staff, desk, card), card, "attached")

    @router.post("/claims/begin")
    def begin(staff: Staff = allowed(Act.WRITE_RUMOUR)) -> Response:
        card = staff.form.get("id").strip()
        try:
            language = desk.queue.begin(_ids(staff), card, desk.city, staff.account.id)
        except BadInput:
            return staff.goes_to("/claims", "radar.said.not_begun")
        staff.did("begun_claims", "rumour", card)
        return staff.goes_to(f"/rumours/{EVERYWHERE}/{card}/text/{language}", "radar.said.begun")

    @router.post("/claims/dismiss")
    def dismiss(staff: Staff = allowed(Act.WRITE_RUMOUR)) -> Response:
        ids = _ids(staff)
        desk.queue.dismiss(ids)
        for id in ids:
            staff.did("dismiss_claim", "claim", id)
        return staff.goes_to("/claims", "radar.said.dismissed")

    @router.post("/claims/begun/{card_id}/finish")
    def finish(card_id: str, staff: Staff = allowed(Act.WRITE_RUMOUR)) -> Response:
        return _done(staff, lambda: desk.queue.finish(desk.city, card_id), card_id, "finished")

    places = (Place("radar", "radar", "/radar", Act.SEE_RADAR), Place("radar", "claims", "/claims", Act.WRITE_RUMOUR))
    return Section("radar", router, places)


def _done(staff: Staff, deed: Callable[[], None], card_id: str, said: str) -> Response:
    """Do it, note it, say it; what was not taken changes nothing, and the claims still stand in the queue."""
    try:
        deed()
    except BadInput:
        return staff.goes_to("/claims", f"radar.said.not_{said}")
    staff.did(f"{said}_claims", "rumour", card_id)
    return staff.goes_to("/claims", f"radar.said.{said}")


def _attach(staff: Staff, desk: RadarDesk, card: str) -> None:
    said = staff.form.get
    desk.queue.attach(_ids(staff), card, said("language"), said("phrasing"), staff.account.id)


def _ids(staff: Staff) -> list[str]:
    """Those that are ticked and are ids of ours."""
    return [id for id in staff.form.all("claim") if id.isalnum() and len(id) <= 40]


def _tables(staff: Staff, report: HeardReport, districts: Mapping[str, str]) -> list[tuple]:
    """(key, chart, rows of name and words) of each table."""
    few = staff.say("radar.few")
    named = (
        ("weeks", report.weeks, lambda key: format_date(date.fromisoformat(key), "d MMM", locale=staff.language)),
        ("districts", report.districts, lambda key: districts.get(key, key) if key else staff.say("radar.no_district")),
        ("categories", report.categories, lambda key: staff.say(f"radar.category.{key or 'none'}")),
    )
    return [(name, chart(bars, names := [call(bar.key) for bar in bars], few), _rows(bars, names, few)) for name, bars, call in named]


def _rows(bars: tuple[Bar, ...], names: list[str], few: str) -> list[tuple[str, str]]:
    return [(name, span(bar.n) or few) for bar, name in zip(bars, names)]


def _cards(staff: Staff, desk: RadarDesk, report: HeardReport) -> list[tuple]:
    """(text, how often) of the cards heard most."""
    known = {card.id: card.text_for(staff.language) for card in desk.queue.cards()}
    return [(known[bar.key], span(bar.n)) for bar in report.cards if bar.key in known]
