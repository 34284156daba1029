"""A reply as JSON: on its way through the dialogue engine, and out of the HTTP interface."""

from dataclasses import asdict
from datetime import date

from bot.messages import Button, Decision, Reply, SourceLine


def reply_to_json(reply: Reply) -> dict:
    """Plain values only; dates as ISO text."""
    shape = asdict(reply)
    shape["sources"] = [{"title": s.title, "url": s.url, "checked_on": s.checked_on.isoformat()} for s in reply.sources]
    shape["decision"] = str(reply.decision) if reply.decision else None
    return shape


def reply_from_json(shape: dict) -> Reply:
    """The reply again. Raises KeyError, TypeError or ValueError when the shape is not what `reply_to_json` made."""
    return Reply(
        **shape
        | {
            "buttons": tuple(Button(**button) for button in shape["buttons"]),
            "sources": tuple(SourceLine(s["title"], s["url"], date.fromisoformat(s["checked_on"])) for s in shape["sources"]),
            "decision": Decision(shape["decision"]) if shape["decision"] else None,
            "candidates": tuple(shape["candidates"]),
        }
    )
