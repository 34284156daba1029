"""What is known of a message before anybody answers it: what can be read of it, in which language it is and which the answer gets, and whether it can be
answered at all. The first thing that the conversation asks."""

from bot.inbound import InboundMessage
from bot.messages import Payload, Reply
from bot.settings import Settings
from bot.talks import Thread
from bot.texts import Texts
from matching.language import LanguageIdentification
from matching.normalisation import clean, words


class Reading:
    """Knows languages and limits, and nobody's words after it has answered."""

    def __init__(self, identify: LanguageIdentification, texts: Texts, settings: Settings):
        self._identify, self._texts, self._settings = identify, texts, settings

    def readable(self, raw: str) -> str:
        """Without characters nobody sees. Of a text far too long its two ends, where danger may stand, never more than two limits."""
        limit = self._settings.message_limit
        ends = raw if len(raw) <= 2 * limit else f"{raw[: limit - 1]} {raw[-limit:]}"
        return clean(ends)[: 2 * limit]

    def languages(self, text: str, payload: Payload | None, message: InboundMessage, thread: Thread) -> tuple[str, str]:
        """(language of the text, language of the reply). A language that the person chose stays until they choose another."""
        context = thread.chosen or thread.language or message.language_hint
        found = context if payload else self._identify(text, context)[0]
        known = self._texts.languages
        spoken = next((code for code in (thread.chosen, found, context) if code in known), self._settings.default_language)
        return found or spoken, spoken

    def turned_off(self, thread: Thread, written: str, spoken: str) -> list[Reply]:
        """Once in a talk: that the language somebody writes is turned off here, said in that language."""
        texts = self._texts
        if written == spoken or written in texts.languages or written == thread.told_off or not texts.has(written, "language_off"):
            return []
        thread.told_off = written
        return [Reply(texts.get(written, "language_off", language=texts.languages.get(spoken, spoken)), written)]

    def refusal(self, text: str) -> str | None:
        """Why it cannot be answered, as the texts call it; None when it can."""
        if not text:
            return "empty"
        if len(text) > self._settings.message_limit:
            return "too_long"
        return None if words(text, "") else "no_words"
