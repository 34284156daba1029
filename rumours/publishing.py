"""What staff and the first start do with folders of cards: seed, import, export. One function per act."""

from collections.abc import Callable, Collection
from pathlib import Path

from bot.privacy_log import log
from knowledge_base.exchange.importing import versions_to
from rumours.card_check import check_cards
from rumours.card_files import is_card_folder
from rumours.card_writing import write_cards
from rumours.repository import EVERYWHERE, RumourRepository


def seed_cards(repository: RumourRepository, folder: Path, entries: Callable[[], Collection[str]]) -> int:
    """Import the cards of `folder` when the repository never had any; what staff have edited is never overwritten.

    A card with faults is left out, so that it stops neither the others nor the house. Returns how many were saved. Safe when
    several processes start at once.
    """
    if repository.revision() or not is_card_folder(folder):
        return 0  # the usual start: nothing is read
    findings = check_cards(folder, entries())
    if not repository.seed(findings.sound):
        return 0
    log("cards_seeded", cards=len(findings.sound), faults=len(findings.faults))
    return len(findings.sound)


def import_cards(repository: RumourRepository, folder: Path, entries: Collection[str], by: str = "") -> int:
    """Check every card of `folder`, then save those that are new or another, each in place of the one with its id; returns how many
    there are in the folder.

    Each becomes a version in its history, by the account `by`. `entries`: ids of the knowledge base. Raises ContentFaults with all faults;
    then nothing at all was saved.
    """
    cards = check_cards(folder, entries, repository.cards()).must_be_clean()
    for card in cards:
        for version in versions_to(EVERYWHERE, card, repository.card(card.id), repository.versions(card.id), by):
            repository.publish(version)
    return len(cards)


def export_cards(repository: RumourRepository, folder: Path) -> int:
    """Write all cards as a folder that imports to the same again; returns how many. Files that no longer belong stay."""
    cards = repository.cards()
    write_cards(folder, cards)
    return len(cards)
