"""The acts of exchange: out to a folder, in from files, all or nothing."""

from datetime import date

import pytest

from bot.errors import BadInput, ContentFaults, NotFound
from knowledge_base.directory import Directory
from knowledge_base.hsds.exchange import export_directories, import_directory
from knowledge_base.repository import MemoryEntryRepository
from tests.contract.knowledge_base.samples import directory, entry, service
from tests.unit.knowledge_base.hsds_samples import ORGANIZATION, SERVICE, foreign_service, json_file, uuid

TODAY = date(2026, 11, 21)


@pytest.fixture
def repository():
    found = MemoryEntryRepository()
    found.save_directory("bilbao", directory())
    return found


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_goes_out_comes_in_again(form, repository, tmp_path):
    assert export_directories(repository, tmp_path, form=form) == ["bilbao"]
    empty = MemoryEntryRepository()
    imported = import_directory(empty, tmp_path, "bilbao", today=TODAY)

    assert (imported.organizations, imported.services, imported.advice) == (1, 1, ())
    assert empty.directory("bilbao") == directory()


def test_every_city_gets_its_folder(repository, tmp_path):
    repository.save_directory("valencia", directory())
    repository.save([entry(city="sestao")])

    assert export_directories(repository, tmp_path) == ["bilbao", "valencia"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bilbao", "valencia"]


@pytest.mark.parametrize("city", ["nowhere", "../etc"])
def test_city_without_a_directory_is_said(city, repository, tmp_path):
    with pytest.raises(NotFound):
        export_directories(repository, tmp_path / "out", city)
    assert not (tmp_path / "out").exists()


def test_import_adds_and_replaces_by_id(repository, tmp_path):
    export_directories(repository, tmp_path)
    repository.save_directory("bilbao", directory(service(name={"": "Old"}), service("srv-other")))
    import_directory(repository, tmp_path, "bilbao", today=TODAY)
    import_directory(repository, json_file(tmp_path, [foreign_service()]), "bilbao", today=TODAY)
    found = repository.directory("bilbao")

    assert [(s.id, s.name[""]) for s in found.services] == [
        ("srv-office", "Oficina"),
        ("srv-other", "Oficina"),
        (SERVICE, "Counselling"),
        (uuid(2), "Counselling"),
    ]
    assert [o.id for o in found.organizations] == ["org-town", ORGANIZATION]


def test_same_import_twice_changes_nothing(repository, tmp_path):
    path = json_file(tmp_path, [foreign_service()])
    import_directory(repository, path, "bilbao", today=TODAY)
    once = repository.directory("bilbao")
    import_directory(repository, path, "bilbao", today=TODAY)

    assert repository.directory("bilbao") == once


def test_foreign_services_keep_their_ids_on_the_way_out(tmp_path):
    repository = MemoryEntryRepository()
    import_directory(repository, json_file(tmp_path, [foreign_service()]), "bilbao", today=TODAY)
    export_directories(repository, tmp_path / "out")
    again = MemoryEntryRepository()
    import_directory(again, tmp_path / "out", "bilbao", today=TODAY)

    assert again.directory("bilbao") == repository.directory("bilbao")
    assert f'"id": "{SERVICE}"' in (tmp_path / "out/bilbao/services.json").read_text()


def test_replace_takes_the_others_away(repository, tmp_path):
    import_directory(repository, json_file(tmp_path, [foreign_service()]), "bilbao", replace=True, today=TODAY)

    assert [s.id for s in repository.directory("bilbao").services] == [SERVICE, uuid(2)]


def test_replace_takes_no_service_away_that_an_entry_names(repository, tmp_path):
    repository.save([entry(services=("srv-office",))])
    with pytest.raises(ContentFaults) as raised:
        import_directory(repository, json_file(tmp_path, [foreign_service()]), "bilbao", replace=True, today=TODAY)

    assert raised.value.faults == ["bilbao/padron/padron-que-es: services: `srv-office` would no longer be in the directory"]
    assert repository.directory("bilbao") == directory()


def test_one_fault_imports_nothing(repository, tmp_path):
    path = json_file(tmp_path, [foreign_service(), foreign_service(id=uuid(1), status="x", service_at_locations=None)])
    with pytest.raises(ContentFaults) as raised:
        import_directory(repository, path, "bilbao", today=TODAY)

    assert len(raised.value.faults) == 1
    assert repository.directory("bilbao") == directory()


def test_folder_with_both_forms_needs_to_be_told(repository, tmp_path):
    for form in ("json", "csv"):
        export_directories(repository, tmp_path, form=form)
    with pytest.raises(ContentFaults, match="1 fault"):
        import_directory(repository, tmp_path, "bilbao", today=TODAY)

    for form in ("json", "csv"):
        assert import_directory(MemoryEntryRepository(), tmp_path, "bilbao", form, today=TODAY).services == 1
    assert import_directory(MemoryEntryRepository(), tmp_path / "bilbao/datapackage.json", "bilbao", today=TODAY).services == 1


@pytest.mark.parametrize("name", ["", "nowhere", "services.csv"])
def test_path_without_a_directory_is_said(name, repository, tmp_path):
    (tmp_path / "services.csv.txt").touch()
    with pytest.raises(ContentFaults) as raised:
        import_directory(repository, tmp_path / name, "sestao", today=TODAY)

    assert raised.value.faults[0].endswith("a folder with services.json or services.csv is expected, or one file of JSON")
    assert repository.cities() == ["bilbao"]


def test_city_is_a_name(repository, tmp_path):
    with pytest.raises(BadInput):
        import_directory(repository, json_file(tmp_path, []), "a/b", today=TODAY)


def test_empty_directory_goes_out(tmp_path):
    repository = MemoryEntryRepository()
    repository.save_directory("bilbao", Directory())

    assert export_directories(repository, tmp_path, "bilbao", "csv") == ["bilbao"]
