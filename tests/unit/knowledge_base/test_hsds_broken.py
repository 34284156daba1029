"""Broken HSDS: every fault at once, each with file and place, and never a half-read directory or an unexpected error."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.hsds.csv_folder import read_csv, write_csv
from knowledge_base.hsds.json_files import read_json
from knowledge_base.hsds.nesting import nested
from knowledge_base.hsds.reading import read_tables
from knowledge_base.hsds.writing import tables_of
from knowledge_base.problems import Problems, lines
from tests.contract.knowledge_base.samples import directory
from tests.unit.knowledge_base.hsds_samples import ORGANIZATION, SERVICE, csv_files, foreign_schedule, foreign_service, json_file, uuid

TODAY = date(2026, 11, 21)


def faults_of(path: Path, read=read_json) -> list[str]:
    problems = Problems()
    found = read_tables(read(path, problems), TODAY, problems)
    assert found is None or not problems.faults
    return lines(problems.faults)


def test_all_faults_of_a_file_come_at_once_with_their_places(tmp_path):
    two = [foreign_schedule(byday="MO,XX"), foreign_schedule(id=uuid(9), opens_at="25:00")]
    phones = [{"id": uuid(1)}, {"id": uuid(2), "number": "ask Ann"}]
    wrong = {"name": " ", "status": None, "url": "www.a.org", "email": "nobody", "assured_date": "21/11/2026"}
    services = [
        foreign_service(id=None),
        foreign_service(id=uuid(1), service_at_locations=None, **wrong),
        foreign_service(id=uuid(2), service_at_locations=None, phones=phones, organization=None),
        foreign_service(id="a b", status="open", service_at_locations=None),
        foreign_service(id=uuid(3), schedules=two, service_at_locations=None),
        "service",
    ]
    assert faults_of(json_file(tmp_path, services)) == [
        "services.json: [1].id: is missing",
        "services.json: [2].assured_date: a date such as 2026-11-21 is expected",
        "services.json: [2].email: is not an e-mail address",
        "services.json: [2].name: is missing",
        "services.json: [2].status: is missing",
        "services.json: [2].url: is not an http or https link",
        "services.json: [3].organization_id: is missing",
        "services.json: [3].phones[1].number: is missing",
        "services.json: [3].phones[2].number: is digits and spaces, with a + before a country code",
        "services.json: [4].id: is a name without spaces or slashes",
        "services.json: [4].status: is one of active, inactive, defunct, temporarily closed",
        "services.json: [5].schedules[1].byday: days are MO,TU,WE,TH,FR,SA,SU",
        "services.json: [5].schedules[2].opens_at: a time such as 09:30 is expected",
        "services.json: [6]: keys with values are expected here",
        "services.json: [6].id: is missing",
    ]


def test_all_faults_of_the_tables_come_at_once_with_their_rows(tmp_path):
    service = {"id": SERVICE, "organization_id": ORGANIZATION, "name": "A", "status": "active"}
    folder = csv_files(
        tmp_path / "tables",
        organizations=[{"id": ORGANIZATION, "name": ""}, {"id": ORGANIZATION, "name": "B"}],
        services=[service, service | {"id": "", "name": "B"}, service | {"id": uuid(1), "organization_id": uuid(9)}],
        phones=[{"id": uuid(1), "service_id": uuid(7), "number": "112"}],
        locations=[{"id": uuid(1), "location_type": "physical", "latitude": "north"}],
        service_at_location=[{"id": uuid(1), "service_id": SERVICE, "location_id": uuid(1)}],
    )
    assert faults_of(folder, read_csv) == [
        "locations.csv: row 2.latitude: degrees such as 43.2603 are expected",
        "organizations.csv: row 2.name: is missing",
        "organizations.csv: row 3.id: comes more than once",
        f"phones.csv: row 2.service_id: there is no service `{uuid(7)}`",
        "services.csv: row 3.id: is missing",
        f"services.csv: row 4.organization_id: there is no organization `{uuid(9)}`",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"{", "file: is not JSON, line 1: Expecting property name enclosed in double quotes"),
        (b"\xff\xfe", "file: is not UTF-8"),
        (b"7", "file: holds no list of services"),
        (b"[" * 100_000, "file: is nested too deeply"),
        (b"null", "file: there is no service"),
        (b"[]", "file: there is no service"),
    ],
)
def test_file_that_is_no_list_of_services_is_said(text, fault, tmp_path):
    (tmp_path / "services.json").write_bytes(text)

    assert any(line.endswith(fault) for line in faults_of(tmp_path / "services.json"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"\xff", "services.csv: file: is not UTF-8"),
        (b"name\r\nA\r\n", "services.csv: row 1: there is no column `id`"),
        (b"id,id\r\n1,2\r\n", "services.csv: row 1: the column `id` comes more than once"),
        (b"id,name\r\n1,2,3\r\n", "services.csv: row 2: has more cells than there are columns"),
        (b'id,name\r\n1,"2\r\n', "services.csv: file: is not CSV: unexpected end of data"),
    ],
)
def test_file_that_is_no_table_is_said(text, fault, tmp_path):
    (tmp_path / "services.csv").write_bytes(text)

    assert fault in faults_of(tmp_path, read_csv)


@pytest.mark.parametrize("path", ["../services.csv", "/etc/passwd", "https://a.org/services.csv"])
def test_datapackage_does_not_lead_out_of_its_folder(path, tmp_path):
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"name": "service", "path": path}]}))

    assert "datapackage.json: resources: a file in the same folder is expected" in faults_of(tmp_path, read_csv)


@pytest.mark.parametrize("text", ["[]", "{", '{"resources": [{}]}'])
def test_broken_datapackage_is_said(text, tmp_path):
    (tmp_path / "datapackage.json").write_text(text)

    assert "datapackage.json: resources: a list of resources with name and path is expected" in faults_of(tmp_path, read_csv)


def test_one_id_with_two_meanings_is_said(tmp_path):
    other = {"id": ORGANIZATION, "name": "Another Org", "description": "x"}
    services = [foreign_service(), foreign_service(id=uuid(1), organization=other, service_at_locations=None)]

    assert faults_of(json_file(tmp_path, services)) == [
        "services.json: [2].organization.name: differs from services.json, [1].organization, which has the same id",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\0b", "holds a character that is none"),
        ("a\ud800b", "holds a character that is none"),
        ("a\u202eb", "holds the control or direction character U+202E"),
        ("[a](javascript:x)", "holds a script"),
        ("FIXME", "holds a placeholder"),
    ],
)
def test_text_that_nobody_should_read_is_said(text, fault, tmp_path):
    assert faults_of(json_file(tmp_path, [foreign_service(description=text)])) == [f"services.json: [1].description: {fault}"]


@pytest.mark.parametrize("number", ["1e99999999999999999999", "1e999999999", "NaN", "-Infinity", "4" * 5000, "true", '"north"'])
def test_number_that_is_no_degree_is_said(number, tmp_path):
    path = json_file(tmp_path, [foreign_service()])
    path.write_text(path.read_text().replace("43.25", number))

    assert any("location.latitude: " in line for line in faults_of(path))


def test_small_number_is_read(tmp_path):
    path = json_file(tmp_path, [foreign_service()])
    path.write_text(path.read_text().replace("43.25", "1.5e-05"))

    assert faults_of(path) == []


def test_markup_is_taken_out_with_the_scripts_in_it(tmp_path):
    problems = Problems()
    markup = "<p>One<br/>two</p><script>alert(1)</script><a href='javascript:x'>three</a> &lt; 4"
    found = read_tables(read_json(json_file(tmp_path, [foreign_service(description=markup)]), problems), TODAY, problems)

    assert found.services[0].description == {"": "One\ntwo\nthree < 4"}
    assert "services.json: service.description: HTML was taken out" in lines(problems.advices)


OWN = {
    "id": ("a b", "[1].id: is a name without spaces or slashes"),
    "source": ("{", ".value: keys with values are expected here"),
    "language": ("Spanish", ".value: does not name a language, such as `es`"),
}


@pytest.mark.parametrize("code", OWN)
def test_broken_attribute_of_ours_is_said(code, tmp_path):
    rows = tables_of(directory(), "bilbao")
    (service,) = [nested(row, rows) for row in rows.of("service")]
    next(a for a in service["attributes"] if a["taxonomy_term"]["code"] == f"field.{code}")["value"] = OWN[code][0]

    assert any(line.endswith(OWN[code][1]) for line in faults_of(json_file(tmp_path, [service])))


def test_two_records_with_one_id_of_ours_are_said(tmp_path):
    rows = tables_of(directory(), "bilbao")
    (service,) = [nested(row, rows) for row in rows.of("service")]

    assert "services.json: service: `srv-office` would be the id of more than one" in faults_of(
        json_file(tmp_path, [service, service | {"id": uuid(1)}])
    )


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "name", "x"]), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_anything_in_the_place_of_a_value_is_read_or_refused(data):
    service = foreign_service()
    holders = [
        service,
        service["organization"],
        *service["phones" if "phones" in service else "schedules"],
        *service["service_at_locations"],
    ]
    holder = data.draw(st.sampled_from(holders))
    holder[data.draw(st.sampled_from(sorted(holder)))] = data.draw(ANYTHING)
    with TemporaryDirectory() as folder:
        faults_of(json_file(Path(folder), [service]))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_table_is_read_or_refused(data):
    with TemporaryDirectory() as folder:
        write_csv(tables_of(directory(), "bilbao"), Path(folder))
        path = data.draw(st.sampled_from(sorted(Path(folder).iterdir())))
        text = bytearray(path.read_bytes())
        start = data.draw(st.integers(0, len(text)))
        text[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
        path.write_bytes(text)
        faults_of(Path(folder), read_csv)
