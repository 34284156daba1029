"""A stand-in Bot API on loopback, for tests of what really calls it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from connectors.simulator.telegram import StandIn
from connectors.simulator.telegram_people import TOKEN
from connectors.telegram_channel.sending import BotApi


@asynccontextmanager
async def bot_and_server(token: str = TOKEN) -> AsyncIterator[tuple[BotApi, StandIn]]:
    """(our side, Telegram's side), both closed at the end."""
    stand_in = StandIn()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(stand_in.app(), log_level="critical", lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    api = BotApi(token, f"http://127.0.0.1:{listener.getsockname()[1]}", patience=5.0)
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        yield api, stand_in
    finally:
        await api.close()
        server.should_exit = True
        await running
        listener.close()
