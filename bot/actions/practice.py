"""Practice for agents as a form of the dialogue engine: choose a scene, three to five answers to a neighbour, then what they did.

Of the agent's words nothing is kept: the slots hold a scene's id, how far the talk is and how often each move was made
(rumours/practice/talk.py), and are emptied at the end.
"""

from bot.actions.practice_scenes import MORE, asked_for, choose, named, stop_button
from bot.actions.protocol import Outcome, Turn
from bot.actions.thread import message_of
from bot.actions.toolbox import Toolbox
from bot.messages import Button, Decision, Reply
from knowledge_base.languages import fallbacks_of
from matching.normalisation import fold
from rumours.looking_up import Kit, kit_of
from rumours.practice.cues import LANGUAGES, rules_of
from rumours.practice.feedback import ending, feedback, summary, words_of
from rumours.practice.moves import judge
from rumours.practice.scenes import Scene, SceneWords, shipped_scenes, spoken_in
from rumours.practice.talk import Talk, read_talk

FORM = "practice_form"
SLOTS = ("practice_scene", "practice_end", "practice_talk")
CLOSED = "closed"  # instead of a scene: the chat is not linked
# Acts that lead out of a scene when they are pressed or the engine is sure of them in a few words; in all else the agent speaks to the neighbour.
LEADING_OUT = ("stop", "forget_me", "talk_to_human", "change_language", "start_practice", "privacy")
SURE, FEW_WORDS = 0.7, 6
STOPPING, A_WORD = 0.4, 4  # who wants to stop is let go sooner: the scene can be begun again
SURE_DANGER = 0.85  # the app looked for danger before: only what the engine is very sure of interrupts
ASIDE = 0.8  # the matcher's probability from which a question of one's own is noticed


def validate(turn: Turn, tools: Toolbox) -> Outcome:
    """What this message does to the form; nothing when it leads out, so that the engine's rules take it."""
    if not turn.agent:
        return Outcome(slots={"practice_scene": CLOSED, "practice_end": CLOSED})
    if turn.intent == "choose_scene":
        return _begun(asked_for(turn.entity("scene") or ""), turn, tools)
    if turn.slot("requested_slot") == "practice_scene":
        return _begun(named(turn), turn, tools) if named(turn) else Outcome()
    if turn.slot("requested_slot") != "practice_end" or _leads_out(turn):
        return Outcome()
    return _answered(turn, tools)


def _begun(scene_id: str, turn: Turn, tools: Toolbox) -> Outcome:
    """A scene from its beginning; of one that is not there any more, that it is gone."""
    scene = shipped_scenes().get(scene_id)
    words = words_of(turn.language)
    if scene is None or tools.rumours.card(scene.rumour) is None:
        if scene_id.startswith(MORE):
            return Outcome(slots={"practice_talk": scene_id, "practice_scene": None})
        return Outcome((Reply(words["gone"], spoken_in(turn.language)),), {"practice_scene": None, "practice_talk": None})
    spoken = scene.in_language(turn.language)
    begins = words["begins"].format(setting=spoken.setting, neighbour=spoken.neighbour)
    return Outcome((Reply(begins, spoken_in(turn.language)),), {"practice_scene": scene.id, "practice_talk": Talk().write()})


def _leads_out(turn: Turn) -> bool:
    if turn.text.startswith("/"):
        return True
    if turn.intent == "danger":
        return turn.confidence >= SURE_DANGER
    said = len(turn.text.split())
    if turn.intent == "stop":
        return turn.confidence >= STOPPING and said <= A_WORD
    return turn.intent in LEADING_OUT and turn.confidence >= SURE and said <= FEW_WORDS


