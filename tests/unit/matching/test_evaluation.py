"""The figures of `harrera evaluate`, worked out by hand."""

import math

import pytest

from bot.errors import BadInput
from matching.evaluation import Question, read_questions, summarise, summary_table


def question(id: str, *acceptable: str, language: str = "es") -> Question:
    return Question(id, "text", language, frozenset(acceptable), "bilbao")


def prediction(id: str, decision: str, *candidates: tuple[str, float], milliseconds: float = 2.0) -> dict:
    return {
        "id": id,
        "decision": decision,
        "candidates": [{"id": i, "probability": p} for i, p in candidates],
        "milliseconds": milliseconds,
    }


QUESTIONS = [
    question("1", "a"),
    question("2", "a", "b"),
    question("3", "a"),
    question("4", "a"),
    question("5"),
    question("6", language="eu"),
]
MADE = [
    prediction("1", "answer", ("a", 0.95)),
    prediction("2", "answer", ("c", 0.75), ("b", 0.2)),
    prediction("3", "ask", ("b", 0.45), ("a", 0.35)),
    prediction("4", "none", ("a", 0.15)),
    prediction("5", "none"),
    prediction("6", "answer", ("a", 0.65), milliseconds=12.0),
]


def test_figures_of_a_hand_made_example():
    figures = summarise(QUESTIONS, MADE)["es"]

    assert (figures["n"], figures["outside"]) == (4, 1)
    assert figures["first"] == 25.0  # 1
    assert figures["ranked_first"] == 50.0  # 1 and 4
    assert figures["shown"] == 75.0  # 1, 2 and 3
    assert figures["wrong"] == 25.0  # 2
    assert figures["abstained"] == 25.0  # 4
    assert figures["refused"] == 100.0
    # |0.95-1|, |0.75-0|, |0.45-0|, |0.15-1|, |0-0|, each a fifth
    assert figures["calibration_error"] == pytest.approx(100 * (0.05 + 0.75 + 0.45 + 0.85) / 5, abs=0.1)
    assert (figures["p50"], figures["p95"]) == (2.0, 2.0)


def test_all_stands_last_and_language_without_answerable_questions_has_no_share():
    summary = summarise(QUESTIONS, MADE)

    assert list(summary) == ["es", "eu", "all"]
    assert math.isnan(summary["eu"]["first"]) and summary["eu"]["refused"] == 0.0
    assert summary["all"]["refused"] == 50.0 and summary["all"]["n"] == 4


def test_table_has_a_line_per_language():
    lines = summary_table(summarise(QUESTIONS, MADE)).splitlines()

    assert len(lines) == 4 and len({len(line) for line in lines}) == 1


def test_questions_and_predictions_must_be_as_many():
    with pytest.raises(ValueError):
        summarise(QUESTIONS, MADE[:-1])


def test_lines_are_read_with_topic_rumour_and_city(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text(
        '{"id": 1, "text": "x", "language": "es", "topic": "a", "acceptable": ["b"], "city": "valencia"}\n\n'
        '{"id": 2, "text": "y", "language": "eu", "rumour": "r"}\n{"id": 3, "text": "z", "topic": null}\n'
    )
    first, second, third = read_questions(file, "bilbao")

    assert (first.acceptable, first.city) == (frozenset({"a", "b"}), "valencia")
    assert (second.acceptable, second.city) == (frozenset({"r"}), "bilbao")
    assert third.acceptable == frozenset() and third.language == ""


@pytest.mark.parametrize(
    "line", ["not json", "[]", '{"text": "secret"}', '{"id": 1}', '"secret"', '{"id":1,"text":"secret","acceptable":5}']
)
def test_broken_line_is_named_by_number_and_not_repeated(tmp_path, line):
    file = tmp_path / "q.jsonl"
    file.write_text(f'{{"id": 1, "text": "x"}}\n{line}\n')

    with pytest.raises(BadInput, match=r"q.jsonl:2") as raised:
        read_questions(file, "bilbao")
    assert "secret" not in str(raised.value)
