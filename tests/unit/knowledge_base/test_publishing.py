"""Seed, import and export: nothing half done, nothing overwritten in silence."""

import pytest

from bot.errors import ContentFaults, NotFound
from knowledge_base.publishing import export_folder, import_folder, seed
from knowledge_base.repository import MemoryEntryRepository
from tests.contract.knowledge_base.samples import ENTRY_YML, NEGATIVES, SPANISH, content_folder, directory, entry

BAJA = ENTRY_YML.replace("padron-que-es", "padron-baja")
SECOND = {"bilbao/padron/padron-baja/entry.yml": BAJA, "bilbao/padron/padron-baja/es.md": SPANISH}


@pytest.fixture
def repository():
    return MemoryEntryRepository()


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_first_start_seeds_the_city(repository, tmp_path):
    imported = seed(repository, content_folder(tmp_path, SECOND))
    assert (imported.cities, imported.entries) == (("bilbao",), 2)
    assert [found.id for found in repository.entries("bilbao")] == ["padron-baja", "padron-que-es"]


def test_second_start_leaves_what_staff_edited(repository, tmp_path):
    folder = content_folder(tmp_path)
    seed(repository, folder)
    repository.save([edited := entry(verify=("edited",))])
    assert seed(repository, folder).cities == ()
    assert repository.entry(edited.id, "bilbao") == edited


def test_seeding_adds_a_city_that_is_new(repository, tmp_path):
    repository.save([entry(city="valencia")])
    assert seed(repository, content_folder(tmp_path)).cities == ("bilbao",)
    assert repository.cities() == ["bilbao", "valencia"]


def test_seeding_from_no_folder_is_said(repository, tmp_path):
    with pytest.raises(ContentFaults):
        seed(repository, tmp_path / "nowhere")


def test_import_replaces_entries_with_those_ids_only(repository, tmp_path):
    repository.save([entry(verify=("old",)), entry("other")])
    imported = import_folder(repository, content_folder(tmp_path))
    assert (imported.cities, imported.entries, imported.services) == (("bilbao",), 1, 0)
    assert repository.entry("padron-que-es", "bilbao").verify == ()
    assert repository.entry("other", "bilbao") == entry("other")


def test_import_keeps_directory_and_negatives_it_does_not_bring(repository, tmp_path):
    repository.save_directory("bilbao", directory())
    repository.save_negatives("bilbao", NEGATIVES)
    import_folder(repository, content_folder(tmp_path))
    assert repository.directory("bilbao") == directory()
    assert repository.negatives("bilbao") == NEGATIVES


@pytest.mark.parametrize("act", [seed, import_folder])
def test_one_fault_imports_nothing_at_all(act, repository, tmp_path):
    sound = {path.replace("bilbao", "aaa"): text.replace("city: bilbao", "city: aaa") for path, text in SECOND.items()}
    broken = {"bilbao/padron/padron-que-es/es.md": SPANISH.replace("status: draft", "status: x")}
    with pytest.raises(ContentFaults) as raised:
        act(repository, content_folder(tmp_path, sound | SECOND | broken))
    assert len(raised.value.faults) == 1
    assert repository.cities() == []


def test_advice_comes_with_the_import(repository, tmp_path):
    imported = import_folder(repository, content_folder(tmp_path), own_city="bilbao")
    assert any("questions: there are 2" in line for line in imported.advice)


def test_exported_import_gives_the_same_files(repository, tmp_path):
    repository.save([entry(), entry("other")])
    repository.save_directory("bilbao", directory())
    repository.save_negatives("bilbao", NEGATIVES)
    export_folder(repository, tmp_path / "one")
    second = MemoryEntryRepository()
    import_folder(second, tmp_path / "one")
    export_folder(second, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert second.entries("bilbao") == repository.entries("bilbao")
    assert second.directory("bilbao") == repository.directory("bilbao")


def test_one_city_can_be_exported_alone(repository, tmp_path):
    repository.save([entry(), entry(city="valencia")])
    assert export_folder(repository, tmp_path, "valencia") == ["valencia"]
    assert [path.name for path in tmp_path.iterdir()] == ["valencia"]


def test_exporting_an_unknown_city_is_said(repository, tmp_path):
    with pytest.raises(NotFound):
        export_folder(repository, tmp_path, "nowhere")