def _answered(turn: Turn, tools: Toolbox) -> Outcome:
    """An answer to the neighbour: its moves go into the talk, its words nowhere."""
    scene, kit = _scene(turn, tools)
    if scene is None or kit is None:
        return _begun("", turn, tools)
    if aside := _aside(turn, tools):
        return Outcome((aside,), {"practice_talk": turn.slot("practice_talk")})
    spoken = turn.text_language if turn.text_language in LANGUAGES else spoken_in(turn.language)
    text = kit.card.text_for(spoken, fallbacks_of(spoken))
    claims = (text.claim, *text.phrasings, scene.in_language(spoken).opening)
    talk = read_talk(turn.slot("practice_talk")).after(judge(turn.text, spoken, claims, (e.publisher for e in kit.card.evidence)))
    end = {"practice_end": "good" if talk.went_well() else "bad"} if talk.ended() else {}
    return Outcome(slots={"practice_talk": talk.write()} | end)


def _aside(turn: Turn, tools: Toolbox) -> Reply | None:
    """For what sounds like a question of the agent's own and has an answer: how to get it without losing the scene."""
    if turn.text_language in LANGUAGES and not rules_of(turn.text_language).says("own_questions", fold(turn.text)):
        return None
    reply = tools.answers.reply(message_of(turn))
    if reply.decision is not Decision.ANSWER or (reply.probability or 0) < ASIDE or not reply.topic:
        return None
    button = Button(tools.answers.title(reply.topic, turn.language, turn.city) or reply.topic, f"topic:{reply.topic}")
    words = words_of(turn.language)
    return Reply(words["aside"], spoken_in(turn.language), buttons=(button, stop_button(words)))


def neighbour(turn: Turn, tools: Toolbox) -> Outcome:
    """Feedback on the answer before, once, then what the neighbour says; asked again after something else, only that."""
    scene, kit = _scene(turn, tools)
    if scene is None or kit is None:
        return choose(turn, tools)
    talk, words, language = read_talk(turn.slot("practice_talk")), words_of(turn.language), spoken_in(turn.language)
    heard = (Reply(feedback(talk, kit, language), language),) if talk.fresh is not None else ()
    line = words["neighbour"].format(line=talk.line(scene.in_language(language), words["waits"]))
    return Outcome((*heard, Reply(line, language, buttons=(stop_button(words),))), {"practice_talk": talk.told().write()})


def finish(turn: Turn, tools: Toolbox) -> Outcome:
    """How it ends, what the answers did, and what one can do next; or, in a chat that is not linked, what practice is."""
    empty = dict.fromkeys(SLOTS)
    scene, kit = _scene(turn, tools)
    if scene is None or kit is None:
        return Outcome((tools.say(turn.language, "agents.practice"),), empty)
    talk, words, language = read_talk(turn.slot("practice_talk")), words_of(turn.language), spoken_in(turn.language)
    spoken: SceneWords = scene.in_language(language)
    closing = words["neighbour"].format(line=spoken.closing_good if talk.went_well() else spoken.closing_bad)
    lines = [ending(talk, language), summary(talk, language), words["rules"], words["kept"]]
    buttons = (
        Button(words["again"], f"practice:{scene.id}"),
        Button(words["other"], "act:start_practice"),
        Button(words["enough"], "act:stop"),
    )
    told = [Reply(feedback(talk, kit, language), language), Reply(closing, language)]
    return Outcome((*told, Reply("\n\n".join(lines), language, buttons=buttons)), empty)


def going_on(turn: Turn, tools: Toolbox) -> Outcome:
    """Asked to practise while one does: say so; the form then repeats what the neighbour said."""
    return Outcome((Reply(words_of(turn.language)["going_on"], spoken_in(turn.language)),))


def stop(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((Reply(words_of(turn.language)["stopped"], spoken_in(turn.language)),), dict.fromkeys(SLOTS))


def closed(turn: Turn, tools: Toolbox) -> Outcome:
    """Without the engine nobody can practise: what practice is, and how one gets there."""
    return Outcome((tools.say(turn.language, "agents.practice"),))


def _scene(turn: Turn, tools: Toolbox) -> tuple[Scene | None, Kit | None]:
    scene = shipped_scenes().get(turn.slot("practice_scene") or "")
    card = tools.rumours.card(scene.rumour) if scene else None
    return scene, kit_of(card, spoken_in(turn.language), tools.rumours.today()) if card else None
