"""A directory that goes out as HSDS and comes in again is the same: ids, translations, needs, sources and what to verify."""

from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.check_texts import check_passage
from knowledge_base.directory import DAYS, Directory, Evidence, Location, Organization, Phone, Schedule, Service
from knowledge_base.hsds.csv_folder import read_csv, write_csv
from knowledge_base.hsds.json_files import read_json, write_json
from knowledge_base.hsds.nesting import nested
from knowledge_base.hsds.reading import read_tables
from knowledge_base.hsds.writing import tables_of
from knowledge_base.problems import Problems
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.knowledge_base.hsds_rules import RULES, wrong_in_folder, wrong_in_object
from tests.unit.knowledge_base.hsds_samples import CITIES, real_directory

TODAY = date(2026, 11, 21)
FORMS = {"json": (write_json, read_json), "csv": (write_csv, read_csv)}
AWKWARD = st.sampled_from(
    [
        'a "b", c',
        "a\nb",
        "a\n\nb",
        "=1+1",
        "+34",
        "'x'",
        "null",
        "0",
        "-1",
        "a < b & c",
        "a;b",
        "مرحبا (112) بك",
        "👩",
        "é",
        "x" * 300,
        "{}",
    ]
)


def is_sound(text: str) -> bool:
    """What content may hold anyway; a lone dash is how HSDS files say that nobody knows."""
    problems = Problems()
    check_passage(text, "", "", "", problems, may_mark=True)
    return not problems.faults and text == text.strip() != "" and text != "-" and "\r" not in text and not ("<" in text and ">" in text)


TEXTS = st.one_of(AWKWARD, st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)).filter(is_sound)
WORDS = st.dictionaries(st.sampled_from(["", "es", "eu", "ar", "zh-Hant"]), TEXTS, max_size=3)
NAMES = st.from_regex(r"[a-z][a-z0-9_.-]{0,8}", fullmatch=True)
LINKS = st.sampled_from(["", "https://a.org/?x=1&y=%20#z", "http://b.org"])
EMAILS = st.sampled_from(["", "aqui@example.org"])
DAYS_OPEN = st.lists(st.sampled_from(DAYS), min_size=1, unique=True).map(tuple)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DEGREES = st.none() | st.floats(-180, 180, allow_nan=False).map(lambda degrees: round(degrees, 7))
EVIDENCE = st.builds(Evidence, TEXTS, st.sampled_from("ABC"), LINKS, st.none() | st.dates(date(1990, 1, 1)), st.just("") | TEXTS)


@st.composite
def directories(draw) -> Directory:
    districts = draw(st.dictionaries(NAMES, TEXTS, max_size=3))
    organizations = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    ids = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    return Directory(
        tuple(Organization(id, draw(TEXTS), draw(WORDS), draw(LINKS), draw(EMAILS)) for id in organizations),
        tuple(draw(services(id, organizations, list(districts))) for id in ids),
        districts,
    )


@st.composite
def services(draw, id: str, organizations: list[str], districts: list[str]) -> Service:
    district = st.sampled_from(["", *districts])
    lines = st.just("") | TEXTS
    words = {key: draw(WORDS) for key in ("description", "eligibility_description", "fees_description", "required_documents")}
    return Service(
        id,
        draw(st.sampled_from(organizations)),
        draw(WORDS.filter(bool)),
        **words,
        url=draw(LINKS),
        email=draw(EMAILS),
        phones=tuple(draw(st.lists(st.builds(Phone, st.sampled_from(["112", "+34 94 401 00 10"]), WORDS), max_size=2))),
        schedules=tuple(draw(st.lists(st.builds(Schedule, CLOCKS, CLOCKS, DAYS_OPEN), max_size=2))),
        location=draw(st.none() | st.builds(Location, lines, lines, lines, district, DEGREES, DEGREES)),
        languages=tuple(draw(st.lists(st.sampled_from(["es", "eu", "ar", "ary", "zh-Hant", "no"]), unique=True))),
        needs=tuple(draw(st.lists(TEXTS, max_size=2))),
        assured_date=draw(st.none() | st.dates(date(1990, 1, 1))),
        sources=tuple(draw(st.lists(EVIDENCE, max_size=2))),
        verify=tuple(draw(st.lists(TEXTS, max_size=2))),
        closed_until=draw(st.none() | st.dates()),
    )


def again(each: Directory, folder: Path, form: str, city: str = "bilbao") -> Directory | None:
    write, read = FORMS[form]
    problems = Problems()
    write(tables_of(each, city), folder)
    found = read_tables(read(folder, problems), TODAY, problems)
    assert problems.faults == []
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("city", CITIES)
def test_real_directory_comes_back_equal(city, form, tmp_path):
    there = real_directory(city)
    back = again(there, tmp_path, form, city)

    assert len(there.services) > 15
    assert back == there
    assert (list(back.districts), [s.id for s in back.services]) == (list(there.districts), [s.id for s in there.services])


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=80, deadline=None)
@given(each=directories())
def test_any_directory_comes_back_equal(each, form):
    with TemporaryDirectory() as folder:
        assert again(each, Path(folder), form) == each


@settings(max_examples=40, deadline=None)
@given(each=directories())
def test_any_directory_keeps_the_rules(each):
    rows = tables_of(each, "bilbao")
    with TemporaryDirectory() as folder:
        write_csv(rows, Path(folder))
        assert wrong_in_folder(Path(folder)) == []
    assert [fault for row in rows.of("service") for fault in wrong_in_object(nested(row, rows), "service")] == []
    assert len(RULES) == 13


@pytest.mark.parametrize("form", FORMS)
def test_organizations_and_districts_without_a_service_come_back(form, tmp_path):
    lonely = Directory((*directory().organizations, Organization("org-alone", "Alone")), (service(),), {"abando": "Abando", "deusto": "D"})

    assert again(lonely, tmp_path, form) == lonely


def test_json_and_csv_hold_the_same(tmp_path):
    there = real_directory("bilbao")

    assert again(there, tmp_path / "a", "json") == again(there, tmp_path / "b", "csv")


def test_what_others_change_in_a_column_counts(tmp_path):
    write_json(tables_of(directory(), "bilbao"), tmp_path)
    path = tmp_path / "services.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"Atiende: a todas."', '"Cerrado."'), encoding="utf-8")
    (found,) = read_tables(read_json(path, Problems()), TODAY, Problems()).services

    assert found.description == {"es": "Cerrado.", "ar": "مكتب"}
    assert found.id == "srv-office"
