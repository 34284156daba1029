"""Turns a directory of services into keys and values, in the canonical order of a services.yml."""

from datetime import date, time

from knowledge_base.directory import Directory, Location, Organization, Phone, Schedule, Service, Words
from knowledge_base.source_fields import evidence_values
from knowledge_base.yaml_text import Inline, Quoted


def directory_values(directory: Directory) -> dict:
    """The values of a services.yml. Every key is there: null or an empty list says "not known"."""
    return {
        "organizations": [_organization(organization) for organization in directory.organizations],
        "services": [_service(service) for service in directory.services],
        "districts": dict(directory.districts),
    }


def _organization(organization: Organization) -> dict:
    return {
        "id": organization.id,
        "name": organization.name,
        "description": _words(organization.description),
        "website": organization.website or None,
        "email": organization.email or None,
    }


def _service(service: Service) -> dict:
    closed = {"closed_until": service.closed_until} if service.closed_until else {}  # the one key that is seldom there
    values = {
        "id": service.id,
        "organization_id": service.organization_id,
        "name": _words(service.name),
        "description": _words(service.description),
        "eligibility_description": _words(service.eligibility_description),
        "fees_description": _words(service.fees_description),
        "url": service.url or None,
        "email": service.email or None,
        "phones": [_phone(phone) for phone in service.phones],
        "schedules": [_schedule(schedule) for schedule in service.schedules],
        "languages": Inline(service.languages),
        "location": _location(service.location) if service.location else None,
        "required_documents": _words(service.required_documents),
        "needs": Inline(service.needs),
        "assured_date": service.assured_date,
        "sources": [evidence_values(evidence) for evidence in service.sources],
        "verify": [Quoted(line) for line in service.verify],
    }
    return values | closed


def _phone(phone: Phone) -> dict:
    return {"number": Quoted(phone.number), "description": _words(phone.description)}


def _schedule(schedule: Schedule) -> dict:
    days = ",".join(schedule.byday)
    return {"opens_at": Quoted(_hour(schedule.opens_at)), "closes_at": Quoted(_hour(schedule.closes_at)), "byday": days}


def _hour(at: time) -> str:
    return f"{at:%H:%M}"


def _location(location: Location) -> dict:
    texts = {key: getattr(location, key) or None for key in ("address_1", "city", "postal_code", "district")}
    texts["postal_code"] = Quoted(location.postal_code) if location.postal_code else None
    return texts | {"latitude": location.latitude, "longitude": location.longitude}


def _words(words: Words) -> dict | str | None:
    return words[""] if set(words) == {""} else dict(words) or None


def plain_values(value: object) -> object:
    """The same for JSON: what is read back from services.yml is text too, so dates and degrees become text."""
    if isinstance(value, dict):
        return {key: plain_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value if value is None else str(value)
