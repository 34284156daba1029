"""Part `lookup`: cards for what an agent types, letter by letter, and the picture and the pocket card made of one."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.tables import Table
from bot.bootstrap import House
from bot.settings import Settings
from matching.items import Item, ItemText
from matching.matcher import Matcher
from matching.signals import Signals
from matching.stories import read_whole
from rumours.hearing import hear
from rumours.library import THRESHOLDS, as_item
from rumours.limits import shipped_rehearsals, shipped_weights
from rumours.looking_up import kit_of
from rumours.rumour import Rumour
from rumours.sharing.image import image_of
from rumours.sharing.pocket import pocket_card_of
from rumours.sharing.words import shared_words

FOREIGN = int(os.environ.get("HARRERA_BENCHMARK_CLAIMS", "15000"))
TYPED = 60  # messages, each looked up at every third of its letters
MADE = 20  # cards made as picture and on paper
TODAY = date(2026, 11, 22)
NOTE = (
    "Every message is looked up as it grows: at a third, at two thirds and whole. `processor`: time of the processor alone, which a busy "
    "machine does not change. The foreign collection is invented: claims with a title and a text of one language, recombined from ours."
)


def tables() -> list[Table]:
    """The cards alone, then beside a foreign collection; then what is made of a card."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(data_dir=Path(folder))).open()
        cards = house.cards.cards()
        own = [as_item(card) for card in cards]
        rows = [_looked_up(house, "cards", own), _looked_up(house, "cards and foreign claims", [*own, *_foreign(cards)])]
        made = [_made(house, cards, language) for language in ("es", "ar")]
        house.database.dispose()
    head = ("looked up in", "claims", "fit, s", "p50 ms", "p95 ms", "processor p50", "processor p95")
    return [
        Table("A look-up as the agent types", head, rows, NOTE),
        Table("A card made to hand on", ("language", "picture p50 ms", "picture p95 ms", "pocket card p50 ms", "pocket card p95 ms"), made),
    ]


def _looked_up(house: House, name: str, items: list[Item]) -> tuple:
    started = time.perf_counter()
    signals = Signals(items, house.not_rumours(), house.encoder, house.teaching.concepts, house.teaching.table)
    matcher = Matcher(signals, shipped_weights(), THRESHOLDS, reader=read_whole)
    fit = time.perf_counter() - started
    times = [_timed(hear, text, language, matcher.match) for text, language in _typed()]
    return (name, len(items), round(fit, 1), *_percentiles(wall for wall, _ in times), *_percentiles(cpu for _, cpu in times))


def _typed() -> Iterator[tuple[str, str]]:
    """(what stands in the field, its language)."""
    said = random.Random(5).sample(shipped_rehearsals(), TYPED)
    return ((line.text[: round(len(line.text) * part / 3)], line.language) for line in said for part in (1, 2, 3))


def _foreign(cards: list[Rumour]) -> Iterator[Item]:
    """Claims of somebody else's collection: each with the beginning of one of ours, the end of another, and a text."""
    chance, texts = random.Random(7), [text for card in cards for text in card.texts.values()]
    for number in range(FOREIGN):
        one = chance.choice(texts)
        other = chance.choice([text for text in texts if text.language == one.language])
        begin, end = one.claim.split(), other.claim.split()
        claim = " ".join([*begin[: len(begin) // 2], *end[len(end) // 2 :], f"{number}"])
        yield Item(f"foreign-{number}", {one.language: ItemText(claim, other.nuance)})


def _made(house: House, cards: list[Rumour], language: str) -> tuple:
    words = [shared_words(kit_of(card, language, TODAY), house.texts) for card in cards[:MADE]]
    image_of(words[0])  # the first one reads the fonts
    pictures = [_timed(image_of, one)[0] for one in words]
    papers = [_timed(pocket_card_of, one, "https://harrera.example.org/rumours/a-card")[0] for one in words]
    return (language, *_percentiles(pictures), *_percentiles(papers))


def _timed(do: Callable[..., object], *given: object) -> tuple[float, float]:
    """Milliseconds (on the clock, of the processor)."""
    clock, processor = time.perf_counter(), time.process_time()
    do(*given)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _percentiles(values: Iterable[float]) -> tuple[float, float]:
    found = np.fromiter(values, float)
    return float(np.percentile(found, 50)), float(np.percentile(found, 95))
