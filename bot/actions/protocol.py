"""Rasa's action protocol, read and written: what the engine tells of a turn, and what an action gives back."""

from dataclasses import dataclass, field

from bot.errors import BadInput
from bot.messages import Reply
from bot.wire import reply_to_json

QUESTIONS = frozenset({"ask_question", "find_service", "opening_hours", "inform", "nlu_fallback"})  # intents that say what it is about


@dataclass(frozen=True, slots=True)
class Turn:
    """One call of the engine: the redacted message, what was understood, and the slots."""

    action: str
    text: str = field(repr=False)
    intent: str
    confidence: float
    entities: dict[str, list[str]]
    slots: dict[str, object]
    language: str
    text_language: str
    city: str
    form: str | None
    agent: bool = False  # the talk is linked to an agent's account
    danger_topic: str | None = None  # the entry of the danger that was told just before
    conversation: str = field(default="", repr=False)  # the pseudonym under which the engine knows the talk
    earlier: str = field(default="", repr=False)  # what the person wrote last before this message, redacted; empty when nothing
    asked: str = field(default="", repr=False)  # the same, of what the engine read as a question

    def entity(self, name: str) -> str | None:
        """The first value found for an entity, or None."""
        return next(iter(self.entities.get(name, [])), None)

    def slot(self, name: str) -> str | None:
        value = self.slots.get(name)
        return str(value) if value is not None else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action gives back: replies for the person and slots to set (None empties one)."""

    replies: tuple[Reply, ...] = ()
    slots: dict[str, str | None] = field(default_factory=dict)


def read_turn(body: dict, default_language: str, default_city: str) -> Turn:
    """The turn in the engine's request. Raises BadInput when the body is not the protocol's."""
    try:
        tracker, message = body["tracker"], body["tracker"]["latest_message"]
        metadata = message.get("metadata") or {}
        slots = tracker.get("slots") or {}
        entities: dict[str, list[str]] = {}
        for entity in message.get("entities") or []:
            entities.setdefault(entity["entity"], []).append(str(entity["value"]))
        language = slots.get("chosen_language") or metadata.get("language") or default_language
        return Turn(
            action=str(body["next_action"]),
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            confidence=float((message.get("intent") or {}).get("confidence") or 0.0),
            entities=entities,
            slots=slots,
            language=language,
            text_language=metadata.get("text_language") or language,
            city=metadata.get("city") or default_city,
            form=(tracker.get("active_loop") or {}).get("name"),
            agent=metadata.get("agent") is True,
            danger_topic=metadata.get("danger_topic") or None,
            conversation=str(tracker.get("sender_id") or ""),
            earlier=_earlier(tracker.get("events") or []),
            asked=_earlier(tracker.get("events") or [], QUESTIONS),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("not a request of the action protocol") from error


def _earlier(events: list[dict], intents: frozenset[str] | None = None) -> str:
    """The last message before the present one that was written, not pressed; with `intents`, one that was read as such."""
    said = [(str(event.get("text") or ""), _intent(event)) for event in events if event.get("event") == "user"][:-1]
    return next((text for text, read in reversed(said) if text and not text.startswith("/") and (intents is None or read in intents)), "")


def _intent(event: dict) -> str:
    return ((event.get("parse_data") or {}).get("intent") or {}).get("name") or ""


def write_outcome(outcome: Outcome) -> dict:
    """The protocol's answer: events for the slots, responses for the replies."""
    events = [{"event": "slot", "name": name, "value": value} for name, value in outcome.slots.items()]
    return {"events": events, "responses": [{"custom": reply_to_json(reply)} for reply in outcome.replies]}
