"""A card as a reply to anyone: calm, one figure with its source and date, an offer to know more."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from bot.messages import Button, Decision, Reply, SourceLine
from bot.texts import Texts
from knowledge_base.composing import DATE_LOCALES
from knowledge_base.entry import Status
from knowledge_base.languages import fallbacks_of
from rumours.rumour import CardText, Evidence, Rumour, State, Verdict

MORE = "more"  # what the button of a card asks for


class CardReplies:
    """Makes replies of cards; decides nothing."""

    def __init__(self, texts: Texts):
        self._texts = texts

    def short(self, card: Rumour, language: str, today: date) -> Reply:
        """The text for everybody, said with care when its evidence must still be checked."""
        text = self._text(card, language)
        more = Button(self._texts.get(language, "rumours.more"), f"rumour:{card.id}={MORE}")
        return Reply(
            text=text.public,
            language=text.language,
            notice=self.notice(card, text, "public", language, today),
            buttons=(more, self.human(language)),
            sources=_sources(card.resting("public")),
            rumour=card.id,
            decision=Decision.ANSWER,
        )

    def long(self, card: Rumour, language: str, today: date) -> Reply:
        """What the button gives: one minute of reading, and behind it the whole text."""
        text = self._text(card, language)
        return Reply(
            text=text.one_minute,
            language=text.language,
            more=text.full,
            notice=f"{self.verdict(card.verdict, language)} · {self.notice(card, text, 'full', language, today)}",
            buttons=(self.human(language),),
            sources=_sources(card.resting("full")),
            rumour=card.id,
            decision=Decision.ANSWER,
        )

    def suggestion(self, card: Rumour, language: str) -> Reply:
        """Instead of a text whose evidence must be checked first: that there is one, and the choice to read it."""
        words = self._texts.get(language, "rumours.unchecked")
        return Reply(words, language, buttons=(*self.choices([card], language), self.human(language)), decision=Decision.ASK)

    def choice(self, cards: Sequence[Rumour], language: str) -> Reply:
        """Asks which of some was heard."""
        words = self._texts.get(language, "rumours.ask")
        return Reply(words, language, buttons=(*self.choices(cards, language), self.human(language)), decision=Decision.ASK)

    def nothing(self, language: str, has_related: bool) -> Reply:
        """That nothing checked is known of what was heard; `has_related`: an entry follows."""
        words = self._texts.get(language, "rumours.none")
        if has_related:
            return Reply(f"{words} {self._texts.get(language, 'rumours.related')}", language)
        return Reply(words, language, buttons=(self.human(language),), decision=Decision.NONE)

    def choices(self, cards: Sequence[Rumour], language: str) -> tuple[Button, ...]:
        """A button for each card, titled with the fact."""
        return tuple(Button(self._text(card, language).title, f"rumour:{card.id}") for card in cards)

    def verdict(self, verdict: Verdict, language: str) -> str:
        """The verdict in words."""
        return self._texts.get(language, f"rumours.verdict.{verdict.key}")

    def sources(self, card: Rumour, part: str) -> tuple[SourceLine, ...]:
        """Of the evidence that a text of the card leans on."""
        return _sources(card.resting(part))

    def human(self, language: str) -> Button:
        return Button(self._texts.get(language, "buttons.human"), "act:talk_to_human")

    def notice(self, card: Rumour, text: CardText, part: str, language: str, today: date) -> str:
        """Figure, day it was looked at, and what is not yet certain, on one quiet line."""
        resting = card.resting(part)
        figures = {
            f"{e.publisher} ({e.data_date})": self._texts.get(language, "rumours.data", publisher=e.publisher, date=e.data_date)
            for e in resting[:1]
        }
        checked = format_date(min(e.checked_on for e in resting), "long", locale=DATE_LOCALES.get(language, language))
        lines = [*figures.values(), self._texts.get(language, "answer.checked_on", date=checked)]
        if card.state(today, part) is State.SUGGESTED:
            lines.insert(0, self._texts.get(language, "rumours.unchecked_notice"))
        if text.language != language:
            lines.append(self._texts.get(language, "answer.only_in", language=self._texts.languages.get(text.language, text.language)))
        if text.status is not Status.REVIEWED:
            lines.append(self._texts.get(language, "answer.draft" if text.status is Status.DRAFT else "answer.machine_draft"))
        return " · ".join(lines)

    def _text(self, card: Rumour, language: str) -> CardText:
        return card.text_for(language, fallbacks_of(language))


def _sources(evidence: Sequence[Evidence]) -> tuple[SourceLine, ...]:
    """Those with a link, the best seen first; what nobody saw has none."""
    best = {e.url: SourceLine(e.publisher, e.url, e.checked_on) for e in sorted(evidence, key=lambda e: e.seen) if e.url}
    return tuple(best.values())
