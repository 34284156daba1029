"""The project we compare with: Rasa's own default pipeline and policies, our training sentences, one rule per intent calling one action."""

from pathlib import Path

import yaml

from benchmarks.paths import NLU_DATA

ACTION = "action_fixed_answer"
# rasa 3.6.21, rasa/engine/recipes/config_files/default_config.yml: what `rasa init` trains with
EPOCHS = 100
PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "constrain_similarities": True},
]
# as many short stories as `rasa init` writes, so that the policies that learn have something to learn
STORIES = (("greet", "ask_question"), ("greet", "ask_question", "thanks"), ("ask_question", "ask_aspect", "goodbye"))


def write_project(folder: Path) -> None:
    """config.yml, domain.yml and data/ in `folder`, without anything that differs between two runs."""
    intents = sorted({block["intent"] for path in training_files() for block in _read(path)["nlu"]})
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    config = {"recipe": "default.v1", "assistant_id": "stock", "language": "en", "pipeline": PIPELINE, "policies": POLICIES}
    _write(folder / "config.yml", config)
    _write(folder / "domain.yml", _domain(intents))
    _write(data / "rules.yml", _talk(intents))
    for path in training_files():
        (data / f"{path.parent.name}.yml").write_bytes(path.read_bytes())


def write_serving(folder: Path, action_url: str) -> None:
    """endpoints.yml and credentials.yml: the REST channel, the default tracker store, and the action server."""
    _write(folder / "endpoints.yml", {"action_endpoint": {"url": action_url}})
    _write(folder / "credentials.yml", {"rest": None})


def training_files() -> list[Path]:
    """The sentences of all languages, the ones our own engine learns from."""
    return sorted(NLU_DATA.glob("*/acts.yml"))


def _domain(intents: list[str]) -> dict:
    session = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    return {"version": "3.1", "intents": intents, "actions": [ACTION], "session_config": session}


def _talk(intents: list[str]) -> dict:
    rules = [{"rule": intent, "steps": _answered([intent])} for intent in [*intents, "nlu_fallback"]]
    stories = [{"story": " then ".join(story), "steps": _answered(story)} for story in STORIES]
    return {"version": "3.1", "rules": rules, "stories": stories}


def _answered(intents) -> list[dict]:
    return [step for intent in intents for step in ({"intent": intent}, {"action": ACTION})]


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, content: dict) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
