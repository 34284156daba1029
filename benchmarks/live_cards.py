"""Part `live`, cards: from the moment a card is published, or a claim attached to one, until every process answers with it."""

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.paths import ROOT
from benchmarks.synthetic import unheard_word
from benchmarks.tables import Table
from bot.storage.database import migrate
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.editing.life import Desk
from matching.similar import alike
from rumours.card_check import check_cards
from rumours.editing.desk import CardPapers
from rumours.radar import MemoryRadar, UnmatchedClaim, week_of
from rumours.repository import EVERYWHERE
from rumours.rumour import Rumour
from rumours.sql_repository import SqlRumourRepository
from rumours.unmatched import ClaimQueue
from tests.contract.storage.databases import engine_of, postgres_database

PROCESSES, CHANGES, LANGUAGE = 2, 20, "es"
TOO_LONG = 60.0  # seconds
NOTE = (
    f"The cards of the house in all their languages. {PROCESSES} processes that follow one PostgreSQL database as the app does, and a third "
    f"that changes {CHANGES} cards, one after the other: publishes another text and another way of saying it, or attaches a claim. Counted "
    "from before the change until the last process finds the card by words it did not know before."
)
Answering = Callable[[str], object]  # opens a process that answers, for the address of a database


def table(answering: Answering) -> Table:
    """One row for each kind of change."""
    with postgres_database() as url, engine_of(url) as engine, ExitStack() as stack:
        migrate(engine)
        repository = SqlRumourRepository(engine)
        cards = check_cards(ROOT / "rumours" / "content", _Any()).sound
        repository.save(cards)
        processes = [stack.enter_context(answering(url)) for _ in range(PROCESSES)]
        for process in processes:
            process.said()  # it is ready
        chosen = random.Random(7).sample(cards, 2 * CHANGES)
        rows = [_row("published", _publishing(repository), processes, chosen[:CHANGES])]
        rows.append(_row("attached", _attaching(repository), processes, chosen[CHANGES:]))
    return Table("From a changed card to the answer", ("change", "p50 s", "p95 s", "longest s"), rows, NOTE)


def _row(name: str, change: Callable[[Rumour, str], None], processes: list, cards: list[Rumour]) -> tuple:
    times = [_seconds(change, processes, card, unheard_word(f"{name} {number}")) for number, card in enumerate(cards)]
    return (name, *(float(share) for share in np.percentile(times, (50, 95, 100))))


def _seconds(change: Callable[[Rumour, str], None], processes: list, card: Rumour, words: str) -> float:
    started = time.perf_counter()
    change(card, words)
    for process in processes:
        while process.ask(words).get("topic") != card.id:
            if time.perf_counter() - started > TOO_LONG:
                raise TimeoutError("a changed card was not answered")
            time.sleep(0.01)
    return time.perf_counter() - started


def _desk(repository: SqlRumourRepository) -> Desk:
    return Desk(CardPapers(repository, set), MemoryDrafts())


def _publishing(repository: SqlRumourRepository) -> Callable[[Rumour, str], None]:
    desk = _desk(repository)

    def publish(card: Rumour, words: str) -> None:
        text = card.texts[LANGUAGE]
        newer = replace(text, public=f"{text.public} {words}", phrasings=(*text.phrasings, words))
        desk.change(EVERYWHERE, card.id, "ana", lambda live: replace(live, texts={**live.texts, LANGUAGE: newer}))

    return publish


def _attaching(repository: SqlRumourRepository) -> Callable[[Rumour, str], None]:
    radar = MemoryRadar()
    queue = ClaimQueue(radar, _desk(repository), alike)

    def attach(card: Rumour, words: str) -> None:
        claim = UnmatchedClaim("bilbao", week_of(date.today()), LANGUAGE, words)
        radar.report(claim)
        queue.attach([claim.id], card.id, LANGUAGE, words, "ana")

    return attach


class _Any:
    """Whatever entry a card names is there."""

    def __contains__(self, id: object) -> bool:
        return True
