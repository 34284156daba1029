"""Turns the tables of HSDS into a Directory: ours come back as they were, those of others as far as a directory can hold them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from knowledge_base.directory import Directory, Organization, Service
from knowledge_base.entry import is_name
from knowledge_base.hsds.marks import read_marks
from knowledge_base.hsds.passages import Passages
from knowledge_base.hsds.service_reading import ServiceReader
from knowledge_base.hsds.tables import Row, Tables, tables
from knowledge_base.hsds.terms import districts_in
from knowledge_base.problems import Problems

# Columns that are read, or that say nothing more than others do. What else has a value is left out, and that is said.
TAKEN = {
    "organization": "id name description website email",
    "service": "id organization_id name description url email status fees_description eligibility_description assured_date",
    "service_at_location": "id service_id location_id",
    "location": "id location_type url organization_id latitude longitude",
    "address": "id location_id address_1 address_2 city postal_code state_province country address_type",
    "phone": "id location_id service_id organization_id contact_id service_at_location_id number type description",
    "language": "id service_id location_id phone_id name code",
    "cost_option": "id service_id option currency amount amount_description",
    "required_document": "id service_id document",
}
NOT_TAKEN = {"schedule": "description schedule_link attending_type notes"}
# Whose links must lead somewhere. Taxonomies may lie outside the files, and nothing is read from the other links.
LINKED = ("service", "service_at_location", "address", "phone", "schedule", "language", "cost_option", "required_document")


def read_tables(rows: Tables, today: date, problems: Problems) -> Directory | None:
    """The directory in the tables; None, with every fault noted, when there is one by then. Hours are those that hold `today`."""
    if not problems.faults and not rows.of("service"):
        problems.fault("services", "file", "there is no service")
    _note_left_out(rows, problems)
    _check_links(rows, problems)
    organizations = {row.id: _organization(row, rows, problems) for row in rows.of("organization")}
    own_ids = {id: values["id"] for id, values in organizations.items()}
    running = [row for row in rows.of("service") if _is_running(row, problems)]
    services = [values for row in running for values in _services(row, rows, own_ids, today, problems)]
    _check_ids("organization", organizations.values(), rows, problems)
    _check_ids("service", services, rows, problems)
    if problems.faults:
        return None
    _note_without_source(rows, services, problems)
    found = (tuple(Organization(**values) for values in organizations.values()), tuple(Service(**values) for values in services))
    return Directory(*found, districts_in(rows))


def _organization(row: Row, rows: Tables, problems: Problems) -> dict:
    texts, marks = Passages(row, problems), read_marks(row, rows, problems)
    values = {"name": texts.text("name", required=True), "description": texts.words("description", marks)}
    return values | {"id": _own_id(row, marks.id, problems), "website": texts.link("website"), "email": texts.email()}


def _services(row: Row, rows: Tables, organizations: dict[str, str], today: date, problems: Problems) -> list[dict]:
    """One service for each place where it is given: ours has one address. The first keeps the id, the others take that of their place."""
    links = {"organization_id": organizations.get(row.get("organization_id"), "")}
    id = _own_id(row, read_marks(row, rows, Problems()).id, problems)
    if not row.get("organization_id"):
        row.fields(problems).fault("organization_id", "is missing")
    places = rows.belonging("service_at_location", "service_id", row.id) or [None]
    ids = [id, *(_own_id(place, "", problems) for place in places[1:])]
    return [ServiceReader(row, place, rows, today, problems).values() | links | {"id": id} for id, place in zip(ids, places)]


def _own_id(row: Row, own: str, problems: Problems) -> str:
    id = own or row.id
    if not is_name(id):
        row.fields(problems).fault("id", "is a name without spaces or slashes")
    return id


def _check_ids(kind: str, found: Iterable[dict], rows: Tables, problems: Problems) -> None:
    ids = Counter(values["id"] for values in found)
    for id in sorted(id for id, count in ids.items() if count > 1):
        problems.fault(rows.of(kind)[0].path, kind, f"`{id}` would be the id of more than one")


def _is_running(row: Row, problems: Problems) -> bool:
    fields = row.fields(problems)
    status, known = fields.text("status").strip(), next(c.values for c in tables()["service"].columns if c.name == "status")
    if status and status not in known:
        fields.fault("status", f"is one of {', '.join(known)}")
    elif status and status != "active":
        problems.advice(row.path, row.place, f"is {status} and is left out")
        return False
    return True  # also without a status, which is a fault: the others of the row are to be seen too


def _check_links(rows: Tables, problems: Problems) -> None:
    for row in rows:
        for column in tables()[row.table].names if row.table in LINKED else ():
            table, id = column.removesuffix("_id"), row.get(column)
            if column.endswith("_id") and id and table in tables() and rows.one(table, id) is None:
                row.fields(problems).fault(column, f"there is no {table.replace('_', ' ')} `{id}`")


def _note_left_out(rows: Tables, problems: Problems) -> None:
    for row in rows:
        taken = TAKEN.get(row.table, " ".join(tables()[row.table].names)).split()
        for column in row.values.keys() - (set(taken) - set(NOT_TAKEN.get(row.table, "").split())):
            problems.advice(row.path, f"{row.table}.{column}", "has no place in our directory and is left out")
    for row in rows.of("phone"):
        if not any(row.get(column) for column in ("service_id", "location_id", "service_at_location_id")):
            problems.advice(row.path, row.place, "is the phone of no service and is left out")
    for row in rows.of("schedule"):
        if not row.get("service_id") and not row.get("service_at_location_id"):
            problems.advice(row.path, row.place, "says when a house is open, not a service, and is left out")


def _note_without_source(rows: Tables, services: list[dict], problems: Problems) -> None:
    if count := sum(not values["sources"] for values in services):
        problems.advice(rows.of("service")[0].path, "service", f"{count} of {len(services)} do not say where they were seen")
