"""The acts that need no knowledge: greetings, thanks, what the assistant is, and languages."""

from dataclasses import replace

from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.messages import Button, Reply


def greet(turn: Turn, tools: Toolbox) -> Outcome:
    """The first words: a machine, who runs it, what it keeps, a human, 112; and the other languages by name."""
    hello = tools.say(turn.language, "greet.first", "padron_check", "human", operator=tools.operator)
    return Outcome((replace(hello, buttons=hello.buttons + language_buttons(tools, turn.language)),))


def bot_challenge(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "bot_challenge", "privacy", "human", operator=tools.operator),))


def goodbye(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "goodbye"),))


def thanks(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "thanks"),))


def deny(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "deny", "padron_check", "human"),))


def abuse(turn: Turn, tools: Toolbox) -> Outcome:
    return Outcome((tools.say(turn.language, "abuse", "human"),))


def helpful(turn: Turn, tools: Toolbox) -> Outcome:
    return _rated(turn, tools.say(turn.language, "helpful"), True)


def not_helpful(turn: Turn, tools: Toolbox) -> Outcome:
    """Other ways on: the entries nearest to the one that did not help, and a human."""
    sorry = tools.say(turn.language, "not_helpful", "human")
    near = tools.answers.related(turn.slot("last_topic") or "", turn.language, turn.city)
    return _rated(turn, replace(sorry, buttons=near + sorry.buttons), False)


def _rated(turn: Turn, reply: Reply, helped: bool) -> Outcome:
    """The thanks, which counts when it is about the last answer and that was not rated in this talk."""
    last, rated = turn.slot("last_topic"), (turn.slot("rated_topics") or "").split()
    if not last or last in rated or (turn.entity("topic") or last) != last:
        return Outcome((reply,))
    return Outcome((replace(reply, rates=last, helped=helped),), {"rated_topics": " ".join([*rated, last])})


def only_text(turn: Turn, tools: Toolbox) -> Outcome:
    """A photo, a voice message, a document: said plainly that it was not read, with a way to a human."""
    return Outcome((tools.say(turn.language, "only_text", "human"),))


def agent(turn: Turn, tools: Toolbox) -> Outcome:
    """What there is for anti-rumour agents, and what is not there yet."""
    return Outcome((tools.say(turn.language, "agent"),))


def change_language(turn: Turn, tools: Toolbox) -> Outcome:
    """Go on in the language that was named, in the words of that language; without a name, offer those there are."""
    wanted = turn.entity("language")
    if wanted in tools.texts.languages:
        changed = replace(tools.say(wanted, "language_changed"), sets_language=wanted)
        return Outcome((changed,), {"chosen_language": wanted})
    words = "language_which" if wanted is None else "language_unknown"
    return Outcome((Reply(tools.texts.get(turn.language, words), turn.language, buttons=language_buttons(tools, "")),))


def language_buttons(tools: Toolbox, current: str) -> tuple[Button, ...]:
    """A button for every other language, in its own name."""
    return tuple(Button(name, f"language:{code}") for code, name in tools.texts.languages.items() if code != current)
