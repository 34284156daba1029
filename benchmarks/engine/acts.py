"""Reads acts with a trained model: `python -m benchmarks.engine.acts MODEL`, {"text", "language"} lines in, one JSON object out.

Out: {"acts": most likely act per line, "sure": whether the fallback let it pass, "milliseconds" per line, "resident_mb", "own_mb"}.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
FALLBACK = "nlu_fallback"
WARMING = 10


async def read_all(model: str, lines: list) -> dict:
    """Through the engine's own parser, one message at a time as a person's would come."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    before = resident_mb()
    processor = Agent.load(model).processor
    acts, sure, milliseconds = [], [], []
    for position, line in enumerate([*lines[:WARMING], *lines]):
        started = time.perf_counter()
        parsed = await processor.parse_message(UserMessage(line["text"], metadata={"text_language": line["language"]}))
        if position >= WARMING:
            milliseconds.append(round((time.perf_counter() - started) * 1000, 3))
            sure.append(parsed["intent"]["name"] != FALLBACK)
            acts.append(next(intent["name"] for intent in parsed["intent_ranking"] if intent["name"] != FALLBACK))
    after = resident_mb()
    return {"acts": acts, "sure": sure, "milliseconds": milliseconds, "resident_mb": after, "own_mb": after - before}


def resident_mb() -> float:
    """Resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(read_all(sys.argv[1], [json.loads(line) for line in sys.stdin]))))
