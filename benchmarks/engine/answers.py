"""Ranks answers with a trained ResponseSelector: `python -m benchmarks.engine.answers MODEL`, {"text"} lines in, one JSON list out.

Out: for each line the names of the answers, likeliest first.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


async def rank_all(model: str, lines: list) -> list:
    """Through the engine's own parser."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    processor = Agent.load(model).processor
    ranked = []
    for line in lines:
        parsed = await processor.parse_message(UserMessage(line["text"]))
        # of a selector without an intent of its own; ten answers (rasa 3.6.21, rasa/nlu/selectors/response_selector.py)
        ranking = parsed["response_selector"]["default"]["ranking"]
        ranked.append([answer["intent_response_key"].split("/", 1)[1] for answer in ranking])
    return ranked


if __name__ == "__main__":
    print(json.dumps(asyncio.run(rank_all(sys.argv[1], [json.loads(line) for line in sys.stdin]))))
