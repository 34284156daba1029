"""Part `acts`: which classifier should read the act of a message, our light one or Rasa's DIET, on sentences nobody trained on."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from benchmarks.models import Trained, asked, trained
from benchmarks.paths import NLU_DATA, ROOT
from benchmarks.sentences import Line, acts, by_language
from benchmarks.tables import Table

OUR_CLASSIFIER = "nlu.components.acts.ActClassifier"
DIET = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "entity_recognition": False},
]
# what the dialogue does with a message it is not sure of: it answers it as a question
UNSURE = "ask_question"
NOTE = (
    "Sentences drafted for evaluation, never trained on: the turns of the development dialogues, and nine answerable development questions of each language as `ask_question`. `act right`: the "
    "likeliest act is the one written down. `dialogue right`: the same after the fallback (an unsure message is answered as a question)."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one classifier made of the lines, and what it cost."""

    name: str
    model: Trained
    acts: list[str]
    sure: list[bool]
    milliseconds: list[float]
    resident_mb: float
    own_mb: float

    def used(self) -> list[str]:
        """The acts that the dialogue goes on with."""
        return [act if sure else UNSURE for act, sure in zip(self.acts, self.sure)]


def tables() -> list[Table]:
    """Accuracy per language and in all, and time, memory and training of both."""
    lines = acts()
    with tempfile.TemporaryDirectory() as folder:
        readings = [_read(name, _model(name, config, Path(folder)), lines) for name, config in _configs().items()]
    return [_accuracy(readings, lines), _per_act(readings, lines), _costs(readings)]


def _configs() -> dict[str, dict]:
    """Our pipeline as it is, and with DIET in place of our classifier."""
    ours = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    pipeline = ours["pipeline"]
    other = [step for component in pipeline for step in (DIET if component["name"] == OUR_CLASSIFIER else [component])]
    shared = {"recipe": ours["recipe"], "assistant_id": "acts", "language": ours["language"]}
    return {"light": shared | {"pipeline": pipeline}, "DIET": shared | {"pipeline": other}}


def _model(name: str, config: dict, folder: Path) -> Trained:
    written = folder / f"{name}.yml"
    written.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    also = [*sorted((ROOT / "nlu" / "components").glob("*.py")), *sorted((ROOT / "nlu" / "terms").glob("*.yml"))]
    return trained(f"acts-{name.lower()}", written, NLU_DATA, None, also)


def _read(name: str, model: Trained, lines: list[Line]) -> Reading:
    lines_asked = ({"text": line.text, "language": line.language} for line in lines)
    return Reading(name, model, **asked("acts", model.path, lines_asked, 600))


def _accuracy(readings: list[Reading], lines: list[Line]) -> Table:
    rows = []
    for language, positions in by_language(lines).items():
        shares = [_right(said, lines, positions) for r in readings for said in (r.acts, r.used())]
        rows.append((language, len(positions), *shares))
    head = ("language", "sentences", *(f"{r.name}, {what} %" for r in readings for what in ("act right", "dialogue right")))
    return Table("Acts read right on sentences nobody trained on", head, rows, NOTE)


def _per_act(readings: list[Reading], lines: list[Line]) -> Table:
    groups = {act: [n for n, line in enumerate(lines) if line.label == act] for act in sorted({line.label for line in lines})}
    rows = [(act, len(positions), *(_right(r.acts, lines, positions) for r in readings)) for act, positions in groups.items()]
    return Table("The same, by act", ("act", "sentences", *(f"{r.name} %" for r in readings)), rows)


def _costs(readings: list[Reading]) -> Table:
    rows = [
        (
            r.name,
            *(float(share) for share in np.percentile(r.milliseconds, (50, 95))),
            round(r.own_mb),
            round(r.resident_mb),
            r.model.seconds,
            r.model.cpu_seconds,
            r.model.peak_mb,
        )
        for r in readings
    ]
    head = (
        "classifier",
        "p50 ms",
        "p95 ms",
        "MB for the model and its libraries",
        "MB of the process",
        "training s",
        "of one core's work",
        "training peak MB",
    )
    note = "Milliseconds of the whole pipeline per message, one thread; training starts with an empty cache."
    return Table("What each classifier costs", head, rows, note)


def _right(said: list[str], lines: list[Line], positions: list[int]) -> float:
    return 100 * sum(said[n] == lines[n].label for n in positions) / len(positions)
