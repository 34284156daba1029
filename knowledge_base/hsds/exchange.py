"""What staff do with HSDS: write the directory of a city for others, take over a directory from files. One function per act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.errors import BadInput, ContentFaults, NotFound
from knowledge_base.directory import Directory
from knowledge_base.entry import Entry, is_name
from knowledge_base.hsds.csv_folder import PACKAGE, holds_csv, read_csv, write_csv
from knowledge_base.hsds.json_files import FILES, read_json, write_json
from knowledge_base.hsds.reading import read_tables
from knowledge_base.hsds.tables import Tables
from knowledge_base.hsds.writing import tables_of
from knowledge_base.problems import Problems, lines
from knowledge_base.repository import EntryRepository

Form = Literal["json", "csv"]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came in; `advice` are lines `file: key: what to look at`."""

    organizations: int
    services: int
    advice: tuple[str, ...] = ()


def export_directories(repository: EntryRepository, folder: Path, city: str | None = None, form: Form = "json") -> list[str]:
    """Write the directory of one city, or of all, into `folder/<city>`; returns the cities.

    Raises NotFound when there is no directory to write.
    """
    cities = repository.cities() if city is None else [city]
    found = {name: directory for name in cities if (directory := repository.directory(name)) is not None}
    if not found:
        raise NotFound("there is no directory of that city" if city else "there is no directory")
    for name, directory in found.items():
        write = write_json if form == "json" else write_csv
        write(tables_of(directory, name), folder / name)
    return list(found)


def import_directory(
    repository: EntryRepository, path: Path, city: str, form: Form | None = None, replace: bool = False, today: date | None = None
) -> Exchanged:
    """Take the directory in `path`, a file or a folder, over into a city: each record in place of the one with its id, the others stay.

    With `replace` the others go. Raises ContentFaults with all faults, and BadInput for what cannot be a city; then nothing was saved.
    """
    if not is_name(city):
        raise BadInput("a city is a name without spaces or slashes")
    problems = Problems()
    home = path / city if (path / city).is_dir() else path
    coming = read_tables(_read(home, form, problems), today or date.today(), problems)
    if coming is not None and replace:
        _check_still_there(coming, repository.entries(city), problems)
    if coming is None or problems.faults:
        raise ContentFaults(lines(problems.faults))
    repository.save_directory(city, coming if replace else merged(repository.directory(city) or Directory(), coming))
    return Exchanged(len(coming.organizations), len(coming.services), tuple(lines(problems.advices)))


def merged(there: Directory, coming: Directory) -> Directory:
    """Both directories; of two records with the same id the coming one stays, in the place of the other."""
    organizations = {each.id: each for each in (*there.organizations, *coming.organizations)}
    services = {each.id: each for each in (*there.services, *coming.services)}
    return Directory(tuple(organizations.values()), tuple(services.values()), {**there.districts, **coming.districts})


def _read(path: Path, form: Form | None, problems: Problems) -> Tables:
    is_json = path.is_dir() and any((path / name).is_file() for name in FILES)
    is_csv = path.is_dir() and holds_csv(path)
    if path.is_dir() and form is None and is_json and is_csv:
        problems.fault(path.name, "folder", "holds both JSON and CSV; say which with --format")
    elif path.is_dir() and is_json and form != "csv":
        return read_json(path, problems)
    elif path.is_dir() and is_csv and form != "json":
        return read_csv(path, problems)
    elif path.name == PACKAGE and path.is_file():
        return read_csv(path.parent, problems)
    elif path.is_file() and path.suffix.lower() != ".csv":
        return read_json(path, problems)
    else:
        problems.fault(path.name, "file", "a folder with services.json or services.csv is expected, or one file of JSON")
    return Tables()


def _check_still_there(coming: Directory, entries: Iterable[Entry], problems: Problems) -> None:
    ids = {service.id for service in coming.services}
    for entry in entries:
        for id in entry.services:
            if id not in ids:
                problems.fault(f"{entry.city}/{entry.section}/{entry.id}", "services", f"`{id}` would no longer be in the directory")
