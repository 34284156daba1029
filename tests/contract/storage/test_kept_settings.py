"""Settings that admins changed: in memory, on SQLite and on PostgreSQL, and what holds of them."""

import pytest

from bot.current_settings import CHANGEABLE, CurrentSettings
from bot.errors import BadInput
from bot.settings import Settings
from bot.storage.database import migrate
from bot.storage.kept_settings import MemoryKeptSettings, SqlKeptSettings
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept(request, tmp_path):
    if request.param == "memory":
        yield MemoryKeptSettings(lambda: 5.0)
        return
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url, engine_of(url) as engine:
        migrate(engine)
        yield SqlKeptSettings(engine, lambda: 5.0)


@pytest.fixture
def current(kept, monkeypatch) -> CurrentSettings:
    """Of a house that was started with an operator in its environment."""
    monkeypatch.setenv("HARRERA_OPERATOR", "The town of the environment")
    return CurrentSettings(Settings(), kept)


def test_new_house_holds_what_it_was_started_with(kept, current):
    current.refresh()
    assert (kept.newest(), kept.mark(), kept.history(9)) == ([], 0, [])
    assert current.now == Settings() and current.now.operator == "The town of the environment"


def test_change_holds_here_and_in_every_other_process_that_looks(kept, current):
    other = CurrentSettings(Settings(), kept)
    rows = current.change({"answer_from": "0.7", "human_contact": "  Ünï 'x'\n  944 00 00 00 ", "ask_from": "0.5"}, "ana")

    assert [row.name for row in rows] == ["answer_from", "human_contact"], "what stays as it is, is no change"
    assert (current.now.answer_from, current.now.human_contact) == (0.7, "Ünï 'x' 944 00 00 00")
    assert other.now.answer_from == Settings().answer_from
    other.refresh()
    assert other.now == current.now and kept.mark() == rows[-1].number


def test_undo_gives_back_the_value_before_and_is_a_change_itself(current):
    first = current.change({"answer_from": "0.7"}, "ana")[0]
    second = current.change({"answer_from": "0.8"}, "ben")[0]
    current.undo(second.number, "eva")
    assert current.now.answer_from == 0.7
    current.undo(first.number, "eva")

    assert current.now.answer_from == Settings().answer_from
    told = [(row.account_id, before, after) for row, before, after in current.history(9)]
    shipped = str(Settings().answer_from)
    assert told == [("eva", "0.7", shipped), ("eva", "0.8", "0.7"), ("ben", "0.7", "0.8"), ("ana", shipped, "0.7")]
    assert current.history(1)[0][0].at == 5
    with pytest.raises(BadInput):
        current.undo(99, "eva")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answer_from", "1.2"),
        ("answer_from", "nan"),
        ("answer_from", "0,7"),
        ("inflight_minutes", "61"),  # the notice says: one hour at most
        ("reachable_days", "8"),  # the notice says: seven days at most
        ("reachable_days", "0"),
        ("later_hours", ""),
        ("languages_off", "es"),  # the language of the house
        ("languages_off", "xx"),
        ("languages_off", "fr, ar"),
        ("human_hours", "x" * 201),
        ("operator", "Mine"),  # the environment fixes it
        ("city", "valencia"),
        ("secret_key", "x"),
        ("no_such_setting", "x"),
    ],
)
def test_what_cannot_be_taken_changes_nothing(kept, current, name, text):
    with pytest.raises(BadInput, match=name):
        current.change({"ask_from": "0.4", name: text}, "ana")
    assert kept.mark() == 0 and current.now == Settings()


def test_environment_wins_over_what_was_kept_before(kept, monkeypatch):
    CurrentSettings(Settings(), kept).change({"operator": "Mine", "answer_from": "0.7"}, "ana")
    monkeypatch.setenv("HARRERA_OPERATOR", "Theirs")
    later = CurrentSettings(Settings(), kept)
    later.refresh()

    assert (later.now.operator, later.now.answer_from) == ("Theirs", 0.7)
    assert later.is_fixed("operator") and not later.is_fixed("answer_from")


def test_value_that_does_not_fit_any_more_is_left_out(kept):
    kept.put({"inflight_minutes": "6000", "a_setting_of_before": "x", "reachable_days": "3"}, "ana")
    current = CurrentSettings(Settings(), kept)
    current.refresh()
    assert (current.now.inflight_minutes, current.now.reachable_days) == (60, 3)


def test_nothing_secret_can_be_changed_or_shown():
    assert not [name for name in CHANGEABLE if "secret" in name or "token" in name or "password" in name]
