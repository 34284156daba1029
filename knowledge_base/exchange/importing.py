"""What comes from files becomes a version like everything else that is answered: who brought it, when, and what stood there before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from knowledge_base.city_content import CityContent
from knowledge_base.entry import Entry
from knowledge_base.repository import EntryRepository
from knowledge_base.versions import Kind, Version


def versions_to(city: str, paper: Any, live: Any, known: Sequence[Version], by: str) -> list[Version]:
    """The versions that lead from what is live to an imported entry or card; none when it is the same.

    What is live and in no version yet is written down first, as found, so that it can be gone back to.
    """
    if paper == live:
        return []
    now, number = datetime.now(UTC), len(known)
    found = []
    if live is not None and (not known or known[-1].entry != live):
        number += 1
        found = [Version(city, paper.id, number, Kind.FOUND, now, "", "", live)]
    return [*found, Version(city, paper.id, number + 1, Kind.IMPORTED, now, by, by, paper)]


def has_news(content: CityContent, repository: EntryRepository) -> bool:
    """Whether importing it would change anything."""
    newer = _newer(content, repository)
    news = (newer.directory, newer.negatives, newer.layers)
    return bool(newer.entries) or news != (None, None, None) or content.city not in repository.cities()


def only_new(content: CityContent, repository: EntryRepository, by: str) -> CityContent:
    """What of a city is not live already, with the versions of its entries."""
    newer = _newer(content, repository)
    city, live = content.city, {entry.id: entry for entry in repository.entries(content.city)}
    changes = [versions_to(city, entry, live.get(entry.id), repository.versions(entry.id, city), by) for entry in newer.entries]
    return replace(newer, versions=tuple(version for of_entry in changes for version in of_entry))


def changed_entries(content: CityContent, repository: EntryRepository) -> tuple[list[Entry], list[Entry]]:
    """(new ones, others that are not as they are live)."""
    live = {entry.id: entry for entry in repository.entries(content.city)}
    changed = [entry for entry in content.entries if entry.id in live and live[entry.id] != entry]
    return [entry for entry in content.entries if entry.id not in live], changed


def _newer(content: CityContent, repository: EntryRepository) -> CityContent:
    city = content.city
    new, changed = changed_entries(content, repository)
    same_directory = content.directory is None or content.directory == repository.directory(city)
    same_negatives = content.negatives is None or content.negatives == tuple(repository.negatives(city))
    same_layers = content.layers is None or content.layers == repository.layers(city)
    return CityContent(
        city,
        (*new, *changed),
        directory=None if same_directory else content.directory,
        negatives=None if same_negatives else content.negatives,
        layers=None if same_layers else content.layers,
    )
