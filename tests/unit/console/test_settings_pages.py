"""The settings: changed on a page, live in the assistant, with what a limit would do shown before it is saved, and undone again."""

import re

import pytest

from bot.current_settings import CurrentSettings
from bot.settings import Settings
from bot.storage.kept_settings import MemoryKeptSettings
from console.settings.desk import SettingsDesk
from console.settings.routes import settings_section
from console.settings.states import State
from knowledge_base.effect import Effect, Rehearsed
from knowledge_base.library import Library, Teaching
from knowledge_base.repository import MemoryEntryRepository
from matching.items import Candidate
from matching.matcher import Thresholds, Weighed
from matching.weights import Rehearsal, shipped_weights
from tests.unit.bot.fakes import entry
from tests.unit.console.world import World

LANGUAGES = {"es": "Español", "eu": "Euskara", "ro": "Română"}
BELIEVED = {  # question -> (sureness that it is ours, of the first candidate, of the second)
    "storks?": (0.9, 0.8, 0.1),
    "surely herons?": (0.9, 0.7, 0.2),
    "herons or storks?": (0.6, 0.4, 0.35),
    "hardly storks": (0.3, 0.2, 0.1),
    "volcanoes": (0.45, 0.1, 0.1),
}
RIGHT = ("storks", "swifts", "herons", "storks", None)
QUESTIONS = [Rehearsal(text, "es", frozenset({right} if right else ())) for text, right in zip(BELIEVED, RIGHT)]
QUESTIONS.append(Rehearsal("of an entry that is not here", "es", frozenset({"elsewhere"})))


class FakeMatcher:
    """Believes what is written above."""

    ids = ["storks", "herons", "swifts"]

    def weighed(self, text: str, language: str) -> Weighed:
        ours, *of_each = BELIEVED[text]
        return Weighed(ours, tuple(Candidate(id, p) for id, p in zip(self.ids, of_each)))


class House:
    """A console over settings in memory, and a matcher whose beliefs are known."""

    def __init__(self, base: Settings):
        self.kept = MemoryKeptSettings()
        self.current = CurrentSettings(base, self.kept)
        self.rehearsed = 0
        self.matcher = FakeMatcher()
        desk = SettingsDesk(self.current, lambda: {"database": _works, "engine": _fails}, lambda: self.matcher, self.rehearse, LANGUAGES)
        self.world = World(sections=[settings_section(desk)])

    def limits(self) -> Thresholds:
        return Thresholds(self.current.now.answer_from, self.current.now.ask_from)

    def rehearse(self, matcher: FakeMatcher) -> Rehearsed:
        self.rehearsed += 1
        return Rehearsed.of(matcher, QUESTIONS)

    def trail(self) -> list[tuple[str, str, str, int | None]]:
        rows = self.world.desk.audit.latest(100)
        return [(r.deed.act, r.deed.kind, r.deed.object_id, r.deed.version) for r in reversed(rows) if r.deed.kind == "setting"]


async def _works() -> State:
    return State("works", (("kind", "sqlite"),))


async def _fails() -> State:
    raise RuntimeError("https://platform.example/bot123:SECRET/getMe")


@pytest.fixture
def house() -> House:
    return House(Settings())


def field_of(page: str, name: str) -> str:
    return re.search(rf'<input id="{name}"[^>]* value="([^"]*)"', page)[1]


def test_change_holds_at_once_and_stands_in_the_trail(house):
    admin = house.world.signed_in("admin")
    sent = admin.send("/settings/service", "/settings", operator="Town <b>Hall</b>", human_contact="944 00 00 00", human_hours="9-14")

    assert sent.status_code == 303
    assert (house.current.now.operator, house.current.now.human_hours) == ("Town <b>Hall</b>", "9-14")
    assert house.trail() == [
        ("change_settings", "setting", name, n) for n, name in enumerate(("operator", "human_contact", "human_hours"), 1)
    ]
    page = admin.get("/settings").text
    assert not re.search(r'id="operator"[^>]* disabled', page)
    assert field_of(page, "operator") == "Town &lt;b&gt;Hall&lt;/b&gt;" and "Guardado" in page
    assert admin.send("/settings/service", "/settings", operator="Town <b>Hall</b>", human_contact="944 00 00 00", human_hours="9-14")
    assert len(house.trail()) == 3, "what was not changed is no deed"


@pytest.mark.parametrize(
    ("group", "name", "typed"),
    [
        ("service", "operator", " "),
        ("service", "human_hours", "x" * 201),
        ("retention", "inflight_minutes", "61"),
        ("retention", "reachable_days", "eight"),
        ("retention", "later_hours", "1e9"),
        ("sureness", "answer_from", "99"),
        ("sureness", "ask_from", "0.5"),
        ("sureness", "answer_from", "52٫5"),
    ],
)
def test_value_that_cannot_be_taken_is_named_and_stays_in_the_form(house, group, name, typed):
    good = {"operator": "Town", "inflight_minutes": "30", "reachable_days": "3", "later_hours": "5", "answer_from": "60", "ask_from": "40"}
    answer = house.world.signed_in("admin").send(f"/settings/{group}", "/settings", **(good | {name: typed}))

    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert field_of(answer.text, name) == typed
    assert re.search(rf'<input id="{name}"[^>]*aria-invalid="true"', answer.text)
    assert house.kept.mark() == 0 and house.trail() == []


