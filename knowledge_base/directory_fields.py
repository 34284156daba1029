"""Makes a directory of services from keys and values: a services.yml, or what the database keeps of it."""

from dataclasses import fields as fields_of

from knowledge_base.directory import DAYS, Directory, Evidence, Location, Organization, Phone, Schedule, Service, Words
from knowledge_base.entry import SEEN, is_link, is_name, tidy
from knowledge_base.fields import Fields
from knowledge_base.problems import Problems
from knowledge_base.source_fields import read_evidence


def read_directory(values: object, path: str, problems: Problems) -> Directory | None:
    """The directory in the values of a services.yml; None, with every fault noted, when something is wrong."""
    before = len(problems.faults)
    top = Fields(values, path, problems)
    top.only("organizations", "services", "districts")
    organizations = [_organization(fields) for fields in top.list_of("organizations")]
    services = [_service(fields) for fields in top.list_of("services")]
    districts = top.words("districts")
    _check_unique("organizations", [organization["id"] for organization in organizations], top)
    _check_unique("services", [service["id"] for service in services], top)
    _check_references(services, {organization["id"] for organization in organizations}, districts, top)
    if len(problems.faults) > before:
        return None
    return Directory(
        tuple(Organization(**organization) for organization in organizations),
        tuple(Service(**service) for service in services),
        districts,
    )


def _organization(fields: Fields) -> dict:
    fields.only(*_names(Organization))
    return {
        "id": _id(fields),
        "name": tidy(fields.text("name")),
        "description": _words(fields, "description"),
        "website": _link(fields, "website"),
        "email": tidy(fields.text("email", required=False)),
    }


def _service(fields: Fields) -> dict:
    fields.only(*_names(Service))
    values = {key: _words(fields, key) for key in ("description", "eligibility_description", "fees_description")}
    if not (name := _words(fields, "name")):
        fields.text("name")
    return values | {
        "id": _id(fields),
        "organization_id": tidy(fields.text("organization_id")),
        "name": name,
        "required_documents": _documents(fields),
        "url": _link(fields, "url"),
        "email": tidy(fields.text("email", required=False)),
        "phones": tuple(filter(None, map(_phone, fields.list_of("phones")))),
        "schedules": tuple(filter(None, map(_schedule, fields.list_of("schedules")))),
        "location": _location(fields.inner("location")),
        "languages": tuple(map(tidy, fields.texts("languages"))),
        "needs": tuple(map(tidy, fields.texts("needs"))),
        "assured_date": fields.day("assured_date", required=False),
        "sources": tuple(filter(None, map(_evidence, fields.list_of("sources")))),
        "verify": tuple(map(tidy, fields.texts("verify"))),
        "closed_until": fields.day("closed_until", required=False),
    }


def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(kind))


def _id(fields: Fields) -> str:
    id = tidy(fields.text("id"))
    if id and not is_name(id):
        fields.fault("id", "is a name without spaces or slashes")
    return id


def _words(fields: Fields, key: str) -> Words:
    return {language: tidy(text) for language, text in fields.words(key).items()}


def _documents(fields: Fields) -> Words:
    """HSDS has a list here; ours are words per language, so a list becomes one line each."""
    if isinstance(fields.values.get("required_documents"), list):
        listed = fields.texts("required_documents")
        return {"": "\n".join(map(tidy, listed))} if listed else {}
    return _words(fields, "required_documents")


def _link(fields: Fields, key: str) -> str:
    link = tidy(fields.text(key, required=False))
    if link and not is_link(link):
        fields.fault(key, "is not an http or https link")
    return link


def _phone(fields: Fields) -> Phone | None:
    fields.only("number", "description")
    number = tidy(fields.text("number"))
    if number and (set(number) - set("+0123456789 ") or not any(map(str.isdigit, number))):
        fields.fault("number", "is digits and spaces, with a + before a country code")
    return Phone(number, _words(fields, "description"))


def _schedule(fields: Fields) -> Schedule | None:
    fields.only("opens_at", "closes_at", "byday")
    opens, closes = fields.clock("opens_at"), fields.clock("closes_at")
    days = tuple(day.strip() for text in fields.texts("byday") for day in text.split(","))
    if not days or not set(days) <= set(DAYS):
        fields.fault("byday", f"days are {','.join(DAYS)}")
        return None
    return None if opens is None or closes is None else Schedule(opens, closes, days)


def _location(fields: Fields | None) -> Location | None:
    if fields is None:
        return None
    fields.only(*_names(Location))
    texts = {key: tidy(fields.text(key, required=False)) for key in ("address_1", "city", "postal_code", "district")}
    return Location(**texts, latitude=fields.coordinate("latitude"), longitude=fields.coordinate("longitude"))


def _evidence(fields: Fields) -> Evidence | None:
    values = read_evidence(fields)
    return Evidence(**values) if values["seen"] in SEEN else None  # the fault is noted


def _check_unique(kind: str, ids: list[str], top: Fields) -> None:
    for id in sorted({id for id in ids if id and ids.count(id) > 1}):
        top.fault(kind, f"`{id}` comes more than once")


def _check_references(services: list[dict], organizations: set[str], districts: Words, top: Fields) -> None:
    for number, service in enumerate(services, 1):
        if service["organization_id"] and service["organization_id"] not in organizations:
            top.fault(f"services[{number}].organization_id", f"there is no organization `{service['organization_id']}`")
        location = service["location"]
        if location and location.district and location.district not in districts:
            top.fault(f"services[{number}].location.district", f"there is no district `{location.district}`")
