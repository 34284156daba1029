"""What every action may use, built once by `bot.bootstrap`."""

from dataclasses import dataclass

from bot.messages import Button, Reply
from bot.texts import Texts
from knowledge_base.answers import Answers
from knowledge_base.guide import Guide
from rumours.agent_desk import AgentDesk
from rumours.checking import RumourDesk


@dataclass(frozen=True, slots=True)
class Toolbox:
    """`keeps_unanswered`: days for which the house keeps questions that nobody could answer; 0 when it does not."""

    answers: Answers
    guide: Guide
    rumours: RumourDesk
    texts: Texts
    operator: str
    human_contact: str = ""  # how to reach the people of this service, and when, as admins wrote it; empty: only the directory
    human_hours: str = ""
    keeps_unanswered: int = 0
    agents: AgentDesk | None = None  # what agents tell from linked chats; None where nobody can be one

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
