"""A disk that becomes full under a running house, and has room again: a small file system of its own, or a limit on the process's files."""

import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SIZE = 192 * 1024 * 1024  # bytes; twice what a house needs


class SmallDisk:
    """`folder` lies on it. `fill` and `free` as often as one likes."""

    def __init__(self, folder: Path, mounted: bool):
        self.folder, self._mounted = folder, mounted

    def fill(self, pid: int) -> None:
        """Nothing more can be written by `pid`: no space left on the device, or, where nobody may mount, its files may not grow."""
        if not self._mounted:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
            return
        for kept in self.folder.glob("*.db"):
            _shorten_journal(kept)
        with open(self.folder / "ballast", "ab", buffering=0) as ballast:
            for piece in (2**20, 2**12, 1):
                try:
                    while True:
                        ballast.write(bytes(piece))
                except OSError:
                    continue

    def free(self, pid: int) -> None:
        if not self._mounted:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            return
        (self.folder / "ballast").unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir(parents=True)
    mounted = _runs("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder))
    try:
        yield SmallDisk(folder, mounted)
    finally:
        if mounted:
            _runs("umount", "--lazy", str(folder))


def _shorten_journal(database: Path, patience: float = 60.0) -> None:
    """To no length at all: one that has been long is written over again and again, and a full disk refuses nothing for as long."""
    deadline = time.monotonic() + patience
    with closing(sqlite3.connect(database, timeout=5)) as connection:
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            assert time.monotonic() < deadline, "the journal is never at rest"
            time.sleep(0.05)


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30).returncode == 0
    except OSError:
        return False
