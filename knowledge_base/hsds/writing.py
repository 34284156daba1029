"""Turns a Directory into the tables of HSDS. The same directory always gives the same rows, ids included."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import quote

from babel import Locale

from knowledge_base.directory import Directory, Location, Organization, Schedule, Service
from knowledge_base.hsds.marks import Mark, attribute_rows, evidence_marks, standard_text, word_marks
from knowledge_base.hsds.tables import UNKNOWN, Row, Tables
from knowledge_base.hsds.terms import DISTRICTS, FIELDS, NEEDS, id_of, is_uuid, taxonomy_row, term_row

COUNTRY = "ES"
SERVICE_TEXTS = ("name", "description", "eligibility_description", "fees_description")
_IN_LINKS = ":/?#@!$&'()*+,;=%~"  # what a URI may hold beside letters and digits; the rest of an address is escaped


def tables_of(directory: Directory, city: str) -> Tables:
    """The rows of every organization, service and district of a city."""
    rows = [taxonomy_row(kind) for kind in (FIELDS, NEEDS, *([DISTRICTS] if directory.districts else []))]
    rows += [term_row(DISTRICTS, code, name, city) for code, name in directory.districts.items()]
    for organization in directory.organizations:
        rows += _organization(organization, city)
    for service in directory.services:
        rows += _Service(service, city, directory.districts).rows()
    return Tables({(row.table, row.id): row for row in rows}.values())  # a term comes with each of its attributes


def _hsds_id(table: str, id: str, city: str) -> str:
    # What came from another directory keeps the id that it has there.
    return id if is_uuid(id) else id_of(city, table, id)


def _row(table: str, id: str, **values: str) -> Row:
    return Row(table, {"id": id} | {key: value for key, value in values.items() if value})


def _id_marks(id: str) -> list[Mark]:
    return [] if is_uuid(id) else [Mark(FIELDS, "id", id)]


def _link(link: str) -> str:
    return quote(link, safe=_IN_LINKS)


def _organization(organization: Organization, city: str) -> Iterator[Row]:
    row = _row(
        "organization",
        _hsds_id("organization", organization.id, city),
        name=organization.name,
        description=standard_text(organization.description)[1] or UNKNOWN,
        email=organization.email,
        website=_link(organization.website),
    )
    yield row
    yield from attribute_rows(row, [*_id_marks(organization.id), *word_marks("description", organization.description)])


class _Service:
    """The rows of one service."""

    def __init__(self, service: Service, city: str, districts: Mapping[str, str]):
        self._service, self._city, self._districts = service, city, districts
        self._id = _hsds_id("service", service.id, city)

    def rows(self) -> Iterator[Row]:
        service = self._service
        row = _row(
            "service",
            self._id,
            organization_id=_hsds_id("organization", service.organization_id, self._city),
            **{column: standard_text(getattr(service, column))[1] for column in SERVICE_TEXTS},
            url=_link(service.url),
            email=service.email,
            status="active",
            assured_date=service.assured_date.isoformat() if service.assured_date else "",
        )
        yield row
        yield from attribute_rows(row, self._marks())
        yield from self._phones()
        yield from (self._part("schedule", n, **_schedule_values(schedule)) for n, schedule in enumerate(service.schedules))
        yield from (self._part("language", n, **_language_values(code)) for n, code in enumerate(service.languages))
        yield from self._costs_and_documents()
        if service.location is not None:
            yield from self._location(service.location)

    def _part(self, table: str, position: int, **values: str) -> Row:
        return _row(table, id_of(self._id, table, position), service_id=self._id, **values)

    def _marks(self) -> Iterator[Mark]:
        service = self._service
        yield from _id_marks(service.id)
        yield from (Mark(NEEDS, need) for need in service.needs)
        for column in (*SERVICE_TEXTS, "required_documents"):
            yield from word_marks(column, getattr(service, column))
        yield from evidence_marks(service.sources)
        yield from (Mark(FIELDS, "verify", line) for line in service.verify)
        if service.closed_until:
            yield Mark(FIELDS, "closed_until", service.closed_until.isoformat())

    def _phones(self) -> Iterator[Row]:
        for position, phone in enumerate(self._service.phones):
            row = self._part("phone", position, number=phone.number, description=standard_text(phone.description)[1])
            yield row
            yield from attribute_rows(row, word_marks("description", phone.description))

    def _costs_and_documents(self) -> Iterator[Row]:
        _, fees = standard_text(self._service.fees_description)
        if fees:
            yield self._part("cost_option", 0, amount_description=fees)
        _, documents = standard_text(self._service.required_documents)
        lines = documents.split("\n")
        listed = lines if all(line.strip() == line != "" for line in lines) else [documents]
        yield from (self._part("required_document", n, document=line) for n, line in enumerate(listed) if line)

    def _location(self, location: Location) -> Iterator[Row]:
        degrees = {key: _decimal(getattr(location, key)) for key in ("latitude", "longitude")}
        row = _row("location", id_of(self._id, "location"), location_type="physical", **degrees)
        yield row
        yield self._part("service_at_location", 0, location_id=row.id)
        lines = {key: getattr(location, key) for key in ("address_1", "city", "postal_code")}
        if any(lines.values()):
            known = {key: line or UNKNOWN for key, line in lines.items()} | {"state_province": UNKNOWN, "country": COUNTRY}
            yield _row("address", id_of(self._id, "address"), location_id=row.id, address_type="physical", **known)
        if location.district:
            name = self._districts.get(location.district, "")
            yield from attribute_rows(row, [Mark(DISTRICTS, location.district, name=name, city=self._city)])


def _decimal(degrees: float | None) -> str:
    return "" if degrees is None else f"{Decimal(repr(degrees)):f}"


def _schedule_values(schedule: Schedule) -> dict[str, str]:
    # Local time without an offset: HSDS has room for one offset, and here there is one for summer and one for winter.
    times = {key: getattr(schedule, key).strftime("%H:%M:00") for key in ("opens_at", "closes_at")}
    return {"freq": "WEEKLY", "byday": ",".join(schedule.byday)} | times


def _language_values(code: str) -> dict[str, str]:
    name = Locale("en").languages.get(code.replace("-", "_"))
    return {"code": code, "name": name} if name else {"name": code}
