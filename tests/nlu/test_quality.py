"""How well acts are read in dialogues that the training data's authors have not seen: numbers with a tolerance, never the texts."""

import json
from collections import Counter

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from tests.nlu.conftest import ROOT

DIALOGUES = ROOT / "tests" / "quality" / "development" / "dialogues.jsonl"
LEAST, LEAST_PER_LANGUAGE = 57.0, 52.0  # per cent; measured 60.8 in all and 56.7 in the worst language (Basque)


def test_acts_of_unseen_dialogues_are_read(acts, capsys):
    lines = [json.loads(line) for line in DIALOGUES.read_text(encoding="utf-8").splitlines()]
    turns = [(line["language"], turn["text"], turn["act"]) for line in lines for turn in line["turns"]]
    read = [message.get(INTENT)["name"] for message in acts.process([Message({TEXT: text}) for _, text, _ in turns])]
    right, all_of = Counter(), Counter()
    for (language, _, act), found in zip(turns, read):
        for group in (language, "all"):
            all_of[group] += 1
            right[group] += act == found
    shares = {group: round(100 * right[group] / all_of[group], 1) for group in sorted(all_of)}
    with capsys.disabled():
        print(f" [acts right, %: {shares}]", end="")

    assert len(turns) > 100 and len(shares) == 6
    assert shares["all"] >= LEAST
    assert min(shares.values()) >= LEAST_PER_LANGUAGE
