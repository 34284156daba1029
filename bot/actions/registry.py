"""Name of an action in domain.yml -> the function that does it. A test compares the two."""

from bot.actions import agents, answering, danger, padron_check, practice, privacy, services, small_talk
from bot.actions.answering import Action, unless_heard, unless_leaning, unless_question
from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.errors import NotFound
from matching.once import one_turn

ALWAYS = 2.0  # more than any confidence: a yes or a no to nothing that was offered says less than what it asks

ACTIONS: dict[str, Action] = {
    "action_greet": small_talk.greet,
    "action_goodbye": small_talk.goodbye,
    "action_thanks": unless_question(small_talk.thanks),
    "action_affirm": unless_question(unless_leaning(answering.affirm, ALWAYS)),
    "action_deny": unless_question(unless_leaning(small_talk.deny, ALWAYS)),
    "action_bot_challenge": unless_question(unless_leaning(small_talk.bot_challenge)),
    "action_answer": answering.answer,
    "action_answer_aspect": answering.answer_aspect,
    "action_answer_topic": answering.answer_topic,
    "action_find_service": unless_question(services.find_service),
    "action_opening_hours": unless_question(services.opening_hours),
    "action_change_language": small_talk.change_language,
    "action_heard_rumour": unless_question(answering.heard_rumour),
    "action_talk_to_human": unless_question(services.talk_to_human),
    "action_danger": danger.danger,  # gives the number and then answers: no question takes its place
    "action_privacy": unless_question(unless_leaning(privacy.privacy)),
    "action_forget_me": privacy.forget_me,
    "action_helpful": unless_question(small_talk.helpful),
    "action_not_helpful": unless_question(small_talk.not_helpful),
    "action_out_of_scope": answering.out_of_scope,
    "action_abuse": unless_heard(unless_question(small_talk.abuse)),
    "action_padron_check_going_on": padron_check.going_on,
    "action_padron_check_back": padron_check.back,
    "action_padron_check_stop": padron_check.stop,
    "action_padron_checklist": padron_check.checklist,
    "validate_padron_check_form": padron_check.validate,
    "action_report_claim": agents.report_claim,
    "action_ask_practice_scene": practice.choose,
    "action_ask_practice_end": practice.neighbour,
    "action_practice_going_on": practice.going_on,
    "action_practice_stop": practice.stop,
    "action_practice_end": practice.finish,
    "validate_practice_form": practice.validate,
} | {f"action_ask_{slot}": padron_check.ask(slot) for slot in padron_check.SLOTS}


# What an agent who says what they heard may be misread as. Danger, forgetting and the forms go their own way.
FOR_AGENTS = frozenset(
    f"action_{name}"
    for name in "greet thanks affirm deny bot_challenge answer answer_aspect find_service opening_hours heard_rumour out_of_scope abuse".split()
)


def run_action(turn: Turn, tools: Toolbox) -> Outcome:
    """Raises NotFound for an action that the engine should not know."""
    action = ACTIONS.get(turn.action)
    if action is None:
        raise NotFound("no such action")
    act = lambda: services.with_district(action)(turn, tools)  # noqa: E731
    with one_turn():
        if turn.agent and turn.action in FOR_AGENTS and not turn.text.startswith("/"):
            return agents.for_agent(turn, tools, act)
        return act()
