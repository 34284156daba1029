"""What several tests of the room read: our own cards, and the messages that we measure with."""

import json

import pytest

from knowledge_base.problems import Problems
from rumours.card_drafts import finished
from rumours.card_files import read_cards
from rumours.rumour import Rumour
from tests.house.tree import ROOT


@pytest.fixture(scope="session")
def our_cards() -> list[Rumour]:
    return [finished(draft) for draft in read_cards(ROOT / "rumours" / "content", Problems())]


@pytest.fixture(scope="session")
def development() -> list[str]:
    lines = (ROOT / "tests" / "quality" / "development" / "rumours.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]
