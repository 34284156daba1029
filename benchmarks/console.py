"""Part `console`: how long the pages of staff take with 1,000 entries in eleven languages and a million counted questions, on SQLite and PostgreSQL."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from fastapi import FastAPI
from fastapi.testclient import TestClient

from benchmarks.scale_process import real_entries
from benchmarks.synthetic import CITY, LANGUAGES, entries
from benchmarks.tables import Table
from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate, transaction
from bot.storage.tables import answer_count
from bot.texts import FIRST
from console.accounts import Role
from console.audit import Deed
from knowledge_base.entry import Entry
from tests.contract.storage.databases import postgres_database
from tests.unit.console.world import PASSWORD, Browser

ENTRIES, QUESTIONS, DEEDS, ASKED = 1_000, 1_000_000, 2_000, 15
OF_AN_ENTRY = ("", "/text/es", "/text/ar", "/frame", "/history")
NOTE = (
    f"{ENTRIES:,} invented entries in {len(FIRST)} languages, {QUESTIONS:,} questions counted over a year, {DEEDS:,} deeds in the trail; signed in with "
    f"every role, each page {ASKED} times after once for warming up, in one process without a network between. The pages are those of the rail, and "
    "those of one entry. Work is the processor's time, p50, which other work on the machine changes less than the time that one waits."
)


def tables() -> list[Table]:
    """One row for each page."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        measured = {"SQLite": _measure(folder, "")}
        measured["PostgreSQL"] = _measure(folder, stack.enter_context(postgres_database()))
    head = ("page", *(f"{name} {share} ms" for name in measured for share in ("p50", "p95", "work")))
    rows = [(page, *(figure for of_page in measured.values() for figure in of_page[page])) for page in measured["SQLite"]]
    return [Table("Pages of the console", head, rows, NOTE)]


def _measure(folder: Path, url: str) -> dict[str, tuple[float, ...]]:
    with _console(Settings(data_dir=folder, database_url=url, city=CITY)) as browser:
        pages = re.findall(r'<a href="/console(/[^"]*)"', browser.get("/").text.split('class="rail"')[1].split("</nav>")[0])
        pages += [f"/knowledge/{CITY}/topic-7{page}" for page in OF_AN_ENTRY]
        return {page: _times(browser, page) for page in dict.fromkeys(pages)}


def _times(browser: Browser, page: str) -> tuple[float, ...]:
    """Milliseconds, p50 and p95, and p50 of the work alone."""
    taken = []
    for _ in range(ASKED + 1):
        started, worked = time.perf_counter(), time.process_time()
        answer = browser.get(page)
        taken.append(((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000))
        assert answer.status_code == 200, (page, answer.status_code)
    waited, work = zip(*taken[1:])
    return (*map(float, np.percentile(waited, (50, 95))), float(np.percentile(work, 50)))


@contextmanager
def _console(settings: Settings) -> Iterator[Browser]:
    house = House(settings)
    migrate(house.database)
    house.repository.save(_in_all_languages(entry) for entry in entries(real_entries(), ENTRIES))
    _count(house)
    desk = house.staff.desk
    account, _ = desk.people.invite("Everybody", frozenset(Role), by=None)
    desk.own.set_password(account, PASSWORD)
    for number in range(DEEDS):
        desk.audit.record(Deed(account.id, "write_entry", "entry", f"{CITY}/topic-{number % ENTRIES}"))
    app = FastAPI()
    app.mount("/console", house.staff.console())
    browser = Browser(TestClient(app, follow_redirects=False))
    assert browser.signs_in("Everybody").status_code == 303
    yield browser
    house.database.dispose()


def _in_all_languages(entry: Entry) -> Entry:
    models = [entry.texts[language] for language in LANGUAGES]
    return replace(entry, texts={code: replace(models[number % len(models)], language=code) for number, code in enumerate(FIRST)})


def _count(house: House) -> None:
    """Few topics and languages are asked for often, most seldom, as people do."""
    chance, today = random.Random(7), date.today()
    topics, days = [f"topic-{number}" for number in range(200)], [today - timedelta(days=number) for number in range(365)]
    often = [1 / (number + 1) for number in range(len(topics))]
    columns = (
        chance.choices(days, k=QUESTIONS),
        chance.choices(("web", "telegram", "whatsapp"), (5, 3, 2), k=QUESTIONS),
        chance.choices(FIRST, often[: len(FIRST)], k=QUESTIONS),
        chance.choices(topics, often, k=QUESTIONS),
        chance.choices(("answer", "ask", "none"), (8, 1, 1), k=QUESTIONS),
    )
    names = ("day", "channel", "language", "topic", "decision")
    rows = [dict(zip(names, values), emergency=False, n=n) for values, n in Counter(zip(*columns)).items()]
    with transaction(house.database) as connection:
        for first in range(0, len(rows), 20_000):
            connection.execute(answer_count.insert(), rows[first : first + 20_000])
