"""The Padrón check: four questions, then a personal list. Nothing of it is kept: the slots are emptied with the list."""

from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.messages import Button, Reply

SLOTS = ("identity_document", "home", "children", "since")
ANSWERING_ACTS = ("inform", "affirm", "deny", "nlu_fallback", "ask_question", "danger", "out_of_scope")
YES_NO = {"affirm": "yes", "deny": "no"}
SOURCE_TOPICS = ("padron-documentos", "padron-propietario-niega", "padron-donde-bilbao", "vlc-padron-alta", "vlc-padron-especiales")
HOME_TOPICS = {"no_home": "padron-sin-domicilio", "shared_room": "padron-propietario-niega"}
IDENTITY_TOPICS = {"expired": "padron-pasaporte", "none": "padron-pasaporte"}


def ask(slot: str):
    """The action that asks for one slot, with its choices as buttons."""

    def action(turn: Turn, tools: Toolbox) -> Outcome:
        words = tools.texts.get(turn.language, f"padron_check.{slot}")
        if slot == SLOTS[0] and turn.intent == "start_padron_check":
            words = f"{tools.texts.get(turn.language, 'padron_check.start')}\n\n{words}"
        onward = [tools.button(turn.language, name) for name in (("stop",) if slot == SLOTS[0] else ("back", "stop"))]
        return Outcome((Reply(words, turn.language, buttons=tuple(choices(slot, turn, tools) + onward)),))

    return action


def choices(slot: str, turn: Turn, tools: Toolbox) -> list[Button]:
    values = VALUES[slot]
    return [Button(tools.texts.get(turn.language, f"padron_check.choices.{slot}.{value}"), f"check:{slot}={value}") for value in values]


VALUES = {
    "identity_document": ("valid", "expired", "none"),
    "home": ("contract", "owner_permission", "shared_room", "no_home"),
    "children": ("yes", "no"),
    "since": ("just_arrived", "months", "one_year", "two_years_or_more"),
}


def validate(turn: Turn, tools: Toolbox) -> Outcome:
    """Slots that this message answers; none when it is not an answer, so that the engine lets the person ask something else."""
    wanted = turn.slot("requested_slot")
    if wanted not in SLOTS or turn.intent not in ANSWERING_ACTS or turn.text.rstrip().endswith(("?", "؟")):
        return Outcome()
    found = {slot: turn.entity(slot) for slot in SLOTS if turn.entity(slot) in VALUES[slot]}
    if wanted == "children" and turn.intent in YES_NO:
        found.setdefault("children", YES_NO[turn.intent])
    if wanted == "identity_document" and turn.intent in YES_NO:
        found.setdefault("identity_document", "valid" if turn.intent == "affirm" else "none")
    return Outcome(slots=found) if wanted in found else Outcome()


def going_on(turn: Turn, tools: Toolbox) -> Outcome:
    """Asked to start while it runs: say what it is; the form then repeats its question."""
    return Outcome((tools.say(turn.language, "padron_check.start"),))


def back(turn: Turn, tools: Toolbox) -> Outcome:
    """Empty the last answered slot; the form then asks it again."""
    answered = [slot for slot in SLOTS if turn.slot(slot)]
    if not answered:
        return Outcome((tools.say(turn.language, "padron_check.back_first"),))
    return Outcome(slots={answered[-1]: None})


def stop(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "padron_check.stopped", "human"),), dict.fromkeys(SLOTS))


def checklist(turn: Turn, tools: Toolbox) -> Outcome:
    """Documents, where, what if they refuse, what it opens; the sources are those of the entries it is taken from."""
    say = lambda key: tools.texts.get(turn.language, f"padron_check.checklist.{key}")  # noqa: E731
    bring = [say(f"{slot}.{turn.slot(slot)}") for slot in ("identity_document", "home")]
    if turn.slot("children") == "yes":
        bring.append(say("children.yes"))
    lines = [say("title"), "", say("documents"), *(f"• {line}" for line in bring)]
    for part in ("where", "refused", "opens"):
        lines += ["", say(part), say(f"{part}_text")]
    lines += ["", say(f"since.{turn.slot('since')}")]
    topics = _topics(turn, tools)
    main = next((topic for topic in SOURCE_TOPICS if topic in topics), topics[0])
    related = tuple(Button(title, f"topic:{t}") for t in topics[:2] if (title := tools.answers.title(t, turn.language, turn.city)))
    reply = Reply(
        "\n".join(lines),
        turn.language,
        notice=tools.answers.notice(topics[0], turn.language, turn.city),
        buttons=related + (tools.button(turn.language, "human"),),
        sources=tools.answers.sources_of(topics, turn.city),
        topic=main,
    )
    return Outcome((reply,), dict.fromkeys(SLOTS) | {"last_topic": main})


def _topics(turn: Turn, tools: Toolbox) -> list[str]:
    """Entries of the city that the list draws on, those of this person's case first; at least the first of all."""
    own = [IDENTITY_TOPICS.get(turn.slot("identity_document") or ""), HOME_TOPICS.get(turn.slot("home") or "")]
    named = dict.fromkeys([topic for topic in own if topic] + list(SOURCE_TOPICS))
    return [topic for topic in named if tools.answers.title(topic, turn.language, turn.city)] or [SOURCE_TOPICS[0]]
