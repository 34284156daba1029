"""Each publication as a commit: who approved it and which version; and a repository that fails costs the commit only."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from knowledge_base.city_content import CityContent
from knowledge_base.content_writing import city_files
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.draft import WrittenText
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.exchange.announcing import AnnouncedEntries
from knowledge_base.exchange.git_archive import CAUGHT_UP, FIRST, GitArchive, Publication
from knowledge_base.repository import MemoryEntryRepository
from tests.contract.knowledge_base.samples import directory, entry

NOTHING = Publication("nothing", "", {}, ("no/such/place",))  # waits for those before it and changes nothing


class Town:
    def __init__(self, folder: Path):
        self.folder, self.repository = folder, MemoryEntryRepository()
        self.repository.save([entry("padron"), entry("tis", section="health")])
        self.repository.save_directory("bilbao", directory())
        self.archive = GitArchive(folder, self.files, named={"a7": "Rosa <x>\n", "b8": "Omar"}.get)
        announced = AnnouncedEntries(self.repository, self.archive.published)
        self.desk = EditingDesk(announced, MemoryDrafts())
        self.archive.everything(FIRST, "").result()

    def files(self):
        found = self.repository
        return city_files(CityContent("bilbao", tuple(found.entries("bilbao")), found.directory("bilbao")))

    def publishes(self, title: str = "Padrón nuevo", by: str = "a7", id: str = "padron"):
        text = WrittenText(title, ("¿qué es?",), "Cuesta 0 €.", "## Qué hacer\n1. Ve.")
        draft = self.desk.save_text(self.desk.begin("bilbao", id, "w1"), "es", text)
        return self.desk.publish(self.desk.send(draft), by)

    def log(self) -> list[str]:
        """Newest first: message and author."""
        self.archive.published(NOTHING).result()
        asked = ["git", "-C", str(self.folder), "log", "--format=%B%an <%ae>%x00"]
        return [line.strip() for line in subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\0")[:-1]]

    def tracked(self) -> dict[str, str]:
        asked = ["git", "-C", str(self.folder), "ls-files"]
        paths = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        return {path: (self.folder / path).read_text() for path in paths}

    def is_clean(self) -> bool:
        asked = ["git", "-C", str(self.folder), "status", "--porcelain"]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout == ""


@pytest.fixture
def town(tmp_path) -> Town:
    town = Town(tmp_path / "content")
    yield town
    town.archive.close()


def test_repository_is_made_and_holds_what_is_live(town):
    assert town.log() == [f"{FIRST}\nharrera <harrera@localhost>"]
    assert town.tracked() == town.files() and town.is_clean()


def test_each_publication_is_a_commit_with_who_approved_it_and_its_version(town):
    town.publishes()
    town.desk.confirm("bilbao", "tis", "b8", date(2026, 11, 22))
    assert town.log()[:2] == [
        "still-valid bilbao/tis, version 2\nOmar <b8@localhost>",
        "published bilbao/padron, version 2\nRosa x <a7@localhost>",
    ]
    assert town.tracked() == town.files() and town.is_clean()
    assert "Padrón nuevo" in town.tracked()["bilbao/padron/padron/es.md"]


def test_withdrawn_entry_leaves_and_comes_back(town):
    town.desk.withdraw("bilbao", "tis", "a7")
    assert "withdrawn bilbao/tis, version 2" in town.log()[0]
    assert not [path for path in town.tracked() if "/tis/" in path] and town.is_clean()
    town.desk.restore("bilbao", "tis", 1, "a7")
    assert "restored bilbao/tis, version 3" in town.log()[0] and town.tracked() == town.files()


def test_what_others_keep_in_the_repository_stays(town):
    (town.folder / "README.md").write_text("ours")
    subprocess.run(["git", "-C", str(town.folder), "add", "README.md"], check=True)
    town.publishes()
    town.archive.everything("again", "a7").result()
    assert town.tracked() == town.files() | {"README.md": "ours"}


def test_nothing_new_is_no_commit(town):
    town.archive.everything(FIRST, "").result()
    assert len(town.log()) == 1


def test_repository_that_fails_costs_the_commit_only_and_is_caught_up_with(town, caplog):
    lock = town.folder / ".git" / "index.lock"
    lock.touch()
    with caplog.at_level("INFO", logger="harrera"):
        assert town.publishes().number == 2
        town.archive.published(NOTHING).result()
    assert town.repository.entry("padron", "bilbao").original.title == "Padrón nuevo"
    state = town.archive.state()
    assert (state.failed, state.waiting) == ("FileLocked", 0) and state.commit and "content_git_failed" in caplog.text
    assert "Padrón" not in caplog.text and str(town.folder) not in caplog.text

    lock.unlink()
    town.desk.withdraw("bilbao", "tis", "b8")
    newest = town.log()[0]
    assert newest.startswith("withdrawn bilbao/tis") and CAUGHT_UP in newest and "Omar" in newest
    assert town.tracked() == town.files() and town.archive.state().failed == ""


def test_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    town = Town(tmp_path / "full")
    assert town.archive.state().failed == "NotOurs" and [p.name for p in (tmp_path / "full").iterdir()] == ["letter.txt"]
    assert town.publishes().number == 2
    town.archive.close()
