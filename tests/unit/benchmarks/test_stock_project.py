"""The stock project is as strong as Rasa makes it, and learns from the same sentences."""

import yaml

from benchmarks.stock_project import ACTION, training_files, write_project


def project(folder) -> tuple[dict, dict, dict]:
    write_project(folder)
    return tuple(yaml.safe_load((folder / name).read_text(encoding="utf-8")) for name in ("config.yml", "domain.yml", "data/rules.yml"))


def test_every_intent_has_one_rule_with_our_action(tmp_path):
    _, domain, talk = project(tmp_path)
    ruled = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in talk["rules"]}
    assert len(domain["intents"]) > 20
    assert set(ruled) == {*domain["intents"], "nlu_fallback"}
    assert set(ruled.values()) == {ACTION}


def test_stock_learns_the_very_sentences_of_our_engine(tmp_path):
    project(tmp_path)
    assert len(training_files()) >= 5
    for source in training_files():
        assert (tmp_path / "data" / f"{source.parent.name}.yml").read_bytes() == source.read_bytes()


def test_nothing_learns_shorter_than_the_default(tmp_path):
    config, _, _ = project(tmp_path)
    epochs = [part["epochs"] for part in config["pipeline"] + config["policies"] if "epochs" in part]
    assert epochs == [100, 100, 100, 100]


def test_two_projects_are_the_same_to_the_byte(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_project(tmp_path / name)
    assert (tmp_path / "one" / "config.yml").read_bytes() == (tmp_path / "two" / "config.yml").read_bytes()
    assert (tmp_path / "one" / "data" / "rules.yml").read_bytes() == (tmp_path / "two" / "data" / "rules.yml").read_bytes()
