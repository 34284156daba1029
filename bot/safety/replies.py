"""What a person in danger reads first: the number, then care, then who else helps; the question comes only if they go on."""

from functools import lru_cache
from importlib.resources import files

import yaml

from bot.messages import Button, Decision, Reply
from bot.safety.danger import Alarm
from bot.texts import Texts

HELP_LINES = "help_lines"


def emergency_reply(alarm: Alarm, language: str, texts: Texts, city: str) -> Reply:
    """The reply of one danger, in the words of the city; its buttons lead to the city's entry, to all help lines and to a human.

    An uncertain one is a card before the answer, which carries the topic.
    """
    topic = topics(city).get(alarm.danger)
    words = texts.in_city(city)
    return Reply(
        text=f"{words.get(language, f'emergency.{alarm.danger}')}\n\n{words.get(language, 'emergency.next')}",
        language=language,
        buttons=(
            *_onward(topic, topics(city).get(HELP_LINES), words, language),
            Button(words.get(language, "buttons.human"), "act:talk_to_human"),
        ),
        topic=topic if alarm.certain else None,
        decision=Decision.ANSWER if alarm.certain else None,
        probability=1.0 if alarm.certain else None,
        emergency=True,
        danger=str(alarm.danger),
    )


def _onward(topic: str | None, help_lines: str | None, words: Texts, language: str) -> list[Button]:
    labels = {topic: "more_about", help_lines: "phones"}
    return [Button(words.get(language, f"buttons.{label}"), f"topic:{name}") for name, label in labels.items() if name]


@lru_cache
def _all_topics() -> dict[str, dict[str, str]]:
    return yaml.safe_load((files("bot.safety") / "topics.yml").read_text(encoding="utf-8"))


def topics(city: str) -> dict[str, str]:
    """Danger, or `help_lines`, to the id of the city's entry about it; empty for a city that has none."""
    return _all_topics().get(city, {})
