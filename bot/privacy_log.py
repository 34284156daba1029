"""The only way to log: a closed list of events and fields, none of which can hold what a person wrote or who they are."""

import json
import logging
import sys

# event -> fields it may carry. A field's value is a number, a boolean or a word from our own code, never a text from outside.
EVENTS: dict[str, frozenset[str]] = {
    "started": frozenset({"seconds", "port"}),
    "stopped": frozenset(),
    "content_seeded": frozenset({"city", "entries", "services"}),
    "matcher_fitted": frozenset({"city", "items", "seconds"}),
    "matcher_patched": frozenset({"city", "items", "seconds"}),
    "content_git_failed": frozenset({"reason"}),
    "cards_seeded": frozenset({"cards", "faults"}),
    "cards_fitted": frozenset({"cards", "seconds"}),
    "cards_patched": frozenset({"cards", "seconds"}),
    "texts_encoded": frozenset({"done", "of"}),
    "engine_started": frozenset({"seconds"}),
    "engine_stopped": frozenset({"exit_code"}),
    "engine_silent": frozenset({"reason"}),
    "message_answered": frozenset({"channel", "language", "decision", "topic", "emergency", "milliseconds"}),
    "message_refused": frozenset({"channel", "reason"}),
    "conversation_forgotten": frozenset({"channel"}),
    "unexpected_error": frozenset({"kind", "where"}),
    "count_lost": frozenset({"reason"}),
    "encoder_unusable": frozenset({"reason"}),
    "update_parked": frozenset({"channel", "reason"}),
    "send_refused": frozenset({"channel", "permanent"}),
    "store_silent": frozenset({"kind"}),
    "work_resumed": frozenset({"updates"}),
    "channel_closed": frozenset({"channel", "reason"}),
    "message_unsent": frozenset({"channel", "reason", "final"}),
    "month_closed": frozenset({"figures"}),
    "links_checked": frozenset({"links", "dead"}),
    "card_news_told": frozenset({"chats"}),
    "expired": frozenset({"updates", "chats"}),
    "setting_left_out": frozenset({"setting"}),
    "mail_not_sent": frozenset({"reason"}),
    "channel_open": frozenset({"channel"}),
    "channel_silent": frozenset({"channel"}),
}

_logger = logging.getLogger("harrera")


class UnknownLogEvent(ValueError):
    """An event or field outside the closed list: a programming error, found by the tests."""


def log(event: str, **fields: str | int | float | bool | None) -> None:
    """Write one line of JSON. Raises UnknownLogEvent when `event` or a field is not in `EVENTS`."""
    if event not in EVENTS or not fields.keys() <= EVENTS[event]:
        raise UnknownLogEvent(f"{event} {sorted(fields)}")
    _logger.info(json.dumps({"event": event} | fields))


def configure() -> None:
    """Send our events to standard error and silence every other logger below warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _logger.handlers[:] = [handler]
    _logger.setLevel(logging.INFO)
    _logger.propagate = False
    for noisy in ("uvicorn.access", "asyncio", "httpx", "telegram", "presidio-analyzer", "tldextract"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
