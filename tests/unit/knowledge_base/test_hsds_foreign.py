"""HSDS of other publishers: what a directory can hold comes in, what it cannot hold is said, nothing is guessed."""

import json
from datetime import date, time

import pytest

from knowledge_base.directory import Location, Phone, Schedule
from knowledge_base.hsds.csv_folder import read_csv
from knowledge_base.hsds.json_files import read_json
from knowledge_base.hsds.reading import read_tables
from knowledge_base.problems import Problems, lines
from tests.unit.knowledge_base.hsds_samples import (
    ORGANIZATION,
    SERVICE,
    csv_files,
    foreign_schedule,
    foreign_service,
    json_file,
    uuid,
)

TODAY = date(2026, 11, 21)


def read(path, today=TODAY):
    """(directory, faults, advice) of a file or a folder of tables."""
    problems = Problems()
    rows = read_csv(path, problems) if path.is_dir() and not (path / "services.json").exists() else read_json(path, problems)
    found = read_tables(rows, today, problems)
    return found, lines(problems.faults), lines(problems.advices)


def hours(tmp_path, *schedules):
    found, faults, advice = read(json_file(tmp_path, [foreign_service(schedules=list(schedules), service_at_locations=None)]))
    return (found.services[0].schedules if found else None), faults, advice


def test_foreign_service_comes_in(tmp_path):
    found, faults, _ = read(json_file(tmp_path, [foreign_service()]))
    first = found.services[0]

    assert faults == []
    assert (first.id, first.organization_id, first.name) == (SERVICE, ORGANIZATION, {"": "Counselling"})
    assert first.description == {"": "For everybody & all."}
    assert first.schedules == (Schedule(time(9), time(14), ("MO", "TU")),)
    assert first.languages == ("ur", "es")
    assert first.required_documents == {"": "Passport\nPhoto"}
    assert first.fees_description == {"": "Adults, 35 EUR, per hour"}
    assert first.location == Location("Main Street 1, 2nd floor", "Bilbao", "48001", "", 43.25, -3.0)
    assert first.phones == (Phone("+34 94 123 45 67"),)
    assert (found.organizations[0].name, found.organizations[0].description) == ("Example Org", {})
    assert (first.sources, first.needs, first.assured_date) == ((), (), None)


def test_service_at_several_places_becomes_one_for_each(tmp_path):
    found, _, _ = read(json_file(tmp_path, [foreign_service()]))

    assert [(s.id, s.location.address_1, len(s.phones)) for s in found.services] == [
        (SERVICE, "Main Street 1, 2nd floor", 1),
        (uuid(2), "Side Street 2, 2nd floor", 0),
    ]


def test_bare_service_comes_in(tmp_path):
    bare = {"id": SERVICE, "name": "A", "status": "active", "organization": {"id": "org-1", "name": "B"}}
    found, faults, _ = read(json_file(tmp_path, bare))

    assert (faults, found.services[0].location, found.services[0].organization_id) == ([], None, "org-1")


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda service: {"contents": [service], "total_items": 1},
        lambda service: {"services": [service]},
        lambda service: [service],
        lambda service: service,
    ],
)
def test_list_page_and_single_object_are_read(wrapped, tmp_path):
    found, faults, _ = read(json_file(tmp_path, wrapped(foreign_service()), "anything.json"))

    assert (faults, len(found.services)) == ([], 2)


def test_services_inside_organizations_are_read(tmp_path):
    service = foreign_service(organization=None)
    json_file(tmp_path, [{"id": ORGANIZATION, "name": "Example Org", "description": "x", "services": [service]}], "organizations.json")
    json_file(tmp_path, [foreign_service()])
    found, faults, _ = read(tmp_path)

    assert (faults, [s.id for s in found.services]) == ([], [SERVICE, uuid(2)])
    assert found.organizations[0].description == {"": "x"}


def test_what_has_no_place_is_said_once_for_each_column(tmp_path):
    strange = {"alert": "Closed on Friday", "accreditations": "ISO", "colour": "red", "contacts": [{"id": uuid(1), "name": "Ann"}]}
    attribute = {"id": uuid(1), "value": "x", "taxonomy_term": {"id": uuid(2), "name": "Food", "description": "Food"}}
    services = [foreign_service(id=uuid(n), schedules=None, service_at_locations=None, attributes=[attribute], **strange) for n in (1, 2)]
    found, faults, advice = read(json_file(tmp_path, services))

    assert (faults, len(found.services)) == ([], 2)
    assert [line for line in advice if "HTML" not in line] == [
        "services.json: service: 2 of 2 do not say where they were seen",
        "services.json: service.accreditations: has no place in our directory and is left out",
        "services.json: service.alert: has no place in our directory and is left out",
        "services.json: service.attributes: attributes of taxonomies we do not know are left out",
        "services.json: service.colour: is not a key we know and is left out",
        "services.json: service.contacts: is not a key we know and is left out",
    ]


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_service_that_does_not_run_is_left_out(status, tmp_path):
    found, faults, advice = read(json_file(tmp_path, [foreign_service(), foreign_service(id=uuid(9), status=status)]))

    assert (faults, [s.id for s in found.services]) == ([], [SERVICE, uuid(2)])
    assert f"services.json: [2]: is {status} and is left out" in advice


def test_virtual_place_gives_a_link_and_no_address(tmp_path):
    place = {"id": uuid(1), "location": {"id": uuid(2), "location_type": "virtual", "url": "https://a.org"}}
    found, _, _ = read(json_file(tmp_path, [foreign_service(service_at_locations=[place])]))

    assert (found.services[0].location, found.services[0].url) == (None, "https://a.org")


