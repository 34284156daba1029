"""The trained engine, loaded once: `make test` trained it before. Nothing of it is served here."""

import os
from pathlib import Path
from typing import Any

import pytest

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def domain():
    from rasa.shared.core.domain import Domain

    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture(scope="session")
def training_files() -> dict[str, dict[str, list[str]]]:
    """Language -> intent -> its sentences, as written."""
    import yaml

    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted((ROOT / "nlu" / "data").glob("*/acts.yml")):
        blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        found[path.parent.name] = {block["intent"]: _sentences(block["examples"]) for block in blocks}
    return found


def _sentences(examples: str) -> list[str]:
    return [line[2:].strip() for line in examples.splitlines() if line.startswith("- ")]


@pytest.fixture(scope="session")
def acts() -> Any:
    """The classifier out of the trained model."""
    import io
    import tarfile

    import joblib

    from nlu.components.acts import ActClassifier
    from nlu.train import model_path

    assert model_path().exists(), "run `make train`"
    with tarfile.open(model_path()) as archive:
        (member,) = [name for name in archive.getnames() if name.endswith("acts.joblib")]
        model = joblib.load(io.BytesIO(archive.extractfile(member).read()))
    return ActClassifier(ActClassifier.get_default_config(), None, None, model)


@pytest.fixture(scope="session")
def matcher() -> Any:
    from nlu.components.terms import TermMatcher

    return TermMatcher.create({}, None, None, None)
