"""Every publication as a commit in a git repository of the installation, when it names a folder. Beside the answers, in a thread of its own:
a repository that is full, locked or gone costs the commit, never the publication, and is caught up with at the next one."""

import fcntl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dulwich.repo import Repo

from bot.privacy_log import log
from knowledge_base.content_writing import write_files

_COMMITTER = b"Harrera <harrera@localhost>"
_NOBODY = "harrera"
FIRST = "What is live, as it was found"
CAUGHT_UP = "With it comes what was published while this repository could not be written."


class NotOurs(OSError):
    """The folder holds other things and is no git repository: nothing is written into it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """`files`: path below the repository -> text, of what is live now; `homes`: patterns of folders and files that it takes the place of,
    none for everything."""

    message: str
    approver: str
    files: Mapping[str, str]
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """How the repository does. `failed` is the kind of the last error while it is behind, `written_at` seconds since 1970, 0 for never."""

    folder: str
    commit: str = ""
    written_at: float = 0.0
    failed: str = ""
    waiting: int = 0


@dataclass
class GitArchive:
    """`whole` gives all that is live as files; `named` says how an account stands in a commit."""

    folder: Path
    whole: Callable[[], Mapping[str, str]]
    named: Callable[[str], str] = lambda account: account
    clock: Callable[[], float] = time.time
    _state: ArchiveState = field(init=False)
    _is_behind: bool = field(init=False, default=False)
    _waiting: int = field(init=False, default=0)
    _thread: ThreadPoolExecutor = field(init=False)

    def __post_init__(self):
        self._state = ArchiveState(str(self.folder))
        self._thread = ThreadPoolExecutor(1, "content-git")

    def published(self, publication: Publication) -> "Future[None]":
        """Commit it soon; returns at once and never raises."""
        self._waiting += 1
        return self._thread.submit(self._try, publication)

    def everything(self, message: str, approver: str) -> "Future[None]":
        """Commit all that is live, as after an import."""
        return self.published(Publication(message, approver, {}))

    def state(self) -> ArchiveState:
        """For pages: cheap, nothing is read from disk."""
        known = self._state
        return ArchiveState(known.folder, known.commit, known.written_at, known.failed, self._waiting)

    def close(self) -> None:
        """Wait for what is being written."""
        self._thread.shutdown(wait=True)

    def _try(self, publication: Publication) -> None:
        try:
            commit = self._commit(publication)
            self._is_behind = False
            self._state = ArchiveState(str(self.folder), commit, self.clock())
        except Exception as error:  # whatever git, the disk or the database do: the publication stands
            self._is_behind = True
            known = self._state
            self._state = ArchiveState(known.folder, known.commit, known.written_at, type(error).__name__)
            log("content_git_failed", reason=type(error).__name__)
        finally:
            self._waiting -= 1

    def _commit(self, publication: Publication) -> str:
        is_whole = self._is_behind or not publication.homes
        files = self.whole() if is_whole else publication.files
        with _opened(self.folder) as repo:
            _put(repo, files, _replaced(repo, files, () if is_whole else publication.homes))
            late = f"\n\n{CAUGHT_UP}" if self._is_behind and publication.homes else ""
            return self._save(repo, publication.message + late, publication.approver)

    def _save(self, repo: Repo, message: str, approver: str) -> str:
        """The newest commit: a new one unless nothing changed."""
        tree = repo.open_index().commit(repo.object_store)
        if _has_commits(repo) and repo[repo.head()].tree == tree:
            return repo.head().decode()
        author = self.named(approver) if approver else _NOBODY
        plain = "".join(letter for letter in author if letter.isprintable() and letter not in "<>") or _NOBODY
        address = "".join(letter for letter in approver if letter.isascii() and letter.isalnum()) or _NOBODY
        worktree, stamp = repo.get_worktree(), int(self.clock())
        written = f"{plain} <{address}@localhost>".encode()
        options = {"committer": _COMMITTER, "author": written, "commit_timestamp": stamp, "author_timestamp": stamp}
        return worktree.commit(
            f"{message}\n".encode(), **options, commit_timezone=0, author_timezone=0, no_verify=True, sign=False
        ).decode()


def _has_commits(repo: Repo) -> bool:
    try:
        return bool(repo.head())
    except KeyError:  # the branch that HEAD names is not born yet
        return False


@contextmanager
def _opened(folder: Path) -> Iterator[Repo]:
    """The repository, made when there is nothing; one process at a time."""
    if not (folder / ".git").exists() and folder.is_dir() and any(folder.iterdir()):
        raise NotOurs("the folder is no git repository and not empty")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        repo = Repo(str(folder)) if (folder / ".git").exists() else Repo.init(str(folder), default_branch=b"main")
        with repo:
            yield repo


def _replaced(repo: Repo, files: Mapping[str, str], homes: tuple[str, ...]) -> list[str]:
    """Tracked content files that the new ones take the place of; what else somebody keeps in the repository is theirs."""
    tracked = [path for path in map(bytes.decode, repo.open_index()) if PurePosixPath(path).suffix in (".yml", ".md")]
    if homes:
        return [path for path in tracked if any(PurePosixPath(path).match(home) for home in homes)]
    tops = {PurePosixPath(path).parts[0] for path in files}
    return [path for path in tracked if PurePosixPath(path).parts[0] in tops and "/" in path]


def _put(repo: Repo, files: Mapping[str, str], old: Iterable[str]) -> None:
    """Bring folder and index to `files`; of `old` only what is among them stays."""
    folder = Path(repo.path)
    gone = [path for path in old if path not in files]
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    changed = {path: text for path, text in files.items() if not _is(folder / path, text)}
    write_files(folder, changed)
    tracked = set(map(bytes.decode, repo.open_index()))
    repo.get_worktree().stage([*gone, *changed, *(path for path in files if path not in tracked and path not in changed)])


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
