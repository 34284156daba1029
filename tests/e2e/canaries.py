"""Canaries: made-up personal data, new in every run, and the search for it in everything that a house writes."""

import random
import re
import sqlite3
import string
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, text
from stdnum import iban
from stdnum.es import nie

from bot.storage.database import make_engine
from tests.e2e.served import ROOT

SENTENCES = (
    "Me llamo {name} y no entiendo nada del padrón {word}",
    "mi NIE es {nie}, ¿cómo saco la tarjeta sanitaria? {word}",
    "nire telefonoa {phone} da, eskola bila nabil {word}",
    "my passport is {passport}, can I go to school? {word}",
    "écrivez à {email} pour la carte de santé {word}",
    "رقم هاتفي {phone} وأبحث عن مدرسة {word}",
    "smiti {name}, bghit padron {word}",
    "ingreso en {iban} {word}",
    "vivo en {address} y el dueño no me deja empadronarme {word}",
)
_NEVER = {".git", ".venv", "node_modules", ".ruff_cache", ".hypothesis"}
_LARGEST = 40_000_000  # bytes of a file; no house writes more in a test


def canaries() -> dict[str, str]:
    """New ones in every run, so that what is found can only come from this run."""
    bird = random.SystemRandom()
    digits = lambda count: "".join(bird.choices(string.digits, k=count))  # noqa: E731
    letters = lambda count: "".join(bird.choices("bcdfghjklmnpqrstvwz", k=count))  # noqa: E731
    number, account = f"X{digits(7)}", f"21000418{digits(12)}"
    return {
        "name": f"{letters(6).capitalize()} {letters(7).capitalize()}",
        "phone": f"6{digits(8)}",
        "nie": number + nie.calc_check_digit(number),
        "passport": f"QX{digits(7)}",
        "iban": f"ES{iban.calc_check_digits('ES00' + account)}{account}",
        "email": f"{letters(8)}@example.org",
        "address": f"calle {letters(8).capitalize()} 76",
        "word": f"zq{letters(9)}",
        "chat": f"47{digits(8)}",
        "ip": ".".join(["127", *(str(bird.randint(100, 250)) for _ in range(3))]),
    }


def needles(birds: dict[str, str]) -> list[str]:
    """What to search for: every part of every canary that is long enough to be no accident."""
    parts = {part for value in birds.values() for part in [value, *re.split(r"[ @]", value)]}
    return sorted(part.lower() for part in parts if len(part) >= 6 and part != "example.org")


def places(house, since: float) -> Iterator[tuple[str, bytes]]:
    """(where, what is there): all that the house wrote, every table, the metrics, and every file on the way that is new."""
    files = set(_files(house.folder)) | set(_changed(ROOT, since)) | set(_changed(Path(tempfile.gettempdir()), since))
    for path in sorted(files):
        try:
            yield str(path), path.read_bytes()
        except OSError:
            continue  # gone meanwhile
    yield from tables(house.data / "harrera.db")
    yield "/metrics", house.client.get("/metrics").content
    yield "/openapi.json", house.client.get("/openapi.json").content


def tables(database: Path) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            yield f"table {name}", repr(rows).encode()


def postgresql_tables(url: str) -> Iterator[tuple[str, bytes]]:
    """The same of every schema of a server."""
    engine = make_engine(url)
    with engine.connect() as connection:
        schemas = [name for name in inspect(engine).get_schema_names() if name != "information_schema"]
        for schema, name in [(each, name) for each in schemas for name in inspect(engine).get_table_names(schema=each)]:
            rows = connection.execute(text(f'SELECT * FROM "{schema}"."{name}"')).all()  # noqa: S608
            shown = [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]
            yield f"table {schema}.{name}", repr(shown).encode()
    engine.dispose()


def leaks(found: dict[str, bytes], wanted: list[str]) -> list[str]:
    """Places that hold a canary, also with spaces, dots and dashes between its digits."""
    forms = {where: (content.lower(), re.sub(rb"[ .\-]", b"", content.lower())) for where, content in found.items()}
    return [where for where, contents in forms.items() if any(w.encode() in content for w in wanted for content in contents)]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            if path.name not in _NEVER:
                yield from _files(path)
        elif path.is_file():
            yield path


def _changed(folder: Path, since: float) -> Iterator[Path]:
    for path in _files(folder):
        try:
            status = path.stat()
        except OSError:
            continue
        if status.st_mtime >= since and status.st_size <= _LARGEST:
            yield path
