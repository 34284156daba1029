"""A draft of a card tried before it is published: what would be heard with it, what is heard now, and whose words it would take."""

from collections.abc import Mapping

from knowledge_base.editing.trial import Trial
from matching.items import Match
from rumours.hearing import hear
from rumours.library import RumourShelf
from rumours.rumour import CardText, Rumour


class CardTrial(Trial):
    """The cards as they are and as they would be; a message is heard piece by piece, as when people send it."""

    def _match(self, shelf: RumourShelf, text: str, language: str) -> Match:
        heard = hear(text, language, shelf.matcher.match)
        decision = "answer" if heard.sure else "ask" if heard.is_near else "none"
        return Match(decision, heard.candidates)

    def _papers(self, shelf: RumourShelf) -> Mapping[str, Rumour]:
        return shelf.cards

    def _examples(self, text: CardText) -> tuple[str, ...]:
        return (text.claim, *text.phrasings)
