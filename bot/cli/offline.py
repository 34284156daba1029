"""A conversation for one command: the whole path of a message in this process, with an engine of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import uvicorn

from bot.bootstrap import House
from bot.cli.serving import listen
from bot.errors import EngineUnavailable
from bot.web import make_app

PATIENCE = 300.0  # seconds for the engine to start on a slow machine


@asynccontextmanager
async def whole_path(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client of the whole application, ready, engine included. Raises EngineUnavailable when it does not start."""
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(house, port), log_level="critical", access_log=False))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
            await _until_ready(client)
            yield client
    finally:
        server.should_exit = True
        await running


async def _until_ready(client: httpx.AsyncClient) -> None:
    for _ in range(int(PATIENCE * 5)):
        try:
            if (await client.get("/readyz")).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.2)
    raise EngineUnavailable("the dialogue engine did not start; run `make train`")
