"""What a person is told about something heard: the card's calm words, a choice, or that nothing checked is known. Nothing is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.messages import Button, Decision, Reply
from bot.texts import Texts
from knowledge_base.answers import Answers
from knowledge_base.question import Question
from rumours.cards import MORE, CardReplies
from rumours.hearing import Heard, hear
from rumours.library import RumourLibrary
from rumours.rumour import Rumour, State
from rumours.weighing import Weighed, weigh

RELATED = 0.75  # the matcher's probability from which an entry is offered beside something heard
MOST_RELATED = 2  # entries that are offered beside a card


class RumourDesk:
    """The use-cases of the rumours room for one person's message. `today` is a function, since cards run out of date."""

    def __init__(self, library: RumourLibrary, answers: Answers, texts: Texts, today: Callable[[], date] = date.today):
        self._library, self._answers, self._texts, self._today = library, answers, texts, today
        self._cards = CardReplies(texts)

    def heard(self, text: str, text_language: str) -> Heard:
        """What a message says that cards know of."""
        return hear(text, text_language, self._library.match)

    def weighed(self, message: Question) -> Weighed:
        """Which rumours of a message are to be answered, and the answer to a question beside them."""
        heard = self.heard(message.text, message.text_language)
        return weigh(message.text, heard, lambda piece: self._answers.reply(replace(message, text=piece)))

    def received(self, message: Question) -> tuple[Reply, ...]:
        """Replies to something heard, with the answer to a question in the same message."""
        if told := self.told(message):
            return told
        related = self._answers.reply(message)
        near = self.near(message.text, message.text_language, message.language)
        enough = max(RELATED, (near and near.probability) or 0.0)  # what is surely a rumour, in too few words, is asked back
        if related.decision is Decision.ANSWER and (related.probability or 0) >= enough:
            return (self._cards.nothing(message.language, True), related)
        return (near or self._cards.nothing(message.language, False),)

    def told(self, message: Question) -> tuple[Reply, ...]:
        """Replies to the rumours that a message surely carries, and to its question; none when it carries no rumour."""
        weighed = self.weighed(message)
        known = ((candidate, card) for candidate in weighed.rumours if (card := self._library.card(candidate.id)))
        replies = [replace(self._answer(card, message.language, message.city), probability=round(c.probability, 4)) for c, card in known]
        return tuple(replies + [weighed.beside] if replies and weighed.beside else replies)

    def carried(self, message: Question) -> tuple[list[Rumour], Reply | None]:
        """(cards that a message surely carries, the answer to a question beside them), for who makes replies of their own."""
        weighed = self.weighed(message)
        return [card for candidate in weighed.rumours if (card := self._library.card(candidate.id))], weighed.beside

    def card(self, id: str) -> Rumour | None:
        return self._library.card(id)

    def today(self) -> date:
        return self._today()

    def near(self, text: str, text_language: str, language: str) -> Reply | None:
        """A choice of cards for a message to which nothing else can be said; None when none is near."""
        heard = self.heard(text, text_language)
        cards = [card for candidate in heard.candidates if (card := self._library.card(candidate.id))]
        if not (cards and heard.is_near):
            return None
        return replace(self._cards.choice(cards, language), probability=round(heard.candidates[0].probability, 4))

    def card_reply(self, argument: str, language: str, city: str) -> Reply | None:
        """The reply to a card's button: its short text, or with `=more` the long ones. None when there is no such card."""
        id, _, part = argument.partition("=")
        card = self._library.card(id)
        if card is None:
            return None
        reply = (self._cards.long if part == MORE else self._cards.short)(card, language, self._today())
        return replace(self._with_entries(reply, card, language, city), probability=1.0)

    def _answer(self, card: Rumour, language: str, city: str) -> Reply:
        """The card's text when it may be sent today, else that it must be checked first."""
        today = self._today()
        reply = self._cards.short(card, language, today) if card.state(today) is State.ANSWERED else self._cards.suggestion(card, language)
        return self._with_entries(reply, card, language, city)

    def _with_entries(self, reply: Reply, card: Rumour, language: str, city: str) -> Reply:
        """With buttons for the entries that say how it really works, before the one for a person."""
        titled = ((topic, self._answers.title(topic, language, city)) for topic in card.entries)
        buttons = [Button(title, f"topic:{topic}") for topic, title in titled if title][:MOST_RELATED]
        return replace(reply, buttons=(*reply.buttons[:-1], *buttons, reply.buttons[-1]))
