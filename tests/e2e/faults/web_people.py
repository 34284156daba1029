"""People on the page while something is broken: each asks once and must get the answer at once."""

import asyncio

import httpx

from tests.e2e.faults.crowd import QUESTIONS


async def ask(url: str, people: int, address: str, times: int = 1) -> list[str]:
    """What was wrong with each answer that was not the right one."""
    wire = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(base_url=url, transport=wire, timeout=60, trust_env=False) as client:
        questions = [question for _ in range(times) for question in list(QUESTIONS) * (people // len(QUESTIONS))]
        found = await asyncio.gather(*(_ask(client, question) for question in questions))
    return [wrong for wrong in found if wrong]


async def _ask(client: httpx.AsyncClient, question: str) -> str:
    response = await client.post("/api/chat", json={"text": question})
    if response.status_code != 200:
        return f"status {response.status_code}"
    topics = [reply["topic"] for reply in response.json()["replies"] if reply["topic"]]
    return "" if topics == [QUESTIONS[question]] else f"topics {topics} instead of {QUESTIONS[question]}"
