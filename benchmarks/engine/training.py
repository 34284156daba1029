"""Trains a Rasa project from nothing: `python -m benchmarks.engine.training CONFIG DATA DOMAIN FOLDER NAME`; without policies when DOMAIN is "-".

The last line of standard output is JSON: {"seconds" on the clock, "cpu_seconds", "peak_mb"}. Importing Rasa, about ten seconds, is not counted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
NOTHING = "-"


def main(config: str, data: str, domain: str, folder: str, name: str) -> int:
    with tempfile.TemporaryDirectory() as cache:
        # Rasa reuses what it trained before; a measured training starts with an empty cache
        os.environ["RASA_CACHE_DIRECTORY"] = cache
        from rasa.model_training import train, train_nlu

        started, worked = time.perf_counter(), time.process_time()
        if domain == NOTHING:
            path = train_nlu(config, data, output=folder, fixed_model_name=name)
        else:
            path = train(domain=domain, config=config, training_files=data, output=folder, fixed_model_name=name).model
        cost = {"seconds": round(time.perf_counter() - started, 1), "cpu_seconds": round(time.process_time() - worked, 1)}
    if not path:
        return 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(cost | {"peak_mb": round(peak)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
