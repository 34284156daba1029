"""Writes the pages that list what exists, from the program itself: `.venv/bin/python -m docs.generate`. A test compares them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from prometheus_client import REGISTRY
from typer.main import get_command

import bot.metrics  # noqa: F401  (its figures are registered when it is imported)
import connectors.whatsapp_channel.metrics  # noqa: F401
from bot.cli import app
from bot.privacy_log import EVENTS
from bot.settings import settings_table

FOLDER = Path(__file__).parent
MADE = "<!-- Made by `python -m docs.generate`; do not edit. -->\n"
MEANINGS = {
    "started": "The chat is open; how long it took.",
    "stopped": "The house was closed in an orderly way.",
    "content_seeded": "A city came into the store from its content files.",
    "content_git_failed": "A publication could not be written into the git repository of the content; it is live, and the next one brings it.",
    "matcher_fitted": "The matcher of a city was made anew.",
    "matcher_patched": "So many changed entries of a city are live; the matcher takes them over from what was fitted.",
    "texts_encoded": "So many of the published texts that the encoder had not seen on this machine are encoded; a first start takes minutes.",
    "cards_seeded": "The cards of the rumours room came into the store from their files; those with faults were left out.",
    "cards_fitted": "The matcher of the rumour cards was made anew.",
    "cards_patched": "So many changed rumour cards are live; the matcher takes them over from what was fitted.",
    "engine_started": "The dialogue engine answers.",
    "engine_stopped": "The dialogue engine ended; it is started again.",
    "engine_silent": "The dialogue engine gave no answer in time; the knowledge base answered.",
    "message_answered": "A message was answered. Nothing of its text.",
    "message_refused": "A message was not answered, and why.",
    "conversation_forgotten": "A person had their conversation forgotten.",
    "unexpected_error": "A fault of ours: its kind, never its words.",
    "count_lost": "An answer could not be counted.",
    "update_parked": "An update of a platform could not be answered and was put aside; the conversation goes on.",
    "send_refused": "A platform did not take a message: for good, or after all our attempts.",
    "store_silent": "The database did not answer; what waits is tried again.",
    "work_resumed": "Updates that a dead process left were taken over.",
    "message_unsent": "A platform did not take or not deliver a message, and why; `final`: it will not be tried again.",
    "month_closed": "The figures of a month that is over were made, as anybody may see them.",
    "links_checked": "So many published links were asked for, and so many are dead.",
    "card_news_told": "Agents were told by chat that a card exists for what they reported; how many.",
    "expired": "Content of updates, and chats, that were over their time were removed.",
    "setting_left_out": "A setting that was changed on the console does not fit its bounds any more; the default holds.",
    "mail_not_sent": "A one-time link could not be sent by mail; it was shown to the admin instead.",
    "encoder_unusable": "The sentence encoder could not be read; the matcher works without it.",
    "channel_closed": "A channel lets nothing in, because a secret is missing.",
    "channel_open": "A channel's platform knows us and answers.",
    "channel_silent": "A channel's platform does not answer or does not know us; it is asked again.",
}


def settings_page() -> str:
    return f"# Settings\n\n{MADE}\nEnvironment variables, read once at the start. Some can also be changed on the console ([decision](decisions/0020-settings-that-can-be-changed.md)); what stands in the environment wins.\n\n{settings_table()}"


def commands_page() -> str:
    sections = [_section(path, command) for path, command in commands()]
    return f"# Commands\n\n{MADE}\n" + "\n".join(sections)


def log_events_page() -> str:
    rows = [f"| `{event}` | {_names(fields)} | {MEANINGS[event]} |" for event, fields in EVENTS.items()]
    intro = "Everything the log may hold: one line of JSON per event, on standard error. No names, no numbers, no text of a person."
    return f"# Log events\n\n{MADE}\n{intro}\n\n| event | fields | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def metrics_page() -> str:
    rows = [f"| `{name}` | {kind} | {_names(labels)} | {meaning} |" for name, kind, labels, meaning in metrics()]
    intro = (
        "Everything that `/metrics` shows of the house, beside what Python and the process tell of themselves. [What to watch](alerts.md)."
    )
    return f"# Figures\n\n{MADE}\n{intro}\n\n| name | kind | labels | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def metrics() -> list[tuple[str, str, frozenset[str], str]]:
    """(name, kind, labels, meaning) of every figure of ours, by name."""
    own = [each for each in REGISTRY._collector_to_names if getattr(each, "_name", "").startswith("harrera_")]
    suffix = {"counter": "_total"}
    return sorted((each._name + suffix.get(each._type, ""), each._type, frozenset(each._labelnames), each._documentation) for each in own)


def commands() -> Iterator[tuple[str, Any]]:
    """(full name, command) of every command that can be called."""

    def walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield path, command
        for name, child in (inner or {}).items():
            yield from walk(f"{path} {name}", child)

    yield from walk("harrera", get_command(app))


def _section(path: str, command: Any) -> str:
    rows = [f"| {_spelling(parameter)} | {_help(parameter)} |" for parameter in command.params]
    table = "\n| | |\n|---|---|\n" + "\n".join(rows) + "\n" if rows else ""
    return f"## `{path}`\n\n{command.help}\n{table}"


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{(parameter.name or '').upper()}`"
    return ", ".join(f"`{name}`" for name in parameter.opts)


def _help(parameter: Any) -> str:
    # a folder inside the repository is shown from its root, so that the page is the same on every machine
    default = str(parameter.default).removeprefix(f"{FOLDER.parent}/")
    shown = f" Default: `{default}`." if parameter.default not in (None, False) and default != "Ellipsis" else ""
    return f"{getattr(parameter, 'help', '') or ''}{shown}"


def _names(fields: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(fields))


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "log-events.md": log_events_page,
    "metrics.md": metrics_page,
}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
