"""What every action may use, built once by `bot.bootstrap`."""

from dataclasses import dataclass

from bot.messages import Button, Reply
from bot.texts import Texts
from knowledge_base.answers import Answers
from knowledge_base.guide import Guide
from rumours.checking import RumourDesk


@dataclass(frozen=True, slots=True)
class Toolbox:
    answers: Answers
    guide: Guide
    rumours: RumourDesk
    texts: Texts
    operator: str

    def say(self, language: str, key: str, *buttons: str, **values: object) -> Reply:
        """A reply with a text of our own and buttons by name (`human`, `padron_check`, ...)."""
        return Reply(self.texts.get(language, key, **values), language, buttons=tuple(self.button(language, name) for name in buttons))

    def button(self, language: str, name: str) -> Button:
        return Button(self.texts.get(language, f"buttons.{name}"), BUTTONS[name])


BUTTONS = {
    "human": "act:talk_to_human",
    "padron_check": "act:start_padron_check",
    "phones": "topic:telefonos-ayuda",
    "privacy": "act:privacy",
    "forget": "act:forget_me",
    "back": "act:go_back",
    "stop": "act:stop",
}
