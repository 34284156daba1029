"""The pages of the settings: all groups, what a limit would do before it is saved, every earlier value, and what works now."""

from datetime import date

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from bot.errors import BadInput, NotFound
from bot.storage.kept_settings import KeptSetting
from console.frame.doors import allowed
from console.frame.forms import Form
from console.frame.look import day
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act
from console.settings.desk import GROUPS, SettingsDesk, bounds
from console.settings.states import states_of
from matching.matcher import Thresholds

PAGE = 100  # changes


def settings_section(desk: SettingsDesk) -> Section:
    router = APIRouter(prefix="/settings")

    @router.get("")
    def settings(staff: Staff = allowed(Act.SEE_SETTINGS)) -> Response:
        return _page(staff, desk)

    @router.get("/state")
    async def state(staff: Staff = allowed(Act.SEE_SETTINGS)) -> Response:
        found = await states_of(desk.asked())
        written = {"day": lambda value: day(date.fromisoformat(value), staff.language)}
        return await run_in_threadpool(staff.page, "settings/state.html", states=found, **written)

    @router.get("/history")
    def history(staff: Staff = allowed(Act.SEE_SETTINGS)) -> Response:
        names = {account.id: account.name for account in staff.desk.accounts.all()}
        return staff.page("settings/history.html", changes=desk.current.history(PAGE), names=names, fixed=_fixed(desk))

    @router.post("/history/{number}/undo")
    def undo(number: int, staff: Staff = allowed(Act.CHANGE_SETTINGS)) -> Response:
        try:
            rows = desk.current.undo(number, staff.account.id)
        except BadInput:
            raise NotFound("there is no such change") from None
        return _changed(staff, rows, "/settings/history")

    @router.post("/sureness")
    def sureness(staff: Staff = allowed(Act.CHANGE_SETTINGS)) -> Response:
        """What it would do first; saved when it is sent from the page that shows that."""
        written = _written("sureness", staff.form, desk)
        try:
            limits = Thresholds(**_limits(desk.current.read(written), desk))
        except BadInput as bad:
            return _page(staff, desk, "sureness", bad)
        if staff.form.get("seen") == f"{limits.answer} {limits.ours}":
            return _changed(staff, desk.current.change(written, staff.account.id), "/settings")
        before = Thresholds(desk.current.now.answer_from, desk.current.now.ask_from)
        effects = desk.effects(before, limits)
        return staff.page("settings/effect.html", before=before, limits=limits, effects=effects)

    @router.post("/{group}")
    def save(group: str, staff: Staff = allowed(Act.CHANGE_SETTINGS)) -> Response:
        if group not in GROUPS:
            raise NotFound("no such group")
        try:
            return _changed(staff, desk.current.change(_written(group, staff.form, desk), staff.account.id), "/settings")
        except BadInput as bad:
            return _page(staff, desk, group, bad)

    return Section("settings", router, (Place("settings", "settings", "/settings", Act.SEE_SETTINGS),))


def _fixed(desk: SettingsDesk) -> set[str]:
    return {name for names in GROUPS.values() for name in names if desk.current.is_fixed(name)}


def _limits(values: dict, desk: SettingsDesk) -> dict[str, float]:
    now = desk.current.now
    return {"answer": values.get("answer_from", now.answer_from), "ours": values.get("ask_from", now.ask_from)}


def _written(group: str, form: Form, desk: SettingsDesk) -> dict[str, str]:
    """What was typed for those of a group that can be changed, as an environment variable would hold it."""
    if group == "languages":
        on = {*form.all("language"), desk.current.now.default_language}
        return {"languages_off": " ".join(code for code in desk.languages if code not in on)}
    names = [name for name in GROUPS[group] if not desk.current.is_fixed(name)]
    return {name: _fraction(form.get(name)) if group == "sureness" else form.get(name) for name in names}


def _fraction(per_cent: str) -> str:
    """`52` -> `0.52`; what is no whole number stays as it is, and is refused with the name of its field."""
    return str(int(per_cent) / 100) if per_cent.isascii() and per_cent.isdigit() and len(per_cent) < 4 else f"? {per_cent}"


def _changed(staff: Staff, rows: list[KeptSetting], back: str) -> Response:
    for row in rows:
        staff.did(Act.CHANGE_SETTINGS, "setting", row.name, row.number)
    return staff.goes_to(back, "settings.said.saved" if rows else "settings.said.nothing")


def _page(staff: Staff, desk: SettingsDesk, group: str = "", bad: BadInput | None = None) -> Response:
    """With `bad`, what was typed in `group` stands there again, and the fields that cannot be taken are named."""
    now = desk.current.now
    values = {name: getattr(now, name) for names in GROUPS.values() for name in names}
    values |= {name: round(100 * values[name]) for name in GROUPS["sureness"]}
    if bad and group != "languages":
        values |= {name: staff.form.get(name) for name in GROUPS[group] if not desk.current.is_fixed(name)}
    ranges = {name: bounds(name) for name in values}
    ranges |= {name: {key: round(100 * value) for key, value in ranges[name].items()} for name in GROUPS["sureness"]}
    shown = {"groups": GROUPS, "values": values, "bounds": ranges, "fixed": _fixed(desk), "wrong": str(bad).split() if bad else []}
    shown |= {"all_languages": desk.languages, "off": now.languages_off.split(), "default": now.default_language}
    return staff.page("settings/settings.html", 422 if bad else 200, others=desk.fixed(), **shown)
