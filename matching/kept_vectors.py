"""Vectors of published texts, kept in a file: a start encodes only what is new. People's words never come here."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from matching.portions import portions

AT_ONCE = 500  # texts in one statement
TOGETHER = 2_000  # texts encoded before they are written down: a stop loses no more
PATIENCE = 30.0  # seconds that a process waits for another one's writing
TABLE = "CREATE TABLE IF NOT EXISTS vector (digest BLOB PRIMARY KEY, half BLOB NOT NULL) WITHOUT ROWID"


class KeptVectors:
    """A file of unit vectors in half precision by digest of model and text. A broken or full file costs time, never answers.

    `progress` is told how many of the new texts are done.
    """

    def __init__(self, file: Path, model: str, progress: Callable[[int, int], None] = lambda done, of: None):
        self._file, self._model, self._progress = file, model.encode(), progress

    @staticmethod
    def digest_of_file(path: Path) -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def of(self, texts: list[str], encode: Callable[[list[str]], np.ndarray]) -> np.ndarray:
        """Array (texts, dimensions) of float32 rows; what the file does not have yet is encoded and put there."""
        digests = [self._digest(text) for text in texts]
        found = self._read(set(digests))
        missing = {digest: text for digest, text in zip(digests, texts) if digest not in found}
        for number, part in enumerate(portions(list(missing), TOGETHER)):
            new = dict(zip(part, encode([missing[digest] for digest in part]).astype(np.float16)))
            self._write(new)
            found |= new
            self._progress(number * TOGETHER + len(part), len(missing))
        return np.array([found[digest] for digest in digests], dtype=np.float32) if texts else encode(texts)

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=hashlib.sha256(self._model).digest()).digest()

    def _read(self, digests: set[bytes]) -> dict[bytes, np.ndarray]:
        found: dict[bytes, np.ndarray] = {}
        try:
            with self._opened() as file:
                for part in portions(sorted(digests), AT_ONCE):
                    places = ",".join("?" * len(part))
                    rows = file.execute(f"SELECT digest, half FROM vector WHERE digest IN ({places})", part)
                    found |= {digest: np.frombuffer(half, dtype=np.float16) for digest, half in rows}
        except (sqlite3.Error, OSError):
            return {}
        return found

    def _write(self, vectors: dict[bytes, np.ndarray]) -> None:
        try:
            with self._opened() as file, file:
                file.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", [(d, v.tobytes()) for d, v in vectors.items()])
        except (sqlite3.Error, OSError):
            return  # a full disk, another's lock, no right to write: the vectors are made again at the next start

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as file:
            file.execute(TABLE)
            yield file
