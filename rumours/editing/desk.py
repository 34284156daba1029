"""The cards among what staff edit: where the life of `knowledge_base.editing.life` reads and writes them."""

from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from knowledge_base.editing.draft import Draft
from knowledge_base.editing.papers import Composed
from knowledge_base.entry import Status
from knowledge_base.fields import Fields
from knowledge_base.problems import Problems
from knowledge_base.versions import Version
from rumours.card_check import check_draft
from rumours.card_drafts import DraftCard, draft_of
from rumours.card_files import CARD_FILE, fill_card, read_text
from rumours.check_card_text import OURS
from rumours.editing.written import WrittenCard, WrittenCardText, part_of
from rumours.kept_cards import KeptCards
from rumours.repository import EVERYWHERE, RumourRepository
from rumours.rumour import UNSEEN, Evidence, Rumour


class CardPapers:
    """Papers of the rumours room. `entries` gives the ids of the knowledge base."""

    def __init__(self, cards: RumourRepository, entries: Callable[[], Collection[str]]):
        self.cards, self._entries, self._kept = cards, entries, KeptCards(cards)

    def find(self, city: str, id: str) -> Rumour | None:
        return self.cards.card(id) if city == EVERYWHERE else None

    def all(self) -> list[Rumour]:
        """All that are live, by id."""
        return list(self._kept.all().values())

    def versions(self, city: str, id: str) -> list[Version]:
        return self.cards.versions(id) if city == EVERYWHERE else []

    def put(self, version: Version) -> None:
        self.cards.publish(version)

    def note(self, version: Version) -> None:
        self.cards.publish(version)

    def compose(self, draft: Draft, current: Rumour | None, status: Status) -> Composed:
        problems = Problems(OURS)
        whole = composed(draft, current, status, problems)
        findings = check_draft(whole, self._entries(), self.all(), problems)
        return Composed(next(iter(findings.cards), None), findings)

    def confirmed(self, paper: Rumour, today: date, review_by: date) -> Rumour:
        evidence = tuple(_looked_at(each, today) for each in paper.evidence)
        return replace(paper, evidence=evidence, review_by=max(paper.review_by, review_by))

    def part(self, paper: Rumour | None, part: str) -> WrittenCard | WrittenCardText | None:
        return part_of(paper, part)


def composed(draft: Draft, current: Rumour | None, status: Status, problems: Problems) -> DraftCard:
    """The card that the draft makes of `current`, read as its files are, with the faults of what was written."""
    id = draft.entry_id
    whole = draft_of(current) if current else DraftCard(f"{id}/{CARD_FILE}", id, id)
    if draft.frame or current is None:
        values = _plain(asdict(draft.frame or WrittenCard())) | {"id": id}
        fill_card(whole, Fields(values, whole.path, problems))
    for code, written in draft.texts.items():
        values = _plain(asdict(written)) | {"status": status.value}
        whole.texts[code] = read_text(code, Fields(values, f"{id}/{code}.yml", problems))
    known = {evidence.id for evidence in whole.evidence}
    for code, text in whole.texts.items():  # the sentence goes with its evidence
        whole.texts[code] = replace(text, evidence={id: sentence for id, sentence in text.evidence.items() if id in known})
    return whole


def _plain(value: Any) -> Any:
    """As it would be read from a file: lists, and no key for what is empty."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner not in ("", ())}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value


def _looked_at(evidence: Evidence, today: date) -> Evidence:
    """What nobody saw, or what has run out, is not made good by a look: it needs another source or another day."""
    is_good = evidence.seen != UNSEEN and evidence.checked_on <= today <= evidence.valid_until
    return replace(evidence, checked_on=today) if is_good else evidence
