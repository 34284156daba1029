"""A stand-in on a real port of this machine, for as long as a block lasts."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import uvicorn


class Serving:
    """`with Serving(app) as url`: an ASGI application on a free loopback port, in a thread of its own."""

    def __init__(self, app: Callable[..., Any]):
        self._app = app

    def __enter__(self) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(self._app, log_level="critical", access_log=False, timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve(sockets=[listener])), daemon=True)
        self._thread.start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
