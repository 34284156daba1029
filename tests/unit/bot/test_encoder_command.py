"""`harrera encoder train`: what is learnt from what, and in which order. The learning itself is tried in tests/unit/matching/test_student.py."""

from pathlib import Path

import pytest

from bot.cli import encoder


@pytest.fixture
def steps(monkeypatch):
    """Each step with the number of the house that it was given; a house is built from the encoder and the table that lie there then."""
    done: list[tuple] = []
    monkeypatch.setattr(encoder, "_house", lambda: done.append(("house",)) or len([step for step in done if step == ("house",)]))
    monkeypatch.setattr(encoder, "_lessons", lambda house, corpora: done.append(("lessons", house)) or ([], []))
    for name in ("_learn_questions", "_learn_rumours"):
        monkeypatch.setattr(encoder, name, lambda house, name=name: done.append((name, house)))
    monkeypatch.setattr(encoder, "_learn_table", lambda lessons: done.append(("table",)))
    monkeypatch.setattr(encoder, "evaluate", lambda file, through: done.append(("evaluate", file.name, through)))
    monkeypatch.setattr(encoder, "_teach", lambda *given: done.append(("teach", given[-1])))
    return done


WEIGHTS = [("_learn_questions", 2), ("_learn_rumours", 2)]


@pytest.mark.parametrize("further", [False, True])
def test_weights_are_learnt_in_a_house_built_after_the_teaching(steps, further):
    encoder.train(Path("corpora"), 1.0, None, Path("kept"), further, only_weights=False)

    assert steps == [("house",), ("lessons", 1), ("table",), ("teach", further), ("house",), *WEIGHTS]


def test_only_weights_leaves_encoder_and_table(steps):
    encoder.train(None, 1.0, None, Path("kept"), only_weights=True)

    assert steps == [("house",), ("_learn_questions", 1), ("_learn_rumours", 1)]


def test_only_weights_with_open_pairs_makes_the_table_anew(steps):
    encoder.train(Path("corpora"), 1.0, None, Path("kept"), only_weights=True)

    assert steps == [("house",), ("lessons", 1), ("table",), ("house",), *WEIGHTS]


def test_evaluation_is_the_last_step(steps):
    encoder.train(None, 1.0, None, Path("kept"), questions=Path("questions.jsonl"), only_weights=True)

    assert steps[-1] == ("evaluate", "questions.jsonl", "matcher")
