"""`harrera serve`: the whole house on one machine."""

import os
import socket
import time
from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Folder for everything written at run time.")] = None,
) -> None:
    """Seed the content, start the dialogue engine and the web server, and say where the chat is."""
    started = time.monotonic()
    for library in ("OMP", "OPENBLAS"):  # one message is too small to share among cores; threads that wait for each other only cost
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    print("· Opening the house", flush=True)
    import uvicorn

    from bot import privacy_log
    from bot.bootstrap import House
    from bot.settings import Settings
    from bot.web import make_app

    given = {"host": host, "port": port, "data_dir": data_dir}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    privacy_log.configure()
    listener = listen(settings.host, settings.port)
    bound = listener.getsockname()[1]
    app = make_app(House(settings).open(), bound, lambda: _announce(settings.host, bound, started))
    # "critical": uvicorn would print the traceback of an unexpected error, and its words could hold a message
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=5))
    server.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Bound before anything else, so that a taken port is said at once and the engine knows where to call."""
    from bot.errors import Misconfigured

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only on sockets that say they are TCP; without it every answer waits up to 40 ms
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise Misconfigured(f"cannot listen on port {port}: {error.strerror}") from error
    return listener


def _announce(host: str, port: int, started: float) -> None:
    from bot.privacy_log import log

    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    log("started", port=port, seconds=round(time.monotonic() - started, 1))
    print(f"\n  The chat is open:  http://{shown}:{port}/\n  Stop it with Ctrl+C.\n", flush=True)
