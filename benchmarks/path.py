"""Part `path`: our whole path, from POST /api/chat to the reply, in the application as a person starts it."""

import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.models import Trained, trained
from benchmarks.paths import NLU_DATA, ROOT
from benchmarks.served import Standing, events, our_application
from benchmarks.speed import PEOPLE, measure, warm
from benchmarks.tables import Table

NOTE = (
    "Development questions in five languages, each in a new conversation. `without engine`: the engine gave no answer within its 3 s and the "
    "knowledge base answered alone. `danger first`: a danger card, which never waits for the engine."
)


def tables() -> list[Table]:
    """Speed at 1, 8 and 32 people; start, training and memory."""
    training = our_training()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with our_application(folder) as app:
            first = app.seconds
        with our_application(folder) as app:
            second, rested = app.seconds, app.memory()
            speeds = _speeds(app)
            loaded = app.memory()
    return [speeds, _costs(training, first, second, rested, loaded)]


def our_training() -> Trained:
    """Our engine's model, trained apart from the one in use so that the training can be timed."""
    also = [*sorted((ROOT / "nlu" / "components").glob("*.py")), *sorted((ROOT / "nlu" / "terms").glob("*.yml"))]
    return trained("ours", ROOT / "config.yml", NLU_DATA, ROOT / "domain.yml", also)


def _speeds(app: Standing) -> Table:
    warm(app.served)
    rows, seen = [], _counted(app)
    for number, people in enumerate(PEOPLE):
        speed = measure(app.served, people, number)
        now = _counted(app)
        alone, danger = (now[kind] - seen[kind] for kind in ("engine_silent", "danger"))
        rows.append((people, speed.messages, speed.p50, speed.p95, speed.rate, alone, danger, speed.failed))
        seen = now
    head = ("people at once", "messages", "p50 ms", "p95 ms", "messages/s", "without engine", "danger first", "failed")
    return Table("The whole path of a message", head, rows, NOTE)


def _counted(app: Standing) -> Counter:
    found = events(app.log)
    silent = sum(event["event"] == "engine_silent" for event in found)
    return Counter(engine_silent=silent, danger=sum(bool(event.get("emergency")) for event in found))


def _costs(training: Trained, first: float, second: float, rested: tuple, loaded: tuple) -> Table:
    earlier = "in an earlier run" if training.kept else "in this run"
    rows = [
        ("first start until ready, content seeded, s", first),
        ("later start until ready, s", second),
        (f"training the engine ({earlier}), s", training.seconds),
        ("the same, seconds of one core's work", training.cpu_seconds),
        ("memory of the app, ready / after the messages, MB", f"{rested[0]:.0f} / {loaded[0]:.0f}"),
        ("memory of the engine, ready / after the messages, MB", f"{rested[1]:.0f} / {loaded[1]:.0f}"),
        ("memory in all, after the messages, MB", sum(loaded)),
    ]
    return Table("What it costs to run", ("what", "measured"), rows, "Resident memory (RSS), every process counted.")
