"""Files of a content folder, read with care: what is too large, not UTF-8 or not YAML is noted as a fault, with its path."""

from collections.abc import Callable
from pathlib import Path

from knowledge_base.problems import Problems
from knowledge_base.yaml_text import NotYaml, read_yaml

LARGEST_FILE = 4_000_000  # bytes; a whole city's services stay far below


class FolderReader:
    """Reads files below `root` and notes faults with paths relative to it."""

    def __init__(self, root: Path, problems: Problems):
        self._root, self.problems = root, problems

    def yaml(self, path: Path) -> object:
        """What a file holds; None when it cannot be read."""
        text = self.read(path)
        return None if text is None else self.parsed(path, "file", text)

    def parsed(self, path: Path, key: str, text: str) -> object:
        """What `text` holds, which is part `key` of the file; None when it is not YAML."""
        try:
            return read_yaml(text) or {}
        except NotYaml as error:
            self.problems.fault(self.place(path), key, str(error))
            return None

    def read(self, path: Path) -> str | None:
        """The text of a file with plain line ends; None when it cannot be read."""
        if path.stat().st_size > LARGEST_FILE:
            self.problems.fault(self.place(path), "file", f"is larger than {LARGEST_FILE:,} bytes")
            return None
        try:
            return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            self.problems.fault(self.place(path), "file", "is not UTF-8")
            return None

    def place(self, path: Path) -> str:
        """The path as faults name it."""
        return path.relative_to(self._root).as_posix()


def folders(folder: Path) -> list[Path]:
    """The folders in a folder, sorted, without hidden ones."""
    return _listed(folder, Path.is_dir)


def files(folder: Path) -> list[Path]:
    """The files in a folder, sorted, without hidden ones."""
    return _listed(folder, Path.is_file)


def _listed(folder: Path, kind: Callable[[Path], bool]) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name[0] not in "._" and kind(path))
