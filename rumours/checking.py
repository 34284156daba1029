"""Receives something heard: says that a trained person will have an answer, and gives what the knowledge base already knows."""

from bot.messages import Button, Decision, Reply
from bot.texts import Texts
from knowledge_base.answers import Answers

RELATED = 0.75  # the matcher's probability from which an entry is offered beside a rumour


class RumourDesk:
    """The door of the rumours room. Nothing of what was heard is kept."""

    def __init__(self, answers: Answers, texts: Texts):
        self._answers, self._texts = answers, texts

    def received(self, text: str, text_language: str, language: str, city: str) -> tuple[Reply, ...]:
        """One calm reply; a second one with the related entry when the matcher is sure of one."""
        words = self._texts.get(language, "rumour")
        human = Button(self._texts.get(language, "buttons.human"), "act:talk_to_human")
        related = self._answers.reply(text, text_language, language, city)
        if related.decision is not Decision.ANSWER or (related.probability or 0) < RELATED:
            return (Reply(words, language, buttons=(human,), decision=Decision.NONE),)
        return Reply(f"{words} {self._texts.get(language, 'rumour_related')}", language), related
