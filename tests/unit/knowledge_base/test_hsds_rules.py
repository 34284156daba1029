"""What we export as HSDS is what the official schema accepts: the real directories, and one with everything in it."""

import csv
import json
from copy import deepcopy
from datetime import time

import pytest

from knowledge_base.directory import Directory, Evidence, Location, Phone, Schedule
from knowledge_base.hsds.csv_folder import write_csv
from knowledge_base.hsds.json_files import write_json
from knowledge_base.hsds.writing import tables_of
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.knowledge_base.hsds_rules import RULES, wrong_in_folder, wrong_in_object
from tests.unit.knowledge_base.hsds_samples import CITIES, real_directory

FULL = service(
    "srv-full",
    name={"es": "Oficina", "eu": "Bulegoa"},
    eligibility_description={"": "Todas"},
    fees_description={"es": "Gratis", "ar": "مجاني"},
    required_documents={"es": "Pasaporte\nUna foto", "en": "Passport\nA photo"},
    url="https://www.bilbao.eus/é?a=[1]",
    email="aqui@example.org",
    languages=("es", "ar", "zh-Hant", "Esperanto of the house"),
    location=Location("Calle", district="abando", latitude=43.2, longitude=-0.00001),
    phones=(Phone("112"), Phone("+34 94 401 00 10", {"es": "Desde el móvil", "en": "From a mobile"})),
    schedules=(Schedule(time(21), time(8), ("SA", "SU")), Schedule(time(0), time(0), ("MO",))),
)
BARE = service(
    "srv-bare", description={}, location=None, phones=(), schedules=(), languages=(), needs=(), assured_date=None, sources=(), verify=()
)
EVERYTHING = directory(FULL, BARE, service("srv-nowhere", location=Location(), sources=(Evidence("A", "B", supports="x"),)))


@pytest.fixture(params=[*CITIES, "everything", "nothing"])
def rows(request):
    if request.param in CITIES:
        return tables_of(real_directory(request.param), request.param)
    return tables_of(EVERYTHING if request.param == "everything" else Directory(), "bilbao")


@pytest.mark.parametrize(
    ("file", "table"), [("services", "service"), ("organizations", "organization"), ("taxonomy_terms", "taxonomy_term")]
)
def test_exported_json_keeps_the_rules(rows, tmp_path, file, table):
    write_json(rows, tmp_path)
    objects = json.loads((tmp_path / f"{file}.json").read_text(encoding="utf-8"))

    assert len(objects) == len(rows.of(table))
    assert [fault for each in objects for fault in wrong_in_object(each, table)] == []


def test_exported_csv_keeps_the_rules(rows, tmp_path):
    write_csv(rows, tmp_path)

    assert wrong_in_folder(tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {rules["file"] for rules in RULES.values()} | {"datapackage.json"}


def test_everything_of_a_service_has_its_place_in_json(tmp_path):
    write_json(tables_of(EVERYTHING, "bilbao"), tmp_path)
    full = json.loads((tmp_path / "services.json").read_text(encoding="utf-8"))[0]
    (place,) = full["service_at_locations"]

    assert (full["name"], full["status"], full["assured_date"]) == ("Oficina", "active", "2026-11-21")
    assert full["organization"]["name"] == "Ayuntamiento"
    assert [phone["number"] for phone in full["phones"]] == ["112", "+34 94 401 00 10"]
    assert [(s["byday"], s["opens_at"], s["closes_at"]) for s in full["schedules"]] == [
        ("SA,SU", "21:00:00", "08:00:00"),
        ("MO", "00:00:00", "00:00:00"),
    ]
    assert [document["document"] for document in full["required_documents"]] == ["Pasaporte", "Una foto"]
    assert [(language.get("code"), language["name"]) for language in full["languages"]][1:3] == [
        ("ar", "Arabic"),
        ("zh-Hant", "Traditional Chinese"),
    ]
    assert full["cost_options"][0]["amount_description"] == full["fees_description"] == "Gratis"
    assert place["location"]["longitude"] == -0.00001
    assert "need.legal" in [attribute["taxonomy_term"]["code"] for attribute in full["attributes"]]


def test_unknown_is_left_out_and_marked_where_the_schema_wants_a_text(tmp_path):
    write_json(tables_of(EVERYTHING, "bilbao"), tmp_path)
    full, bare, nowhere = json.loads((tmp_path / "services.json").read_text(encoding="utf-8"))

    assert set(bare) == {"id", "name", "status", "attributes", "organization"}
    assert full["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "-"
    assert "addresses" not in nowhere["service_at_locations"][0]["location"]


def test_ids_are_the_same_in_every_export_and_differ_between_cities():
    first, again, elsewhere = (tables_of(EVERYTHING, city) for city in ("bilbao", "bilbao", "valencia"))

    assert [row.values for row in first] == [row.values for row in again]
    assert {row.id for row in first.of("service")}.isdisjoint(row.id for row in elsewhere.of("service"))


BREAKS = {
    "status is missing": lambda s: s.pop("status"),
    "id is no UUID": lambda s: s.update(id="srv-1"),
    "url is no uri": lambda s: s.update(url="bilbao"),
    "email is no email": lambda s: s.update(email="bilbao"),
    "assured_date is no date": lambda s: s.update(assured_date="21/11/2026"),
    "status is none of the values": lambda s: s.update(status="open"),
    "minimum_age is no number": lambda s: s.update(minimum_age="18"),
    "name is no text": lambda s: s.update(name={"es": "x"}),
    "phones is no list": lambda s: s.update(phones={}),
    "opens_at is no time": lambda s: s["schedules"][0].update(opens_at="9:00"),
    "postal_code is missing": lambda s: s["service_at_locations"][0]["location"]["addresses"][0].pop("postal_code"),
    "needs is unknown": lambda s: s.update(needs=[]),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_rules_see_what_the_schema_would_not_accept(tmp_path, fault):
    write_json(tables_of(EVERYTHING, "bilbao"), tmp_path)
    broken = deepcopy(json.loads((tmp_path / "services.json").read_text(encoding="utf-8"))[0])
    BREAKS[fault](broken)

    (found,) = wrong_in_object(broken, "service")
    assert found.endswith(fault)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [("id", "", "id is missing"), ("status", "open", "status is wrong"), ("organization_id", "9" * 8, "organization_id is wrong")],
)
def test_rules_see_a_broken_table(tmp_path, column, value, fault):
    write_csv(tables_of(EVERYTHING, "bilbao"), tmp_path)
    with (tmp_path / "services.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    records[1][column] = value
    with (tmp_path / "services.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)

    assert f"service 1: {fault}" in wrong_in_folder(tmp_path)
