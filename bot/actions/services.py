"""Where to go and whom to call: the nearest service, its hours, and a human."""

from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.actions.answering import Action, answer
from bot.actions.protocol import Outcome, Turn
from bot.actions.thread import last_topic, question_of, remembered, shown_services
from bot.actions.toolbox import Toolbox
from bot.messages import Button, Decision, Reply
from bot.payloads import place_of
from knowledge_base.directory import HERE, Service

_id = attrgetter("id")


def with_district(action: Action) -> Action:
    """The action; its first reply says which district the person named, for counts of districts alone."""

    def told(turn: Turn, tools: Toolbox) -> Outcome:
        outcome = action(turn, tools)
        district = tools.guide.district(turn.city, turn.entity("district"))
        if not district or not outcome.replies:
            return outcome
        return replace(outcome, replies=(replace(outcome.replies[0], district=district), *outcome.replies[1:]))

    return told


def find_service(turn: Turn, tools: Toolbox) -> Outcome:
    """Services for the place or need that was named; a question that names none is answered as a question."""
    found = _named(turn, tools)
    topic = _entry_of(turn, tools, found) if found else None
    if not found and tools.answers.leans(turn.text, turn.city):  # "and where is that": of what we speak of
        topic, found = _spoken_of(turn, tools)
    if found:
        return _shown(found, topic, turn, tools)
    return _answered_or(turn, tools, "service.need_which")


def opening_hours(turn: Turn, tools: Toolbox) -> Outcome:
    """The same with the hours first; of the services shown last, or the last topic's, when nothing is named."""
    found = _named(turn, tools)
    topic, found = (_entry_of(turn, tools, found), found) if found else _spoken_of(turn, tools)
    if found:
        return _shown(found, topic, turn, tools)
    return _answered_or(turn, tools, "service.none")


def nearest(turn: Turn, tools: Toolbox) -> Outcome:
    """Services nearest to a shared place, which is used here and kept nowhere."""
    place = place_of(turn.entity("near") or "")
    if place is None:
        return talk_to_human(turn, tools)
    reply = tools.guide.nearest_reply(turn.city, *place, turn.language, _now())
    return Outcome((replace(reply, district=tools.guide.district_at(turn.city, *place)),))


def talk_to_human(turn: Turn, tools: Toolbox) -> Outcome:
    """Who can be reached, how, and when, as far as it is known."""
    reply = tools.say(turn.language, "human", "phones", contacts=_contacts(turn, tools))
    return Outcome((replace(reply, wants_human=True),))


def _contacts(turn: Turn, tools: Toolbox) -> str:
    """The people of this service first, when an admin wrote how to reach them; then those of the directory."""
    own = {"human_team": ("contact", tools.human_contact), "human_hours": ("hours", tools.human_hours)}
    lines = [tools.texts.get(turn.language, key, **{name: value}) for key, (name, value) in own.items() if value]
    return "\n\n".join(part for part in ("\n".join(lines), tools.guide.contacts(turn.city, turn.language)) if part)


def _named(turn: Turn, tools: Toolbox) -> list[Service]:
    """Services for what the message names; "now" or "tonight" leaves out those that are closed."""
    named = {name: turn.entity(name) for name in ("place", "procedure", "district")}
    return tools.guide.find(turn.city, **named, open_at=_now() if turn.entity("moment") else None)


def _entry_of(turn: Turn, tools: Toolbox, found: list[Service]) -> str | None:
    """The likeliest entry of those that the message may be about which names one of these services; None when none does."""
    reply = tools.answers.reply(question_of(turn))
    ids = set(map(_id, found))
    return next((topic for topic in reply.candidates if ids & set(map(_id, tools.guide.of_topic(turn.city, topic)))), None)


def _spoken_of(turn: Turn, tools: Toolbox) -> tuple[str | None, list[Service]]:
    """(the entry, the services) that the talk is about: those shown last, with the last topic if it names one of them, else the topic's."""
    topic, shown = last_topic(turn), tools.guide.these(turn.city, shown_services(turn))
    of_topic = tools.guide.of_topic(turn.city, topic)
    return (topic if not shown or set(map(_id, shown)) & set(map(_id, of_topic)) else None), shown or of_topic


def _shown(found: list[Service], topic: str | None, turn: Turn, tools: Toolbox) -> Outcome:
    """Services, with a button to the entry that names them; the talk goes on about both."""
    reply = tools.guide.reply(found, turn.language, _now())
    title = tools.answers.title(topic, turn.language, turn.city) if topic else ""
    if title:
        reply = replace(reply, topic=topic, buttons=(Button(title, f"topic:{topic}"), *reply.buttons))
    return Outcome((reply,), remembered(reply) | {"shown_services": " ".join(map(_id, found))})


def _now() -> datetime:
    return datetime.now(ZoneInfo(HERE))


def _answered_or(turn: Turn, tools: Toolbox, otherwise: str) -> Outcome:
    outcome = answer(turn, tools)
    if outcome.replies[0].decision is not Decision.NONE:
        return outcome
    return Outcome((Reply(tools.texts.get(turn.language, otherwise), turn.language, decision=Decision.NONE),))
