"""What stands on a card that is handed on: the fact, one line, its figure with source and date, our mark. Never the claim."""

from dataclasses import dataclass

from babel.dates import format_date

from bot.texts import Texts
from knowledge_base.composing import DATE_LOCALES
from rumours.looking_up import Kit

NAME = "Harrera"


@dataclass(frozen=True, slots=True)
class SharedWords:
    """`cautions` say what is not certain; they are part of the card."""

    language: str
    right_to_left: bool
    title: str
    line: str
    figure: str
    source: str
    checked: str
    ask: str
    question: str
    cautions: tuple[str, ...]
    made: str

    @property
    def all(self) -> str:
        """Every letter that must be drawn."""
        each = (self.title, self.line, self.figure, self.source, self.checked, self.ask, self.question, *self.cautions, self.made, NAME)
        return "\n".join(each)


def shared_words(kit: Kit, texts: Texts) -> SharedWords:
    """In the language of the card's text."""
    language, evidence = kit.text.language, kit.leading.evidence
    cautions = [texts.get(language, "rumours.unchecked_notice")] if kit.suggested("one_line") else []
    return SharedWords(
        language=language,
        right_to_left=texts.direction(language) == "rtl",
        title=kit.text.title,
        line=kit.text.one_line,
        figure=kit.leading.sentence,
        source=texts.get(language, "rumours.data", publisher=evidence.publisher, date=evidence.data_date),
        checked=texts.get(language, "answer.checked_on", date=_day(evidence.checked_on, language)),
        ask=texts.get(language, "agents.ask"),
        question=next(iter(kit.text.questions), ""),
        cautions=tuple(cautions),
        made=texts.get(language, "agents.made", date=_day(kit.today, language)),
    )


def _day(day, language: str) -> str:
    return format_date(day, "long", locale=DATE_LOCALES.get(language, language))
