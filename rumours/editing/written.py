"""A card as somebody writes it in a form: what has no language, and one language. Anything may still be missing or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from knowledge_base.editing.draft import FRAME, Forms, written
from rumours.card_drafts import WrittenCardText
from rumours.card_files import EVIDENCE_KEYS
from rumours.rumour import LISTS, WORDS, Rumour


@dataclass(frozen=True, slots=True)
class WrittenEvidence:
    """Dates as written, such as 2026-11-21; the sentences stand with the languages."""

    id: str = ""
    territory: str = ""
    data_date: str = ""
    publisher: str = ""
    url: str = ""
    page_date: str = ""
    underlying_source: str = ""
    seen: str = ""
    checked_on: str = ""
    valid_until: str = ""
    verify: str = ""


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """Everything of a card but its texts. `handle_with_care` is `true` or `false`; `rests_on` goes from a text to ids of evidence."""

    category: str = ""
    verdict: str = ""
    handle_with_care: str = ""
    review_by: str = ""
    evidence: tuple[WrittenEvidence, ...] = ()
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    circulates: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()


OF_CARDS = Forms(partial(written, WrittenCard, evidence=WrittenEvidence), partial(written, WrittenCardText))


def written_card(card: Rumour) -> WrittenCard:
    """What a published card has beside its texts, as it stands in a form."""
    evidence = tuple(WrittenEvidence(**{key: str(getattr(each, key)) for key in EVIDENCE_KEYS}) for each in card.evidence)
    lists = {name: getattr(card, name) for name in ("circulates", "related", "entries", "verify")}
    care = "true" if card.handle_with_care else "false"
    return WrittenCard(card.category, card.verdict.value, care, card.review_by.isoformat(), evidence, dict(card.rests_on), **lists)


def part_of(card: Rumour | None, part: str) -> WrittenCard | WrittenCardText | None:
    """A language of a card, or its FRAME, as it stands in a form; None when there is none."""
    if card is None or part == FRAME:
        return card and written_card(card)
    text = card.texts.get(part)
    return text and WrittenCardText(**{name: getattr(text, name) for name in (*WORDS, *LISTS)}, evidence=dict(text.evidence))
