"""Trains the engine when its training data changed: `python -m nlu.train`. Prints the model's path."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "nlu" / "models"


def ingredients() -> list[Path]:
    """Everything a model is made of, sorted."""
    found = [*(ROOT / "nlu").glob("data/**/*.yml"), *(ROOT / "nlu").glob("components/*.py"), *(ROOT / "nlu").glob("terms/*.yml")]
    return sorted([*found, ROOT / "config.yml", ROOT / "domain.yml", ROOT / "nlu" / "requirements.lock"])


def model_path() -> Path:
    """Where the model of today's ingredients is or will be; its name is their hash."""
    digest = hashlib.sha256()
    for path in ingredients():
        digest.update(path.read_bytes())
    return MODELS / f"harrera-{digest.hexdigest()[:12]}.tar.gz"


def main() -> int:
    path = model_path()
    if not path.exists():
        train(path)
    print(path.relative_to(ROOT))
    return 0


def train(path: Path) -> None:
    """Train into `path` and remove the models of older ingredients. Raises SystemExit when Rasa made no model."""
    started = time.monotonic()
    tell_nobody()
    print("· Training the dialogue engine (about a minute)", file=sys.stderr, flush=True)
    from rasa.model_training import train as train_model

    result = train_model(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=str(ROOT / "nlu" / "data"),
        output=str(MODELS),
        fixed_model_name=path.name[: -len(".tar.gz")],
        persist_nlu_training_data=False,
    )
    if result.code != 0 or not path.exists():
        raise SystemExit("the dialogue engine was not trained; see the lines above")
    for old in MODELS.glob("harrera-*.tar.gz"):
        if old != path:
            old.unlink()
    print(f"· Trained in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)


def tell_nobody() -> None:
    """Rasa would report to its makers that, where and on what it was trained. Before anything of it is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"


if __name__ == "__main__":
    sys.exit(main())
