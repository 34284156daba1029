"""The content as files: out and in again to the byte, its report first; what tries to leave its folder, or to be huge, is turned away."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from bot.storage.database import make_engine, migrate, together
from console.files.routes import FileTools, files_section
from console.files.whole import WholeContent
from console.storage.waiting import MemoryWaiting
from knowledge_base.content_check import check_folder
from knowledge_base.content_files import CARDS
from knowledge_base.content_writing import city_files
from knowledge_base.exchange.archive import packed, unpacked
from knowledge_base.exchange.files import FileRefused
from knowledge_base.repository import MemoryEntryRepository
from knowledge_base.sql_repository import SqlEntryRepository
from knowledge_base.versions import Kind
from rumours.card_check import check_cards
from rumours.card_writing import card_files
from rumours.repository import MemoryRumourRepository
from rumours.sql_repository import SqlRumourRepository
from tests.unit.bot.fakes import entry
from tests.unit.console.world import FROM_OUR_PAGE, World, field_of

ROOT = Path(__file__).parents[3]
ENTRIES = ROOT / "knowledge_base" / "content"
OUR_CARDS = (ROOT / "rumours" / "content", {file.parent.name for file in ENTRIES.glob("*/*/*/entry.yml")})


def shipped() -> dict[str, str]:
    """Path -> text of all content that we ship, in the canonical form."""
    found = {f"{CARDS}/{path}": text for card in check_cards(*OUR_CARDS).must_be_clean() for path, text in card_files(card).items()}
    for content in check_folder(ENTRIES, "bilbao").must_be_clean():
        found |= city_files(content)
    return found


def test_all_shipped_content_goes_out_as_it_came_in_through_the_database(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/h.db")
    migrate(engine)
    whole = WholeContent(SqlEntryRepository(engine), SqlRumourRepository(engine), "bilbao", lambda: together(engine))
    whole.take_folder(ENTRIES, "ana")
    whole.take_folder(OUR_CARDS[0], "ana")

    files = whole.files()
    assert files == shipped() and len(files) > 1000
    unpacked(packed(files), tmp_path / "again")
    assert {path.relative_to(tmp_path / "again").as_posix(): path.read_text("utf-8") for path in (tmp_path / "again").rglob("*.*")} == files
    assert {
        version.approver
        for city in ("bilbao", "spain")
        for e in whole.entries.entries(city)
        for version in whole.entries.versions(e.id, city)
    } == {"ana"}
    assert {card.id for card in whole.cards.cards() if len(whole.cards.versions(card.id)) != 1} == set()
    engine.dispose()


class Town:
    def __init__(self):
        self.repository, self.cards = MemoryEntryRepository(), MemoryRumourRepository()
        self.repository.save([entry("storks"), entry("tis")])
        self.whole = WholeContent(self.repository, self.cards, "valencia")
        self.world = World(sections=[files_section(FileTools(self.whole, MemoryWaiting()))])


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def admin(town):
    return town.world.signed_in("admin")


def sent(browser, content: bytes):
    data, files = {"token": browser.token("/files")}, {"file": ("content.zip", content)}
    return browser.client.post("/console/files/import", data=data, files=files, headers=FROM_OUR_PAGE)


def changed(town, path: str = "bilbao/padron/storks/es.md", old: str = "Summary of storks", new: str = "Otro resumen") -> bytes:
    files = town.whole.files()
    return packed(files | {path: files[path].replace(old, new)})


def test_zip_is_looked_at_and_then_imported_as_new_versions(town, admin):
    assert sent(admin, changed(town)).status_code == 303
    page = admin.get("/files").text
    assert "<strong>1</strong> que cambian <bdi>storks</bdi>" in page and town.repository.versions("storks", "bilbao") == []

    admin.send("/files/import/apply", page="/files", digest=field_of(page, "digest"))
    assert town.repository.entry("storks", "bilbao").original.summary.startswith("Otro resumen")
    found, imported = town.repository.versions("storks", "bilbao")
    assert (found.kind, imported.kind, imported.approver) == (Kind.FOUND, Kind.IMPORTED, admin.account.id)
    assert town.repository.versions("tis", "bilbao") == []
    assert town.world.desk.audit.latest(1)[0].deed.act == "import_files"


def test_something_published_since_the_report_keeps_the_import_out(town, admin):
    sent(admin, changed(town))
    digest = field_of(admin.get("/files").text, "digest")
    town.repository.save([entry("tis", section="health")])
    answer = admin.send("/files/import/apply", page="/files", digest=digest)
    assert answer.status_code == 409 and town.repository.versions("storks", "bilbao") == []


def test_one_fault_keeps_everything_out_and_is_named_with_its_file(town, admin):
    files = town.whole.files() | {"bilbao/padron/new/entry.yml": "id: [", "rumours/x/rumour.yml": "id: x"}
    sent(admin, packed(files))
    page = admin.get("/files").text
    assert "bilbao/padron/new/entry.yml" in page and "files/import/apply" not in page
    assert admin.send("/files/import/apply", page="/files", digest="x").status_code == 409
    assert len(town.repository.entries("bilbao")) == 2


def test_only_admins_bring_files_in(town):
    reviewer = town.world.signed_in("reviewer")
    assert reviewer.get("/files/as/zip").status_code == 200 and "files/import" not in reviewer.get("/files").text
    assert reviewer.send("/files/import", page="/files").status_code == 403


def zipped(name: str = "bilbao/city.yml", content: bytes = b"x", mode: int = stat.S_IFREG | 0o644, again: bool = False) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr, info.compress_type = mode << 16, zipfile.ZIP_DEFLATED
        archive.writestr(info, content)
        if again:
            archive.writestr(name.upper(), content)
    return written.getvalue()


def lying(content: bytes) -> bytes:
    """A zip that says in its directory that a large file is small."""
    real = zipfile.ZipFile(io.BytesIO(content)).infolist()[0].file_size.to_bytes(4, "little")
    return content.replace(real, (10).to_bytes(4, "little"))


HOSTILE = [
    (zipped("../../etc/passwd.yml"), "path"),
    (zipped("bilbao/../../x.yml"), "path"),
    (zipped("/etc/x.yml"), "path"),
    (zipped("..\\x.yml"), "path"),
    (zipped("C:/x.yml"), "path"),
    (zipped("bilbao//x.yml"), "path"),
    (zipped("bilbao/a\nb.yml"), "path"),
    (zipped("a/" * 20 + "x.yml"), "path"),
    (zipped("bilbao/link.yml", b"/etc/passwd", stat.S_IFLNK | 0o777), "path"),
    (zipped("bilbao/pipe.yml", b"", stat.S_IFIFO | 0o644), "path"),
    (zipped(again=True), "path"),
    (zipped("bilbao/x.yml", b"\0" * 20_000_000), "bomb"),
    (lying(zipped("bilbao/x.yml", b"\0" * 2_000_000)), "zip"),
    (b"not a zip", "zip"),
    (packed({"bilbao/city.yml": "layers: []"})[:-30], "zip"),
    (packed({"bilbao/city.yml": "layers: []" * 99}).replace(b"PK\x03\x04", b"PK\x03\x05", 1), "zip"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_zip_is_turned_away_and_nothing_is_written_beside_its_folder(tmp_path, content, reason):
    home = tmp_path / "deep" / "home"
    home.mkdir(parents=True)
    with pytest.raises(FileRefused) as refused:
        unpacked(content, home)
    assert refused.value.reason == reason
    assert [path for path in tmp_path.rglob("*") if home not in path.parents and path not in (home, home.parent)] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "No se ha elegido"), (b"x", "No es un zip"), (HOSTILE[0][0], "rutas que salen"), (HOSTILE[11][0], "ocupa demasiado"),
     (packed({"readme.md": "x"}), "no hay contenido")],
)  # fmt: skip
def test_page_says_why_a_file_was_not_taken(town, admin, content, words):
    answer = sent(admin, content)
    assert answer.status_code == 422 and words in answer.text


def test_of_a_transaction_that_fails_in_any_room_nothing_stays(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/h.db")
    migrate(engine)
    entries = SqlEntryRepository(engine)
    with pytest.raises(RuntimeError), together(engine):
        entries.save([entry("storks")])
        assert entries.entry("storks", "bilbao") is not None
        raise RuntimeError("the cards could not be saved")
    assert entries.cities() == []
    entries.save([entry("storks")])
    assert entries.cities() == ["bilbao"]
    engine.dispose()
