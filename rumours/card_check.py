"""Checks a folder of cards before anything of it is imported, and reports every fault at once, with file and key."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.check_texts import check_passage, same_question
from knowledge_base.entry import ORIGINAL_LANGUAGE
from knowledge_base.numbers import numbers_in
from knowledge_base.problems import Findings, Problems
from rumours.card_drafts import DraftCard, draft_of, finished
from rumours.card_files import read_cards
from rumours.check_card_text import OURS, check_card_text
from rumours.rumour import PARTS, Rumour

LANGUAGES = ("es", "eu", "en", "fr", "ar")
MOST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class CardFindings(Findings):
    """What a check found. `sound`: the cards that have no fault themselves. `cards` may be imported: empty as soon as one has a fault."""

    sound: tuple[Rumour, ...] = ()

    @property
    def cards(self) -> tuple[Rumour, ...]:
        return () if self.faults else self.sound

    @property
    def found(self) -> str:
        """How much may be imported."""
        return f"{len(self.cards)} cards"

    def must_be_clean(self) -> tuple[Rumour, ...]:
        """The cards. Raises ContentFaults as all findings do."""
        Findings.must_be_clean(self)
        return self.cards


def check_cards(folder: Path, entries: Collection[str], known: Collection[Rumour] = ()) -> CardFindings:
    """Check a folder of cards. `entries`: ids of the knowledge base; `known`: cards that are there already and may be referred to."""
    problems = Problems(OURS)
    drafts = read_cards(folder, problems) if folder.is_dir() else []
    if not drafts:
        problems.fault(folder.name, "folder", "holds no cards: <rumour-id>/rumour.yml is expected")
    return _checked(drafts, entries, known, problems)


def check_card(rumour: Rumour, entries: Collection[str], known: Collection[Rumour]) -> CardFindings:
    """Check one card as staff wrote it in the console, against the others."""
    return _checked([draft_of(rumour)], entries, known, Problems(OURS))


def check_draft(draft: DraftCard, entries: Collection[str], known: Collection[Rumour], problems: Problems) -> CardFindings:
    """The same of what is not finished; `problems` holds what was found while it was read."""
    return _checked([draft], entries, known, problems)


def _checked(drafts: list[DraftCard], entries: Collection[str], known: Collection[Rumour], problems: Problems) -> CardFindings:
    coming = {draft.folder for draft in drafts}
    others = [rumour for rumour in known if rumour.id not in coming]
    ids = coming | {rumour.id for rumour in others}
    for draft in drafts:
        _check_references(draft, ids, entries, problems)
        _check_evidence(draft, problems)
        _check_languages(draft, problems)
        for text in draft.texts.values():
            check_card_text(text, draft.rests_on, problems)
    _check_between(drafts, others, problems)
    broken = {fault.path.partition("/")[0] for fault in problems.faults}
    sound = tuple(finished(draft) for draft in drafts if draft.folder not in broken)
    return CardFindings(tuple(problems.faults), tuple(problems.advices), sound)


def _check_references(draft: DraftCard, ids: Collection[str], entries: Collection[str], problems: Problems) -> None:
    if draft.id and draft.id != draft.folder:
        problems.fault(draft.path, "id", f"is `{draft.id}`, but the folder is called `{draft.folder}`")
    for name in draft.related:
        if name == draft.id:
            problems.fault(draft.path, "related", "a card is not related to itself")
        elif name not in ids:
            problems.fault(draft.path, "related", f"there is no card `{name}`")
    for name in draft.entries:
        if name not in entries:
            problems.fault(draft.path, "entries", f"there is no entry `{name}`")
    if len(draft.entries) > MOST_ENTRIES:
        problems.fault(draft.path, "entries", f"there are {len(draft.entries)}, at most {MOST_ENTRIES} are allowed")
    for key in ("circulates", "verify"):
        for number, line in enumerate(getattr(draft, key), 1):
            check_passage(line, draft.path, f"{key}[{number}]", OURS, problems)


def _check_evidence(draft: DraftCard, problems: Problems) -> None:
    ids = Counter(evidence.id for evidence in draft.evidence if evidence.id)
    if not draft.evidence:
        problems.fault(draft.path, "evidence", "at least one evidence is needed")
    for id in (id for id, count in ids.items() if count > 1):
        problems.fault(draft.path, "evidence", f"`{id}` comes more than once")
    for number, evidence in enumerate(draft.evidence, 1):
        if evidence.checked_on and evidence.valid_until and evidence.checked_on > evidence.valid_until:
            problems.fault(draft.path, f"evidence[{number}].valid_until", "is before `checked_on`")
        for key in ("territory", "publisher", "underlying_source", "verify"):
            check_passage(getattr(evidence, key), draft.path, f"evidence[{number}].{key}", OURS, problems)
    for part in sorted({*PARTS, *draft.rests_on}):
        if part not in PARTS:
            problems.fault(draft.path, f"rests_on.{part}", "is not a text that rests on evidence")
        elif not draft.rests_on.get(part):
            problems.fault(draft.path, f"rests_on.{part}", "names no evidence")
        for id in draft.rests_on.get(part, ()):
            if id not in ids:
                problems.fault(draft.path, f"rests_on.{part}", f"there is no evidence `{id}`")


def _check_languages(draft: DraftCard, problems: Problems) -> None:
    for language in LANGUAGES:
        if language not in draft.texts:
            note = problems.fault if language == ORIGINAL_LANGUAGE else problems.advice
            note(f"{draft.folder}/{language}.yml", "file", "is missing")
    ids = {evidence.id for evidence in draft.evidence}
    original = draft.texts.get(ORIGINAL_LANGUAGE)
    for text in draft.texts.values():
        for id in sorted(ids - text.evidence.keys()):
            problems.fault(text.path, f"evidence.{id}", "is missing")
        for id in sorted(text.evidence.keys() - ids):
            problems.fault(text.path, f"evidence.{id}", "is no evidence of rumour.yml")
        for id in sorted(text.evidence.keys() & (original.evidence.keys() if original else set())):
            if numbers_in(text.evidence[id]) != numbers_in(original.evidence[id]):
                problems.advice(text.path, f"evidence.{id}", f"its numbers are not those of {original.path}")


def _check_between(drafts: list[DraftCard], others: list[Rumour], problems: Problems) -> None:
    """No phrasing may teach two cards."""
    first: dict[tuple[str, str], str] = {}
    for rumour in others:
        for text in rumour.texts.values():
            first.update({(text.language, same_question(words)): rumour.id for words in (text.claim, *text.phrasings)})
    for draft in drafts:
        for text in draft.texts.values():
            for key, words in text.passages():
                if key != "claim" and not key.startswith("phrasings"):
                    continue
                owner = first.setdefault((text.language, same_question(words)), draft.folder) if words else draft.folder
                if owner != draft.folder:
                    problems.fault(text.path, key, f"is also said in {owner}")
