"""The choice of a practice scene: a few at a time, by button or in words."""

import random
from collections.abc import Mapping

from bot.actions.protocol import Outcome, Turn
from bot.actions.toolbox import Toolbox
from bot.messages import Button, Reply
from matching.choices import picked
from matching.normalisation import fold
from rumours.practice.feedback import words_of
from rumours.practice.scenes import shipped_scenes, spoken_in

SHOWN = 4  # scenes that are offered at a time
ANY, MORE = "any", "more"


def choose(turn: Turn, tools: Toolbox) -> Outcome:
    """Asks for a scene: a few, any, or more of them."""
    words, shown = words_of(turn.language), shown_to(turn)
    scenes = list(shipped_scenes())
    after = scenes.index(shown[-1]) + 1
    buttons = [Button(words["scenes"][id], f"practice:{id}") for id in shown]
    buttons += [Button(words["any"], f"practice:{ANY}")]
    buttons += [Button(words["more"], f"practice:{MORE}.{after}")] if after < len(scenes) else []
    return Outcome((Reply(words["choose"], spoken_in(turn.language), buttons=(*buttons, stop_button(words))),))


def shown_to(turn: Turn) -> list[str]:
    """The scenes of the page that was asked for, the first ones when none was."""
    _, _, start = (turn.slot("practice_talk") or "").partition(f"{MORE}.")
    scenes = list(shipped_scenes())
    first = int(start) if start.isdecimal() and int(start) < len(scenes) else 0
    return scenes[first : first + SHOWN]


def named(turn: Turn) -> str:
    """The scene that somebody writes instead of pressing: its number among those shown, its title, or "any"."""
    words, said = words_of(turn.language), fold(turn.text).strip(" .!")
    if turn.text.startswith("/") or not said:
        return ""
    if said == fold(words["any"]):
        return asked_for(ANY)
    shown = shown_to(turn)
    number = picked(turn.text, turn.text_language) or 0
    if 0 < number <= len(shown):
        return shown[number - 1]
    return next((id for id, title in words["scenes"].items() if said in fold(title) and len(said) > 3), "")


def asked_for(argument: str) -> str:
    return random.choice(list(shipped_scenes())) if argument == ANY else argument


def stop_button(words: Mapping) -> Button:
    return Button(words["stop"], "act:stop")
