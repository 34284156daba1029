"""The files of the repository that people keep, for guards that read them all."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "matching", "knowledge_base", "rumours", "connectors", "console")
_BINARY = {".png", ".safetensors", ".gz", ".ico", ".woff2", ".joblib", ".db"}


def kept_files() -> Iterator[Path]:
    """Every file that `.gitignore` does not name."""
    ignored = {line.strip().rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line.strip()}
    yield from _walk(ROOT, ignored | {".git"})


def texts() -> Iterator[tuple[Path, str]]:
    """(path from the root, content) of every kept text file."""
    for path in kept_files():
        if path.suffix not in _BINARY:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def sources(*folders: str) -> Iterator[tuple[Path, str]]:
    """The same of every Python file in `folders`."""
    return ((path, text) for path, text in texts() if path.suffix == ".py" and path.parts[0] in folders)


def _walk(folder: Path, ignored: set[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        name, inside = path.name, str(path.relative_to(ROOT))
        if {name, inside} & ignored or name.endswith(".egg-info") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path, ignored)
        else:
            yield path
