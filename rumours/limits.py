"""Where the subject ends: what shares words with a rumour and carries none, and the messages that teach how sure to be."""

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from knowledge_base.entry import Entry
from knowledge_base.yaml_text import read_yaml
from matching.items import Negative
from matching.weights import Rehearsal, Weights
from rumours.pieces import claim

WEIGHTS = Path(__file__).parent / "model" / "weights.json"
QUESTIONS = 3  # of each entry and language that are no rumours: more drown the rumours, none lets questions through


def shipped_negatives() -> list[Negative]:
    """Orientation questions, true statements, opinions, what happened to people, greetings and the noise of chains."""
    found = []
    for file in sorted((files("rumours") / "negatives").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yml"):
            groups = read_yaml(file.read_text(encoding="utf-8"))
            found += [Negative(text, file.name[:-4]) for texts in groups.values() for text in texts]
    return found


def shipped_rehearsals() -> list[Rehearsal]:
    """What people say, written by somebody who had not seen the phrasings of the cards; cut as it is when it is matched."""
    lines = (files("rumours") / "rehearsal.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return [Rehearsal(claim(line["text"], line["language"]), line["language"], frozenset(line["acceptable"])) for line in read]


def negatives(entries: Iterable[Entry]) -> list[Negative]:
    """What is no rumour: the shipped lines, and some questions of each entry."""
    asked = (Negative(question, t.language) for entry in entries for t in entry.texts.values() for question in t.questions[:QUESTIONS])
    return [*shipped_negatives(), *asked]


def shipped_weights() -> Weights:
    """How to weigh the signals of a claim and how sure to be, learnt by `harrera encoder train`."""
    return Weights.from_json(WEIGHTS.read_text())
