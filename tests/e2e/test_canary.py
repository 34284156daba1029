"""Canaries: made-up personal data and a made-up word go in by every way, also during an outage; nothing of them may be found anywhere."""

import random
import re
import sqlite3
import string
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from stdnum import iban
from stdnum.es import nie

from tests.e2e import telegram_canaries
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


def _speak(house, birds: dict[str, str]) -> list[bytes]:
    """Every sentence through the API and the page, plain, malformed, as payload and as a wrong id; the answers of the API."""
    answers = []
    for sentence in SENTENCES:
        text = sentence.format(**birds)
        house.client.post("/", data={"text": text})
        hostile = [
            {"text": text},
            {"text": text, "conversation": text, "language": birds["word"]},
            {"text": text, "city": birds["word"]},
            {"text": [text]},
            {text: text},
            {"text": "topic:" + birds["word"]},
            {"text": text * 60},
        ]
        answers += [house.client.post("/api/chat", json=body).content for body in hostile]
        for raw in (f'{{"text": "{text}"', text):
            answers.append(house.client.post("/api/chat", content=raw.encode()).content)
        answers.append(house.client.get("/no-such-page", params={"q": text}).content)
        answers.append(house.client.post("/webhook", json={"tracker": text}).content)
    return answers


@pytest.fixture(scope="module")
def spoken(worn_house, worn_telegram):
    """(house, canaries, when it began, what was answered) after everything was said, before, during and after an outage."""
    since, birds = time.time() - 1, canaries()
    telegram, _ = worn_telegram
    worn_house.wait_until_ready()
    answers = _speak(worn_house, birds)
    answers += telegram_canaries.speak(worn_house, telegram, birds, SENTENCES)
    worn_house.kill_engine()
    answers += _speak(worn_house, birds)
    answers += telegram_canaries.speak(worn_house, telegram, birds, SENTENCES)
    worn_house.wait_until_ready()
    answers += _speak(worn_house, birds)
    time.sleep(0.5)  # counts are written beside the answer
    return worn_house, birds, since, answers


def test_no_canary_is_found_anywhere(spoken):
    house, birds, since, _ = spoken
    found = dict(places(house, since))

    names = {Path(where).name for where in found}
    assert {"stdout", "stderr", "harrera.db", "durable.db", "secret.key"} <= names
    assert {"/metrics", "table answer_count", "table alembic_version"} <= set(found) and len(found) > 12
    assert found[str(house.folder / "stderr")].count(b"message_answered") > 20
    assert found[str(house.folder / "stderr")].count(b'"channel": "telegram"') > 100
    assert len(found["table answer_count"]) > 100 and b"harrera_messages_total" in found["/metrics"]
    assert leaks(found, needles(birds)) == []


def test_no_answer_repeats_a_canary(spoken):
    _, birds, _, answers = spoken

    assert len(answers) > 100
    assert [number for number, answer in enumerate(answers) if leaks({"": answer}, needles(birds))] == []


def test_search_would_find_a_canary_that_escaped(spoken):
    house, birds, since, _ = spoken
    planted = {kind: " ".join(re.findall("...", bird)) if kind == "phone" else bird for kind, bird in birds.items()}
    for kind, bird in planted.items():
        (house.folder / "tmp" / f"escaped-{kind}").write_text(f"log: {bird}\n")
    try:
        found = dict(places(house, since))
        for kind in birds:
            assert leaks(found, needles({kind: birds[kind]})) == [str(house.folder / "tmp" / f"escaped-{kind}")]
    finally:
        for kind in birds:
            (house.folder / "tmp" / f"escaped-{kind}").unlink()


def test_search_would_find_a_canary_in_the_database(tmp_path):
    birds, database = canaries(), tmp_path / "copy.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE notes (body TEXT)")
        connection.execute("INSERT INTO notes VALUES (?)", (f"dijo {birds['nie']}",))

    assert leaks(dict(tables(database)), needles(birds)) == ["table notes"]
