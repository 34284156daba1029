"""Somebody else's knowledge base: another city, other languages, own sections and headings, no questions, and large."""

import time

import pytest

from bot.storage.database import make_engine, migrate
from knowledge_base.publishing import export_folder, import_folder
from knowledge_base.sql_repository import SqlEntryRepository

ENTRIES = 1000
PATIENCE = 180  # seconds for all of it; it takes about two: only something that grows without end takes this long


@pytest.fixture
def repository(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'harrera.db'}")
    migrate(engine)
    yield SqlEntryRepository(engine)
    engine.dispose()


def write_foreign_base(folder):
    for number in range(ENTRIES):
        topic = folder / "hamburg" / f"bereich_{number % 7}" / f"Thema-{number}"
        topic.mkdir(parents=True)
        (topic / "entry.yml").write_text(
            f"id: Thema-{number}\nsection: bereich_{number % 7}\ncity: hamburg\n"
            "sources:\n- {url: 'https://www.hamburg.de', publisher: Stadt, checked_on: 2026-01-31, supports: Alles., seen: A}\n"
            f"related: [Thema-{(number + 1) % ENTRIES}]\nreview_by: 2027-01-31\n"
        )
        (topic / "de.md").write_text(
            f"---\ntitle: {'Anmeldung der Wohnung beim zuständigen Einwohnermeldeamt der Stadt '} Nr. {number}\n"
            f"summary: Sie melden sich innerhalb von {number} Tagen an.\nstatus: reviewed\nsource_revision: 1\n---\n"
            f"## So geht's\n1. Gehen Sie hin.\n\n## Wo?\nRaum {number}, < 18 Jahre: R&B 'links'.\n"
        )


def test_thousand_foreign_entries_are_imported_and_exported(repository, tmp_path):
    write_foreign_base(tmp_path / "foreign")
    started = time.perf_counter()
    imported = import_folder(repository, tmp_path / "foreign", own_city="bilbao")
    assert (imported.cities, imported.entries) == (("hamburg",), ENTRIES)
    found = repository.entries("hamburg")
    assert len(found) == ENTRIES
    assert found[0].text_for("es", ["eu"]).language == "de"
    assert found[0].original.parts.keys() == {"steps"}
    assert found[0].original.questions == ()
    export_folder(repository, tmp_path / "exported", "hamburg")
    assert time.perf_counter() - started < PATIENCE
    assert len(list((tmp_path / "exported").rglob("*.md"))) == ENTRIES