def test_limits_are_saved_only_from_the_page_that_shows_what_they_do(house):
    admin = house.world.signed_in("admin")
    shown = admin.send("/settings/sureness", "/settings", answer_from="95", ask_from="10")

    assert shown.status_code == 200 and house.kept.mark() == 0
    before, after = (Rehearsed.of(house.matcher, QUESTIONS).under(limits) for limits in (Thresholds(), Thresholds(0.95, 0.1)))
    assert before == Effect(ours=4, right=1, wrong=1, offered=1, lost=1, foreign=1, refused=1)
    assert after == Effect(ours=4, right=0, wrong=0, offered=3, lost=1, foreign=1, refused=0)
    cells = re.findall(r"<td[^>]*>([\d.]+) % <span[^>]*>\((\d+)\)", shown.text)
    names = ("right", "wrong", "offered", "lost", "refused")
    assert [int(n) for _, n in cells] == [getattr(effect, name) for name in names for effect in (before, after)]
    token = re.search(r'name="seen" value="([^"]*)"', shown.text)[1]
    assert admin.send("/settings/sureness", "/settings", answer_from="90", ask_from="10", seen=token).status_code == 200
    assert house.kept.mark() == 0, "those are others than were shown"
    saved = admin.send("/settings/sureness", "/settings", answer_from="95", ask_from="10", seen=token)
    assert saved.status_code == 303 and house.limits() == Thresholds(0.95, 0.1)
    assert house.rehearsed == 1, "what the matcher believes is asked for once"
    house.matcher = FakeMatcher()
    admin.send("/settings/sureness", "/settings", answer_from="60", ask_from="10")
    assert house.rehearsed == 2, "an entry was changed since"


def test_limits_are_asked_for_with_each_question():
    limits = [Thresholds(answer=0.0)]
    repository = MemoryEntryRepository()
    repository.save([entry("storks"), entry("herons"), entry("swifts")])
    library = Library(repository, Teaching(shipped_weights(), limits=lambda: limits[-1]))
    assert library.match("storks", "es", "bilbao").decision == "answer"
    limits.append(Thresholds(answer=0.95, ours=0.0))
    assert library.match("storks", "es", "bilbao").decision == "ask"


def test_language_is_turned_off_but_never_that_of_the_house(house):
    admin = house.world.signed_in("admin")
    admin.send("/settings/languages", "/settings", language=["eu"])

    assert house.current.now.languages_off == "ro"
    assert re.search(r'value="ro">', admin.get("/settings").text) and re.search(
        r'value="es" checked disabled>', admin.get("/settings").text
    )
    admin.send("/settings/languages", "/settings")
    assert house.current.now.languages_off == "eu ro"


def test_earlier_values_are_listed_and_can_be_taken_back(house):
    admin = house.world.signed_in("admin")
    for hours in ("9-14", "10-15"):
        admin.send("/settings/service", "/settings", operator=house.current.now.operator, human_hours=hours)
    page = admin.get("/settings/history").text
    assert re.findall(r"<bdi>(9-14|10-15|vacío)</bdi>", page) == ["9-14", "10-15", "vacío", "9-14"] and admin.account.name in page
    admin.send("/settings/history/2/undo", "/settings/history")

    assert house.current.now.human_hours == "9-14" and house.trail()[-1] == ("change_settings", "setting", "human_hours", 3)
    for number in ("99", "0", "99999999999999999999999"):
        assert admin.send(f"/settings/history/{number}/undo", "/settings/history").status_code == 404


def test_what_the_environment_fixes_is_shown_and_cannot_be_changed(monkeypatch):
    monkeypatch.setenv("HARRERA_OPERATOR", "The town of the environment")
    monkeypatch.setenv("HARRERA_DATABASE_URL", "postgresql://harrera:hunter2@db.example/harrera")
    monkeypatch.setenv("HARRERA_TELEGRAM_TOKEN", "123:hunter2")
    house = House(Settings())
    admin = house.world.signed_in("admin")
    page = admin.get("/settings").text

    assert "HARRERA_OPERATOR" in page and "The town of the environment" in page and 'id="operator"' not in page
    assert "hunter2" not in page and "postgresql://•••" in page
    assert admin.send("/settings/service", "/settings", operator="Mine", human_hours="9-14").status_code == 303
    assert (house.current.now.operator, house.current.now.human_hours) == ("The town of the environment", "9-14")


def test_reviewer_looks_and_only_an_admin_changes(house):
    reviewer = house.world.signed_in("reviewer")
    page = reviewer.get("/settings").text
    main = page.split("<main")[1]

    assert "<button" not in main and re.search(r'id="operator"[^>]* disabled', main)
    assert reviewer.send("/settings/service", "/myself", operator="Mine").status_code == 403
    assert reviewer.get("/settings/state").status_code == reviewer.get("/settings/history").status_code == 200
    assert house.world.signed_in("editor").get("/settings").status_code == 403


def test_state_is_asked_now_and_never_tells_a_secret(house):
    page = house.world.signed_in("reviewer").get("/settings/state").text

    assert "Funciona" in page and "sqlite" in page and "No contesta" in page
    assert "SECRET" not in page


def test_effect_counts_each_question_once():
    for limits in (Thresholds(0.3, 0.1), Thresholds(), Thresholds(0.95, 0.95)):
        effect = Rehearsed.of(FakeMatcher(), QUESTIONS).under(limits)
        assert effect.right + effect.wrong + effect.offered + effect.lost == effect.ours == 4
        assert effect.refused <= effect.foreign == 1
