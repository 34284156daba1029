"""A card as its page shows it: words of one language, and only what may be said today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.texts import Texts
from knowledge_base.composing import DATE_LOCALES
from knowledge_base.languages import fallbacks_of
from rumours.claim_review import claim_review
from rumours.evidence_history import Step, changed_fields
from rumours.public_cards import evidence_shown, parts_shown, public_code
from rumours.rumour import CardText, Evidence, Rumour

PATH = "/rumours"


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A figure, where it was seen, and the days of its life; `holds` is false when it has run out."""

    sentence: str
    evidence: Evidence
    data_date: str  # empty: the source gives none
    page_date: str
    checked_on: str
    valid_until: str
    holds: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """What happened to the evidence on a day. `kind` is the version's; `lines` are (what happened, source, fields with before and after)."""

    day: str
    kind: str
    lines: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]
    verdict_was: str  # empty: it stayed


@dataclass(frozen=True, slots=True)
class ShownCard:
    """`one_line` and `full` are empty when what they lean on may not be shown today; `review` is its ClaimReview, if it has one."""

    address: str
    card: Rumour
    text: CardText
    direction: str
    verdict: str
    one_line: str
    full: str
    evidence: tuple[ShownEvidence, ...]
    review: dict | None
    history: tuple[ShownStep, ...] = ()


class Showing:
    """Makes cards ready to be shown; `publisher` is asked who runs this installation."""

    def __init__(self, texts: Texts, publisher: Callable[[], str], today: Callable[[], date]):
        self.texts, self._publisher, self.today = texts, publisher, today

    @property
    def reviewer(self) -> str:
        return self._publisher()

    def card(self, card: Rumour, language: str, base: str, history: Sequence[Step] = ()) -> ShownCard:
        """`base` is the address of the house, without a slash behind."""
        text, today = card.text_for(language, fallbacks_of(language)), self.today()
        verdict, address = self.verdict(card, text.language), f"{base}{path_of(card)}"
        url = f"{address}?language={text.language}"
        shown = parts_shown(card, today)
        return ShownCard(
            address=address,
            card=card,
            text=text,
            direction=self.texts.direction(text.language),
            verdict=verdict,
            one_line=text.one_line if "one_line" in shown else "",
            full=text.full if "full" in shown else "",
            evidence=tuple(self._evidence(each, text, language) for each in evidence_shown(card)),
            review=claim_review(card, text, url=url, verdict=verdict, reviewer=self.reviewer, today=today),
            history=tuple(self._step(step, language) for step in history),
        )

    def verdict(self, card: Rumour, language: str) -> str:
        return self.texts.get(language, f"rumours.verdict.{card.verdict.key}")

    def title(self, card: Rumour, language: str) -> CardText:
        """The text whose title names the card in a list."""
        return card.text_for(language, fallbacks_of(language))

    def _step(self, step: Step, language: str) -> ShownStep:
        single = (("came", step.came), ("went", step.went))
        lines = [(what, _source(evidence), ()) for what, found in single for evidence in found]
        lines += [("renewed", _source(after), _renewed(before, after, language)) for before, after in step.renewed]
        was = self.texts.get(language, f"rumours.verdict.{step.verdict_was.key}") if step.verdict_was else ""
        return ShownStep(day(step.day, language), step.kind.value, tuple(lines), was)

    def _evidence(self, evidence: Evidence, text: CardText, language: str) -> ShownEvidence:
        return ShownEvidence(
            sentence=text.evidence[evidence.id],
            evidence=evidence,
            data_date=dated(evidence.data_date),
            page_date=dated(evidence.page_date),
            checked_on=day(evidence.checked_on, language),
            valid_until=day(evidence.valid_until, language),
            holds=evidence.holds(self.today()),
        )


def path_of(card: Rumour) -> str:
    return f"{PATH}/{public_code(card.id)}"


def day(when: date, language: str) -> str:
    """As people of that language write it."""
    return format_date(when, "long", locale=DATE_LOCALES.get(language, language))


def dated(words: str) -> str:
    """A date as the card writes it (`2025-12`, `2019-2023`); empty for the words that say that there is none."""
    return words if any(sign.isdigit() for sign in words) else ""


def _source(evidence: Evidence) -> str:
    """Publisher and day of the figure, as the card names them."""
    return f"{evidence.publisher} ({evidence.data_date})" if dated(evidence.data_date) else evidence.publisher


def _renewed(before: Evidence, after: Evidence, language: str) -> tuple[tuple[str, str, str], ...]:
    """(field, before, after) of what was said anew."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in changed_fields(before, after))
    return tuple(
        (name, *(day(value, language) if isinstance(value, date) else value for value in (was, becomes))) for name, was, becomes in pairs
    )
