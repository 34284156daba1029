"""One service as it stands in the directory of its city, with its organization: what staff edit, and what the history keeps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge_base.directory import Directory, Organization, Service, organization, service
from knowledge_base.directory_fields import read_directory
from knowledge_base.directory_values import directory_values, plain_values
from knowledge_base.problems import Problems, lines
from knowledge_base.versions import Kind, Version


@dataclass(frozen=True, slots=True)
class Listing:
    """`organization` is who gives the service; several services may share it."""

    city: str
    service: Service
    organization: Organization

    def __post_init__(self):
        if self.service.organization_id != self.organization.id:
            raise ValueError("a service stands with its own organization")

    @property
    def id(self) -> str:
        return self.service.id


def listing(directory: Directory | None, city: str, id: str) -> Listing | None:
    """A service of a directory, or None."""
    found = service(directory, id) if directory else None
    return Listing(city, found, organization(directory, found.organization_id)) if found else None


def kept_up(directory: Directory | None, versions: Iterable[Version]) -> Directory:
    """The directory after these versions of its services: each in its place, new ones last, those withdrawn gone. Organizations stay."""
    directory = directory or Directory()
    for version in versions:
        if version.kind is not Kind.FOUND:  # found: it is in the directory already
            directory = _with(directory, version.entry) if version.entry else _without(directory, version.entry_id)
    return directory


def _with(directory: Directory, listed: Listing) -> Directory:
    services = _put(directory.services, listed.service)
    return replace(directory, services=services, organizations=_put(directory.organizations, listed.organization))


def _without(directory: Directory, id: str) -> Directory:
    return replace(directory, services=tuple(each for each in directory.services if each.id != id))


def _put(kept: tuple, newer: Service | Organization) -> tuple:
    if all(each.id != newer.id for each in kept):
        return (*kept, newer)
    return tuple(newer if each.id == newer.id else each for each in kept)


def listing_to_values(listed: Listing) -> dict:
    """Only texts, lists and dicts, with the keys of a services.yml."""
    districts = {listed.service.location.district} if listed.service.location and listed.service.location.district else ()
    alone = Directory((listed.organization,), (listed.service,), {name: name for name in districts})
    return {"city": listed.city} | plain_values(directory_values(alone))


def listing_from_values(values: dict) -> Listing:
    """What `listing_to_values` wrote. Raises ValueError for anything else."""
    problems = Problems()
    read = read_directory({key: value for key, value in values.items() if key != "city"}, "history", problems)
    if read is None or len(read.services) != 1:
        raise ValueError("no service: " + "; ".join(lines(problems.faults)))
    return Listing(values["city"], read.services[0], read.organizations[0])
