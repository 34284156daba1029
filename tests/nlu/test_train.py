"""A model is named after its ingredients: it is trained again when one of them changes, and only then."""

import shutil

import pytest

from nlu import train


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The ingredients in a folder of their own."""
    for path in train.ingredients():
        target = tmp_path / path.relative_to(train.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    monkeypatch.setattr(train, "ROOT", tmp_path)
    monkeypatch.setattr(train, "MODELS", tmp_path / "nlu" / "models")
    return tmp_path


INGREDIENTS = [
    "config.yml",
    "domain.yml",
    "nlu/requirements.lock",
    "nlu/data/eu/acts.yml",
    "nlu/data/rules.yml",
    "nlu/terms/ar.yml",
    "nlu/components/acts.py",
]


@pytest.mark.parametrize("name", INGREDIENTS)
def test_changed_ingredient_makes_another_model(copy, name):
    before = train.model_path()
    with open(copy / name, "a") as file:
        file.write("\n# changed\n")

    assert train.model_path() != before


def test_unchanged_ingredients_make_the_same_model(copy):
    before = train.model_path()
    (copy / "nlu" / "data" / "README.md").write_text("not an ingredient")

    assert train.model_path() == before
    assert before.name.startswith("harrera-") and before.parent == train.MODELS


def test_ingredients_are_many_and_sorted():
    found = train.ingredients()

    assert found == sorted(found) and len(found) >= 15


def test_trained_model_is_not_trained_again(copy, monkeypatch, capsys):
    train.MODELS.mkdir(parents=True)
    train.model_path().write_bytes(b"model")
    monkeypatch.setattr(train, "train", lambda path: pytest.fail("trained again"))

    assert train.main() == 0
    assert capsys.readouterr().out.strip() == str(train.model_path().relative_to(copy))


def test_todays_model_is_there():
    assert train.model_path().exists(), "run `make train`"
