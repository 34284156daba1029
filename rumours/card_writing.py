"""Writes cards as a folder in the canonical form: reading it gives the same, and writing that the same files."""

from pathlib import Path

from knowledge_base.content_writing import write_files
from knowledge_base.yaml_text import Folded, Inline, Quoted, write_yaml
from rumours.card_files import CARD_FILE, EVIDENCE_KEYS, TEXT_KEYS
from rumours.rumour import CardText, Evidence, Rumour

_PARAGRAPHS = ("nuance", "public", "one_minute", "full", "story", "worry", "kernel")


def write_cards(folder: Path, cards: list[Rumour]) -> None:
    """Write each card below `folder`. Files of cards that are no longer there are left alone."""
    for card in cards:
        write_files(folder, card_files(card))


def card_files(card: Rumour) -> dict[str, str]:
    """Path below a folder of cards -> text, of one card."""
    texts = {f"{card.id}/{text.language}.yml": write_yaml(text_values(text)) for text in card.texts.values()}
    return {f"{card.id}/{CARD_FILE}": write_yaml(card_values(card))} | texts


def card_values(card: Rumour) -> dict:
    """The keys of a rumour.yml, in canonical order."""
    return {
        "id": card.id,
        "category": card.category,
        "verdict": card.verdict.value,
        "handle_with_care": card.handle_with_care,
        "circulates": list(card.circulates),
        "related": Inline(card.related),
        "entries": Inline(card.entries),
        "review_by": card.review_by,
        "evidence": [_evidence_values(evidence) for evidence in card.evidence],
        "rests_on": {part: Inline(ids) for part, ids in card.rests_on.items()},
        "verify": [Quoted(line) for line in card.verify],
    }


def text_values(text: CardText) -> dict:
    """The keys of one language, in canonical order."""
    values = {key: getattr(text, key) for key in TEXT_KEYS}
    values |= {key: Folded(values[key]) for key in _PARAGRAPHS}
    values = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
    return values | {"status": text.status.value, "evidence": dict(text.evidence)}


def _evidence_values(evidence: Evidence) -> dict:
    values = {key: getattr(evidence, key) for key in EVIDENCE_KEYS}
    return {key: value for key, value in values.items() if value}
