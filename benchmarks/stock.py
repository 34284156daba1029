"""Part `stock`: our whole path beside a stock Rasa 3.6.21 that answers one fixed text, asked in turns so that both meet the same noise."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.models import Trained, trained
from benchmarks.path import our_training
from benchmarks.served import Standing, our_application, stock_rasa
from benchmarks.speed import PEOPLE, Speed, measure, middle, warm
from benchmarks.stock_project import write_project
from benchmarks.tables import Table

ROUNDS = 3
MOST_MEMORY = 1500  # MB
LONGEST_START = 25  # seconds
NOTE = (
    "Median of {rounds} rounds, asked in turns; `ratio` is ours / stock. Ours redacts, looks for danger, finds the entry among all topics "
    "and counts; the stock action returns one fixed sentence."
)


@dataclass(frozen=True, slots=True)
class Side:
    """All figures of one assistant: speeds by number of people, memory in MB (own, beside it), seconds to start, its training."""

    speeds: dict[int, Speed]
    memory: tuple[float, float]
    start: float
    training: Trained


def tables() -> list[Table]:
    """Speeds and costs side by side, and the aims."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = stock_training(folder)
        ours_trained = our_training()
        with our_application(folder) as ours, stock_rasa(model.path, folder) as stock:
            speeds = _in_turns(ours, stock)
            sides = [
                Side({p: middle([r[p][side] for r in speeds]) for p in PEOPLE}, standing.memory(), standing.seconds, training)
                for side, (standing, training) in enumerate(((ours, ours_trained), (stock, model)))
            ]
    return [_speeds(*sides), _costs(*sides), _aims(*sides)]


def stock_training(folder: Path) -> Trained:
    """The stock model. Nothing it is made of is ours but the sentences."""
    write_project(folder)
    return trained("stock", folder / "config.yml", folder / "data", folder / "domain.yml")


def _in_turns(ours: Standing, stock: Standing) -> list[dict[int, tuple[Speed, Speed]]]:
    for side in (ours, stock):
        warm(side.served)
    return [
        {people: (measure(ours.served, people, turn), measure(stock.served, people, turn)) for people in PEOPLE} for turn in range(ROUNDS)
    ]


def _speeds(ours: Side, stock: Side) -> Table:
    rows = []
    for people in PEOPLE:
        mine, theirs = ours.speeds[people], stock.speeds[people]
        for figure, name in (("p50", "p50 ms"), ("p95", "p95 ms"), ("rate", "messages/s")):
            rows.append((f"{people} at once, {name}", *_ratio(getattr(mine, figure), getattr(theirs, figure))))
        rows.append((f"{people} at once, failed of {mine.messages}", mine.failed, theirs.failed, ""))
    return Table("Beside a stock Rasa", ("what", "ours", "stock", "ratio"), rows, NOTE.format(rounds=ROUNDS))


def _costs(ours: Side, stock: Side) -> Table:
    rows = [
        ("start until ready, s", *_ratio(ours.start, stock.start)),
        ("training on the clock, s", *_ratio(ours.training.seconds, stock.training.seconds)),
        ("training, seconds of one core's work", *_ratio(ours.training.cpu_seconds, stock.training.cpu_seconds)),
        ("peak memory of the training, MB", *_ratio(ours.training.peak_mb, stock.training.peak_mb)),
        ("memory in all after the messages, MB", *_ratio(sum(ours.memory), sum(stock.memory))),
    ]
    return Table("Costs beside a stock Rasa", ("what", "ours", "stock", "ratio"), rows, "Stock memory: Rasa and its action server.")


def _aims(ours: Side, stock: Side) -> Table:
    p50, rate = ours.speeds[1].p50 / stock.speeds[1].p50, ours.speeds[8].rate / stock.speeds[8].rate
    rows = [
        ("p50 of one person, ours / stock", p50, "at most 1", _met(p50 <= 1)),
        ("messages/s of 8 people, ours / stock", rate, "at least 2", _met(rate >= 2)),
        ("memory in all, MB", sum(ours.memory), f"under {MOST_MEMORY}", _met(sum(ours.memory) < MOST_MEMORY)),
        ("first start until ready, s", ours.start, f"at most {LONGEST_START}", _met(ours.start <= LONGEST_START)),
    ]
    return Table("Aims", ("aim", "measured", "wanted", "met"), rows)


def _ratio(mine: float, theirs: float) -> tuple[float, float, float]:
    return float(mine), float(theirs), mine / theirs


def _met(reached: bool) -> str:
    return "yes" if reached else "no"
