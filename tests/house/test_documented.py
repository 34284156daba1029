"""Documented = existing: settings, commands and log events are in their pages, and nothing else is."""

import ast
import re

import pytest

from bot.privacy_log import EVENTS
from bot.settings import Settings, settings_table
from docs.generate import FOLDER, MEANINGS, PAGES, commands, metrics
from tests.house.tree import PACKAGES, sources


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_the_program_says(name):
    page = (FOLDER / name).read_text(encoding="utf-8")

    assert len(page) > 500
    assert page == PAGES[name](), f"docs/{name} is old: run `.venv/bin/python -m docs.generate`"


def test_settings_page_holds_the_table_and_every_setting():
    page = (FOLDER / "settings.md").read_text(encoding="utf-8")

    assert settings_table() in page
    assert set(re.findall(r"HARRERA_[A-Z_]+", page)) == {f"HARRERA_{name.upper()}" for name in Settings.model_fields}


def test_commands_page_has_every_command_and_option_and_no_other():
    page = (FOLDER / "commands.md").read_text(encoding="utf-8")
    found = dict(commands())
    options = {option for command in found.values() for parameter in command.params for option in parameter.opts if option.startswith("--")}

    assert len(found) >= 7 and len(options) >= 8
    assert re.findall(r"^## `(.+)`$", page, re.MULTILINE) == list(found)
    assert set(re.findall(r"`(--[a-z-]+)`", page)) == options


def test_log_page_has_every_event_and_field_and_no_other():
    page = (FOLDER / "log-events.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", page, re.MULTILINE))

    assert {event: set(re.findall(r"`(\w+)`", fields)) for event, fields in rows.items()} == {e: set(f) for e, f in EVENTS.items()}
    assert set(MEANINGS) == set(EVENTS)


def test_every_log_event_is_written_somewhere_and_none_is_unknown():
    calls = [
        (node.args[0].value, {keyword.arg for keyword in node.keywords if keyword.arg})
        for _, text in sources(*PACKAGES)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "log" and node.args and isinstance(node.args[0], ast.Constant)
    ]

    assert len(calls) >= len(EVENTS)
    assert {event for event, _ in calls} == set(EVENTS)
    assert [event for event, fields in calls if not fields <= EVENTS[event]] == []


def test_metrics_page_has_every_figure_and_no_label_can_hold_a_person():
    page = (FOLDER / "metrics.md").read_text(encoding="utf-8")
    made = {
        node.args[0].value
        for _, text in sources(*PACKAGES)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Counter", "Gauge", "Histogram", "Summary") and node.args
        if isinstance(node.args[0], ast.Constant)
    }

    assert len(made) >= 12 and made == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert set().union(*(labels for _, _, labels, _ in metrics())) <= set("channel code decision outcome reason state status what".split())
