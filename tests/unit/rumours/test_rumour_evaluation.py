"""The figures for rumours, worked out by hand."""

import math

import pytest

from bot.errors import BadInput
from rumours.evaluation import Message, is_about_rumours, read_messages, summarise


def message(id: str, *rumours: str, topics: tuple[str, ...] = (), kind: str = "said", language: str = "es") -> Message:
    return Message(id, "text", language, frozenset(rumours), frozenset(topics), kind, "bilbao")


def prediction(decision: str, *ids: str, answered: int = 1, topic: str | None = None) -> dict:
    told = list(ids[:answered]) if decision == "answer" else []
    return {"decision": decision, "candidates": [{"id": id} for id in ids], "answered": told, "topic": topic, "milliseconds": 2.0}


MESSAGES = [
    message("1", "a"),
    message("2", "a", "b"),
    message("3", "a"),
    message("4", "a"),
    message("5", "a", topics=("t",), kind="mixed"),
    message("6", "a", topics=("t",), kind="mixed"),
    message("7", "a", "b", kind="two"),
    message("8", "a", "b", kind="two"),
    message("9", topics=("t",), kind="orientation"),
    message("10", kind="other", language="eu"),
]
MADE = [
    prediction("answer", "a"),
    prediction("answer", "c", "b"),
    prediction("ask", "b", "a"),
    prediction("none"),
    prediction("answer", "a", topic="t"),
    prediction("answer", "a", topic="x"),
    prediction("answer", "b", "a", answered=2),
    prediction("answer", "a", "b"),
    prediction("none"),
    prediction("answer", "a"),
]


def test_figures_are_those_worked_out_by_hand():
    found = summarise(MESSAGES, MADE)["all"]

    assert found["n"] == 8 and found["first"] == 62.5 and found["ranked_first"] == 62.5
    assert found["shown"] == 87.5, "the second and third among those shown"
    assert (found["wrong"], found["abstained"]) == (12.5, 12.5)
    assert (found["two"], found["both_of_two"]) == (2, 50.0)
    assert (found["others"], found["answered"]) == (2, 50.0)
    assert (found["mixed"], found["both"]) == (2, 50.0)


def test_figures_come_by_language_and_by_kind():
    assert list(summarise(MESSAGES, MADE)) == ["es", "eu", "all"]
    by_kind = summarise(MESSAGES, MADE, by="kind")
    assert by_kind["other"]["answered"] == 100 and math.isnan(by_kind["other"]["first"])


def test_lines_are_read_and_a_broken_one_is_named(tmp_path):
    file = tmp_path / "x.jsonl"
    file.write_text('{"id": 1, "text": "x", "rumour": "a", "acceptable_rumours": ["b"], "topic": "t", "acceptable": [], "kind": "two"}\n')
    (read,) = read_messages(file, "bilbao")
    assert is_about_rumours(file)
    assert (read.rumours, read.topics, read.kind, read.city) == ({"a", "b"}, {"t"}, "two", "bilbao")

    file.write_text('{"id": 1, "text": "x", "topic": "t"}\n{"id": 2}\n')
    assert not is_about_rumours(file)
    with pytest.raises(BadInput, match="x.jsonl:2"):
        read_messages(file, "bilbao")
