"""What a button says when it is pressed: a closed grammar, `act:greet`, `topic:<entry>`, `language:eu`, `aspect:cost`, `check:home=contract`;
`rumour:<card>`, `helped:<entry>`, `not_helped:<entry>`, for agents `practice:<scene>` and `heard:<card>=<district>=<place>`, and what a channel says for a person who cannot be read as text: `near:<place>`,
`unread:photo`, `more:<entry>`, `agent:start`.

People can type these too, and nothing more happens than when they press; the engine's own commands ("/intent{...}") never get through.
"""

import json
import re

from bot.messages import Payload

ACTS = frozenset(
    "greet start_padron_check talk_to_human privacy forget_me helpful not_helpful find_service go_back stop change_language start_practice report_claim".split()
)
CHECK_SLOTS = frozenset("identity_document home children since".split())
ALONE = frozenset(
    {"more", "rumour", "near", "unread", "agent", "heard"}
)  # need no memory of the talk: answered without the engine, which never hears of them
RATINGS = {"helped": "helpful", "not_helped": "not_helpful"}  # kind of payload -> intent
_SHAPE = re.compile(
    r"(act|topic|language|aspect|check|more|rumour|near|unread|agent|helped|not_helped|practice|heard):([a-z0-9_=.-]{1,80})"
)
_AGENT = re.compile(
    r"/agent(?:@\w{1,40})?\s+([a-z-]{1,40})\s*", re.IGNORECASE
)  # a one-time code, or `off`: nothing else of it is looked at
_PRACTICE = re.compile(r"/practice(?:@\w{1,40})?", re.IGNORECASE)
_PLACE = re.compile(r"(-?\d{1,2}\.\d{3})_(-?\d{1,3}\.\d{3})")


def parse_payload(text: str) -> Payload | None:
    """The payload that the whole text is, or None for anything else."""
    if spoken := _AGENT.fullmatch(text.strip()):
        return Payload("agent", spoken[1].lower())
    if _PRACTICE.fullmatch(text.strip()):
        return Payload("act", "start_practice")
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        return None
    kind, argument = match.groups()
    if kind == "act" and argument not in ACTS:
        return None
    if kind == "check" and argument.split("=")[0] not in CHECK_SLOTS:
        return None
    return Payload(kind, argument)


def location_payload(latitude: float, longitude: float) -> str | None:
    """A shared place as a payload, rounded to about a hundred metres; None for a place that is not on earth."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return f"near:{latitude:.3f}_{longitude:.3f}"


def place_of(argument: str) -> tuple[float, float] | None:
    """(latitude, longitude) in the argument of a `near` payload, None for anything else."""
    match = _PLACE.fullmatch(argument)
    place = (float(match[1]), float(match[2])) if match else (91.0, 0.0)
    return place if abs(place[0]) <= 90 and abs(place[1]) <= 180 else None


def is_place(payload: Payload) -> bool:
    return payload.act == "near" and place_of(payload.argument) is not None


def asks_for_more(text: str) -> bool:
    """Whether the long text of a reply is what was asked for; else it stays behind its button."""
    payload = parse_payload(text)
    return payload is not None and payload.act == "more"


def engine_text(payload: Payload) -> str:
    """The same in the engine's own notation: an intent with its entities."""
    match payload.act:
        case "act":
            return f"/{payload.argument}"
        case "check":
            slot, _, value = payload.argument.partition("=")
            return f"/inform{json.dumps({slot: value})}"
        case "aspect":
            return f"/ask_aspect{json.dumps({'aspect': payload.argument})}"
        case "helped" | "not_helped":
            return f"/{RATINGS[payload.act]}{json.dumps({'topic': payload.argument})}"
        case "practice":
            return f"/choose_scene{json.dumps({'scene': payload.argument})}"
        case "language":
            return f"/change_language{json.dumps({'language': payload.argument})}"
        case _:
            return f"/choose_topic{json.dumps({'topic': payload.argument})}"
