"""Captures the JSON examples of this folder from the real engine: `.venv/bin/python -m tests.contract.engine.capture`.

A small application stands where the app stands: it keeps what the engine asks and what our actions answer. The words said are made up
here; pseudonyms, times, ids and confidences are replaced, so that the examples hold nothing of anybody and change only with the protocol.
"""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.actions.protocol import read_turn, write_outcome
from bot.actions.registry import run_action
from bot.bootstrap import House
from bot.dialogue.client import EngineClient
from bot.dialogue.engine import EngineProcess, free_port
from bot.messages import RedactedMessage
from bot.payloads import parse_payload
from bot.settings import Settings

FOLDER = Path(__file__).parent
SENDER = "0" * 32
SAID = {
    "greet": "hola",
    "question": "no tengo papeles, puedo ir al medico?",
    "aspect": "y cuanto cuesta?",
    "check_start": "act:start_padron_check",
    "check_document": "check:identity_document=valid",
    "language": "language:eu",
    "forget": "act:forget_me",
}
_VOLATILE = {"timestamp", "latest_event_time", "message_id", "model_id", "assistant_id", "confidence", "parse_data", "version"}
_DROPPED = {"events", "intent_ranking"}


def neutral(node: Any, key: str = "") -> Any:
    """The same without what differs from run to run."""
    if key in _VOLATILE and not isinstance(node, (dict, list)):
        return 1.0 if isinstance(node, float) else str(type(node).__name__)
    if isinstance(node, dict):
        return {name: neutral(value, name) for name, value in node.items() if name not in _DROPPED or key == "answer"}
    if isinstance(node, list):
        return [neutral(value) for value in node]
    return re.sub(r"\d\d:\d\d", "00:00", node) if isinstance(node, str) else node


async def main() -> None:
    """Say everything of SAID and write one example per message and per action."""
    house = House(Settings()).open()
    house.library.open("bilbao")
    port, asked = free_port(), []
    server = uvicorn.Server(uvicorn.Config(_app(house, asked), port=port, log_level="critical"))
    engine = EngineProcess(house.settings.engine_python, 0, "capture")
    client = EngineClient(engine.addresses, 30.0, 1)
    serving = asyncio.create_task(server.serve())
    engine.start(f"http://127.0.0.1:{port}/webhook", client.is_ready)
    while not await client.is_ready():
        await asyncio.sleep(0.3)
    for name, text in SAID.items():
        asked.clear()
        await _say(client, name, text)
        for number, example in enumerate(asked):
            _write(f"action_{name}_{number}", example)
    await engine.stop()
    await client.close()
    server.should_exit = True
    await serving


async def _say(client: EngineClient, name: str, text: str) -> None:
    """Through the app's own client; a hook keeps what went over the wire."""
    seen: dict[str, Any] = {}

    async def keep(response: httpx.Response) -> None:
        await response.aread()
        seen.update(request=json.loads(response.request.content), answer=response.json())

    (engine,) = client._engines
    engine.http.event_hooks = {"response": [keep]}
    await client.send(RedactedMessage(text, "es", SENDER, "web", "bilbao", parse_payload(text)), "es")
    engine.http.event_hooks = {}
    _write(f"channel_{name}", seen)


def _app(house: House, asked: list[dict]) -> FastAPI:
    app = FastAPI()

    @app.post("/webhook")
    async def action(request: Request) -> JSONResponse:
        body = await request.json()
        answer = write_outcome(run_action(read_turn(body, "es", "bilbao"), house.toolbox("bilbao")))
        asked.append({"request": body, "answer": answer})
        return JSONResponse(answer)

    return app


def _write(name: str, example: dict) -> None:
    text = json.dumps(neutral(example), ensure_ascii=False, indent=1, sort_keys=True)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
