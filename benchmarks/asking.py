"""The people: asks questions over HTTP, so many at once, in a process of its own so that it takes no time from what it measures.

Reads {"url", "protocol", "texts", "people"} as JSON from standard input and writes {"milliseconds", "seconds", "failed"}, milliseconds
of the answered ones only.
"""

import asyncio
import json
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import httpx

LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Protocol:
    """How to ask in a new conversation, and whether an answer holds words."""

    body: Callable[[str], dict]
    answered: Callable[[object], bool]


PROTOCOLS = {
    "harrera": Protocol(lambda text: {"text": text}, lambda answer: bool(answer["replies"][0]["text"])),
    "rasa": Protocol(lambda text: {"sender": uuid.uuid4().hex, "message": text}, lambda answer: bool(answer[0]["text"])),
}


async def ask_all(url: str, protocol: Protocol, texts: list[str], people: int) -> dict:
    """Every text once; `people` of them wait for an answer at any moment."""
    waiting, milliseconds, failed = iter(texts), [], 0

    async def person(client: httpx.AsyncClient) -> None:
        nonlocal failed
        for text in waiting:
            started = time.perf_counter()
            if await _ask(client, url, protocol, text):
                milliseconds.append((time.perf_counter() - started) * 1000)
            else:
                failed += 1  # and its time does not count: a refusal is quick

    async with httpx.AsyncClient(timeout=LONGEST_WAIT, trust_env=False, limits=httpx.Limits(max_connections=people)) as client:
        started = time.perf_counter()
        await asyncio.gather(*(person(client) for _ in range(people)))
    return {"milliseconds": milliseconds, "seconds": time.perf_counter() - started, "failed": failed}


async def _ask(client: httpx.AsyncClient, url: str, protocol: Protocol, text: str) -> bool:
    try:
        response = await client.post(url, json=protocol.body(text))
        return response.status_code == 200 and protocol.answered(response.json())
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return False


if __name__ == "__main__":
    job = json.load(sys.stdin)
    print(json.dumps(asyncio.run(ask_all(job["url"], PROTOCOLS[job["protocol"]], job["texts"], job["people"]))))