def test_fax_is_no_phone(tmp_path):
    phones = [{"id": uuid(1), "number": "1", "type": "fax"}, {"id": uuid(2), "number": "2", "type": "voice"}]
    found, _, advice = read(json_file(tmp_path, [foreign_service(phones=phones, service_at_locations=None)]))

    assert found.services[0].phones == (Phone("2"),)
    assert "services.json: [1].phones[1]: is a fax and is left out" in advice


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"byday": "MO,TU"}, ("MO", "TU")),
        ({"byday": "mo; tu"}, ("MO", "TU")),
        ({"byday": "Monday, THU"}, ("MO", "TH")),
        ({"freq": "DAILY", "byday": ""}, ("MO", "TU", "WE", "TH", "FR", "SA", "SU")),
        ({"byday": None, "dtstart": "2026-11-18"}, ("WE",)),
        ({"freq": None, "interval": 1, "timezone": 1}, ("MO", "TU")),
        ({"opens_at": "9:00", "closes_at": "14:00+01:00", "valid_to": "2027-01-01"}, ("MO", "TU")),
    ],
)
def test_weekly_hours_are_read(changes, expected, tmp_path):
    found, faults, _ = hours(tmp_path, foreign_schedule(**changes))

    assert (faults, found) == ([], (Schedule(time(9), time(14), expected),))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"freq": "MONTHLY", "byday": "2MO"}, "is not the same every week"),
        ({"byday": "-1FR"}, "is not the same every week"),
        ({"interval": 2}, "is not the same every week"),
        ({"bymonthday": "1,15"}, "is not the same every week"),
        ({"count": 3}, "is not the same every week"),
        ({"byday": None}, "does not say on which days"),
        ({"opens_at": None}, "does not say from when to when"),
        ({"opens_at": "09:00Z"}, "is in another time zone"),
        ({"timezone": -5}, "is in another time zone"),
    ],
)
def test_one_rule_that_is_not_weekly_makes_all_hours_unknown(changes, reason, tmp_path):
    found, faults, advice = hours(tmp_path, foreign_schedule(), foreign_schedule(id=uuid(14), **changes))

    assert (faults, found) == ([], ())
    assert f"services.json: [1].schedules[2].schedule: {reason}, so the opening hours of the service stay unknown" in advice


@pytest.mark.parametrize("changes", [{"valid_to": "2026-11-20"}, {"until": "2020-01-01"}, {"valid_from": "2026-11-22"}])
def test_hours_of_another_time_are_left_out(changes, tmp_path):
    found, faults, advice = hours(tmp_path, foreign_schedule(), foreign_schedule(id=uuid(14), freq="MONTHLY", **changes))

    assert (faults, len(found)) == ([], 1)
    assert "services.json: [1].schedules[2]: does not hold today and is left out" in advice


def test_hours_of_a_house_are_not_those_of_a_service(tmp_path):
    house = {"id": uuid(2), "location_type": "physical", "schedules": [foreign_schedule()]}
    places = [{"id": uuid(1), "location": house}]
    found, faults, advice = read(json_file(tmp_path, [foreign_service(schedules=None, service_at_locations=places)]))

    assert (faults, found.services[0].schedules) == ([], ())
    assert any(line.endswith("says when a house is open, not a service, and is left out") for line in advice)


TABLES = {
    "organization": [{"id": ORGANIZATION, "name": "Example Org", "founded": "1990"}],
    "service": [{"id": SERVICE, "organization_id": ORGANIZATION, "name": "Counselling", "status": "active"}],
    "service_at_location": [{"id": uuid(n), "service_id": SERVICE, "location_id": uuid(n + 10)} for n in (1, 2)],
    "location": [{"id": uuid(n + 10), "location_type": "physical", "latitude": "43.25"} for n in (1, 2)],
    "phone": [
        {"id": uuid(1), "service_id": SERVICE, "number": "112", "service_at_location_id": ""},
        {"id": uuid(2), "service_at_location_id": uuid(2), "number": "113"},
    ],
    "schedule": [{"id": uuid(1), "service_id": SERVICE, "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "14:00:00"}],
    "funding": [{"id": uuid(1), "source": "x"}],
}


@pytest.mark.parametrize("names", [lambda name: name, lambda name: {"service_at_location": name}.get(name, f"{name}s")])
def test_foreign_tables_come_in(names, tmp_path):
    found, faults, advice = read(csv_files(tmp_path, **{names(name): records for name, records in TABLES.items()}))
    first, second = found.services

    assert faults == []
    assert (first.id, second.id) == (SERVICE, uuid(2))
    assert (first.phones, second.phones) == ((Phone("112"),), (Phone("112"), Phone("113")))
    assert first.schedules == second.schedules == (Schedule(time(9), time(14), ("MO", "TU")),)
    assert first.location == Location(latitude=43.25)
    assert f"{names('organization')}.csv: organization.founded: is not a column we know and is left out" in advice
    assert f"{names('funding')}.csv: file: is not a table we know and is left out" in advice


def test_datapackage_says_which_file_is_which_table(tmp_path):
    csv_files(tmp_path, a=TABLES["organization"], b=TABLES["service"])
    resources = [{"name": "organization", "path": "a.csv"}, {"name": "service", "path": "b.csv"}, {"name": "program", "path": "c.csv"}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    found, faults, _ = read(tmp_path)

    assert (faults, [s.id for s in found.services]) == ([], [SERVICE])


def test_file_of_a_spreadsheet_is_read(tmp_path):
    csv_files(tmp_path, organization=TABLES["organization"], service=TABLES["service"])
    text = (tmp_path / "service.csv").read_text(encoding="utf-8")
    (tmp_path / "service.csv").write_text(text + ",,,\r\n", encoding="utf-8-sig", newline="")
    found, faults, _ = read(tmp_path)

    assert (faults, len(found.services)) == ([], 1)
