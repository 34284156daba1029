"""What staff and the first start do with content folders: seed, import, export. One function per act."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NotFound
from bot.privacy_log import log
from knowledge_base.city_content import CityContent
from knowledge_base.content_check import check_folder
from knowledge_base.content_files import city_names
from knowledge_base.content_writing import write_city
from knowledge_base.exchange.importing import has_news, only_new
from knowledge_base.problems import lines
from knowledge_base.repository import EntryRepository


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import saved; `advice` are lines `path: key: what to look at`."""

    cities: tuple[str, ...]
    entries: int
    services: int
    advice: tuple[str, ...] = ()


def seed(repository: EntryRepository, folder: Path, own_city: str | None = None) -> Imported:
    """Import the cities of `folder` of which the repository has nothing yet; what staff have edited is never overwritten.

    Safe when several processes start at once. Raises ContentFaults when a city that would be imported comes with faults.
    """
    if city_names(folder) and city_names(folder) <= set(repository.cities()):
        return Imported((), 0, 0)  # the usual start: nothing is read
    findings = check_folder(folder, own_city)
    contents = findings.must_be_clean()
    saved = repository.publish(contents, new_cities_only=True)
    imported = _imported([content for content in contents if content.city in saved], lines(findings.advice))
    for content in contents:
        if content.city in saved:
            log("content_seeded", city=content.city, entries=len(content.entries), services=_services(content))
    return imported


def import_folder(repository: EntryRepository, folder: Path, own_city: str | None = None, by: str = "") -> Imported:
    """Check everything in `folder`, then save what is new or another at once: entries take the place of those with their ids.

    Each of them becomes a version in its history, by the account `by`. Raises ContentFaults with all faults, StaleVersion when somebody
    published meanwhile; then nothing at all was saved.
    """
    findings = check_folder(folder, own_city, repository)
    contents = findings.must_be_clean()
    repository.publish([only_new(content, repository, by) for content in contents if has_news(content, repository)])
    return _imported(contents, lines(findings.advice))


def export_folder(repository: EntryRepository, folder: Path, city: str | None = None) -> list[str]:
    """Write one city, or all, as a content folder that imports to the same again; returns the cities.

    Raises NotFound for a city of which nothing was ever saved. Files that are there already and no longer belong stay.
    """
    cities = repository.cities() if city is None else [city]
    if city is not None and repository.revision(city) == 0:
        raise NotFound("there is no such city")
    for name in cities:
        negatives = tuple(repository.negatives(name)) or None
        content = CityContent(name, tuple(repository.entries(name)), repository.directory(name), negatives, repository.layers(name))
        write_city(folder, content)
    return cities


def _imported(contents: Sequence[CityContent], advice: list[str]) -> Imported:
    cities = tuple(content.city for content in contents)
    return Imported(cities, sum(len(c.entries) for c in contents), sum(map(_services, contents)), tuple(advice))


def _services(content: CityContent) -> int:
    return len(content.directory.services) if content.directory else 0
