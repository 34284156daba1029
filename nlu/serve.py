"""Runs the engine: `python -m nlu.serve --port P [--host H]`, on loopback unless told otherwise. Secrets come in the environment, never on
the command line.

Reads HARRERA_ENGINE_TOKEN (the app's messages carry it), HARRERA_ACTION_URL and HARRERA_ACTION_TOKEN (where Rasa calls the app), and
HARRERA_REDIS_URL (where several engines share their conversations; without it this one remembers alone).
"""

from __future__ import annotations

import argparse
import ctypes
import logging
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

ROOT = Path(__file__).parents[1]
PR_SET_PDEATHSIG = 1  # linux/prctl.h

from nlu.train import model_path  # noqa: E402  (the environment above must be set before anything of Rasa loads)


def die_with_parent() -> None:
    """On Linux: when the app dies, however it dies, the engine is told to end too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1", help="in a network of containers only: what goes over it is not encrypted")
    arguments = parser.parse_args()
    die_with_parent()
    model = model_path()
    if not model.exists():
        raise SystemExit("the dialogue engine is not trained: run `make train`")
    serve(arguments.host, arguments.port, model)
    return 0


def serve(host: str, port: int, model: Path) -> None:
    """Blocks until the process is told to stop."""
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints

    from nlu import faster_actions

    faster_actions.install()
    silence()
    rasa.core.run.serve_application(
        model_path=str(model),
        interface=host,
        port=port,
        credentials=str(ROOT / "nlu" / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "nlu" / endpoints())),
        enable_api=False,
    )


def endpoints() -> str:
    """Several engines share their conversations, one alone keeps them in its memory."""
    return "endpoints-shared.yml" if os.environ.get("HARRERA_REDIS_URL") else "endpoints.yml"


def silence() -> None:
    """Rasa's own lines may hold what a person wrote (it logs the text on errors), so none of them gets out."""
    import structlog

    logging.disable(logging.CRITICAL)
    structlog.configure(processors=[_drop])


def _drop(*_: object) -> NoReturn:
    import structlog

    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
