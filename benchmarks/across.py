"""Part `across`: questions in every language against content that exists in English only, without any example question."""

import json
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.paths import DEVELOPMENT
from benchmarks.tables import Table
from bot.bootstrap import House
from bot.settings import Settings
from knowledge_base.library import Shelf
from matching.calibration import best_positions
from matching.items import Item, ItemText
from matching.ranking import Ranking
from matching.signals import NAMES, Signals

HEARD = {
    "character BM25": ("lexical_other", "lexical"),
    "translation table": ("translated",),
    "sentence encoder": ("encoder_text",),
    "encoder and table": ("encoder_text", "translated"),
    "as shipped, with concepts": NAMES,
}
THREE = 3
NOTE = (
    "Right first / right among three, in per cent, of the development questions whose entry there is. Every entry keeps its English title, "
    "summary and text only. Weights: those shipped for content without examples. The entries' own translations were lessons of encoder "
    "and table; the questions were not."
)

Shares = dict[str, dict[str, tuple[float, float]]]  # heard -> language or variety -> (first, among three) in per cent


def tables() -> list[Table]:
    """One row per set of signals, one column per language; Darija apart."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(data_dir=Path(folder))).open()
        found = shares(house)
        house.database.dispose()
    spoken = list(found["sentence encoder"])
    rows = [(name, *(" / ".join(f"{share:.0f}" for share in of[language]) for language in spoken)) for name, of in found.items()]
    return [Table("Content in English only, asked in other languages", ("signals", *spoken), rows, NOTE)]


def shares(house: House) -> Shares:
    """Of the development questions, how often the right entry is first and among three, by set of signals and by language."""
    ranking = house.teaching.weights.titles_only.ranking
    signals = {city: english_only(house, city) for city in house.repository.cities()}
    right: dict[str, dict[str, list[tuple[bool, bool]]]] = {name: defaultdict(list) for name in HEARD}
    for line in (DEVELOPMENT / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        of = signals.get(asked.get("city"), signals[house.settings.city])
        wanted = {place for place, id in enumerate(of.ids) if id in asked["acceptable"]}
        if wanted:
            reading = of.read(asked["text"], asked["language"])
            for name, heard in HEARD.items():
                best = best_positions(_only(ranking, heard).utilities(reading), THREE)
                for group in ("all", _spoken(asked)):
                    right[name][group].append((best[0] in wanted, not wanted.isdisjoint(best)))
    return {name: {group: tuple(100 * np.mean(of, axis=0)) for group, of in sorted(groups.items())} for name, groups in right.items()}


def english_only(house: House, city: str) -> Signals:
    """Signals of a city's entries as if nobody had translated them nor asked anything yet."""
    items = Shelf(house.repository, city, house.teaching).items
    bare = [Item(i.id, {"en": ItemText(i.texts["en"].title, i.texts["en"].body)}) for i in items if "en" in i.texts]
    return Signals(bare, [], house.encoder, house.teaching.concepts, house.teaching.table)


def _only(ranking: Ranking, heard: tuple[str, ...]) -> Ranking:
    """What is heard, weighed as shipped; alone, or where nothing was learnt for it, with equal weights."""
    kept = tuple(weight if name in heard else 0.0 for name, weight in zip(NAMES, ranking.weights))
    return Ranking(kept if sum(weight > 0 for weight in kept) > 1 else tuple(float(name in heard) for name in NAMES))


def _spoken(asked: dict) -> str:
    """The language; of Arabic the variety, since Darija is another matter."""
    return asked["variety"] if asked["language"] == "ar" else asked["language"]
