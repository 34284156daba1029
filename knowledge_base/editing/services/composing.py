"""From a draft and the directory to the service it would become, read as a services.yml is, with every fault of it."""

from typing import Any

from knowledge_base.directory import Directory
from knowledge_base.directory_fields import read_directory
from knowledge_base.directory_values import directory_values, plain_values
from knowledge_base.editing.draft import Draft
from knowledge_base.editing.papers import Composed
from knowledge_base.editing.services.checking import check_service
from knowledge_base.editing.services.written import ALL_LANGUAGES, PLACE, WORDS, WrittenService, WrittenServiceText
from knowledge_base.listing import Listing
from knowledge_base.problems import Findings, Problems

OWN_KEYS = ("services[1].", "services[1]")  # of the one service, in the findings of a directory


def compose(draft: Draft, current: Listing | None, directory: Directory) -> Composed:
    """The service that the draft makes of `current` (None: a new one)."""
    problems, path = Problems(draft.city), f"{draft.city}/{draft.entry_id}"
    values = _values(current) if current else {"id": draft.entry_id}
    organizations = [plain_values(each) for each in directory_values(directory)["organizations"]]
    if draft.frame:
        _put_frame(values, draft.frame, organizations)
    for code, text in draft.texts.items():
        _put_words(values, "" if code == ALL_LANGUAGES else code, text)
    mine = [each for each in organizations if each["id"] == values.get("organization_id")]
    whole = {"organizations": mine, "services": [_without_empty(values)], "districts": dict(directory.districts)}
    read = read_directory(whole, path, problems)
    listing = Listing(draft.city, read.services[0], read.organizations[0]) if read else None
    if listing:
        check_service(listing.service, path, problems)
    findings = _findings(problems)
    return Composed(None if findings.faults else listing, findings)


def _values(listing: Listing) -> dict[str, Any]:
    """With the keys of a services.yml; words always by language."""
    alone = Directory((listing.organization,), (listing.service,), {})
    values = plain_values(directory_values(alone)["services"][0])
    return values | {name: dict(getattr(listing.service, name)) for name in WORDS}


def _put_frame(values: dict[str, Any], frame: WrittenService, organizations: list[dict]) -> None:
    said = {phone["number"]: phone["description"] for phone in values.get("phones", ())}
    values["organization_id"] = _organization(frame, organizations)
    values["phones"] = [{"number": number, "description": said.get(number)} for number in frame.phones]
    values["schedules"] = [{"opens_at": each.opens_at, "closes_at": each.closes_at, "byday": ",".join(each.byday)} for each in frame.hours]
    values["location"] = {name: getattr(frame, name) or None for name in PLACE} if any(getattr(frame, name) for name in PLACE) else None
    values |= {name: getattr(frame, name) for name in ("url", "email", "assured_date", "closed_until")}
    values |= {name: list(getattr(frame, name)) for name in ("languages", "needs", "verify")}
    values["sources"] = [{name: getattr(each, name) or None for name in each.__slots__} for each in frame.sources]


def _organization(frame: WrittenService, organizations: list[dict]) -> str:
    """The id of the one that gives the service; a new one gets an id made of its name."""
    if not (name := frame.new_organization.strip()):
        return frame.organization_id
    known = next((each["id"] for each in organizations if each["name"] == name), None)
    if known is None:
        known = "org-" + "-".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())
        organizations.append({"id": known, "name": name})
    return known


def _put_words(values: dict[str, Any], language: str, text: WrittenServiceText) -> None:
    for name in WORDS:
        words = dict(values.get(name) or {})
        words[language] = getattr(text, name)
        values[name] = {code: said for code, said in words.items() if said.strip()}
    for phone in values.get("phones", ()):
        said = phone["description"] or {}
        words = ({"": said} if isinstance(said, str) else dict(said)) | {language: text.phones.get(phone["number"], "")}
        phone["description"] = {code: inner for code, inner in words.items() if inner.strip()}


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, {}, [])}


def _findings(problems: Problems) -> Findings:
    """The keys as they are in the form: there is only one service."""

    def named(found: list) -> tuple:
        return tuple(
            type(one)(one.path, one.key.removeprefix(OWN_KEYS[0]).removeprefix(OWN_KEYS[1]) or "id", one.message, one.is_fault)
            for one in found
        )

    return Findings(named(problems.faults), named(problems.advices))
