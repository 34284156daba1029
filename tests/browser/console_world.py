"""A served console with people in it, for browser tests."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from console.frame.texts import ConsoleTexts
from tests.unit.console.world import World


@contextmanager
def served(world: World) -> Iterator[str]:
    """The address of the console of `world`, on a free port."""
    with serving(world.app) as url:
        yield f"{url}/console"


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of an application, on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the console's server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def mirrored_texts(sections: list[str]) -> ConsoleTexts:
    """The words in es, eu and en, and as `ar` the English ones: what is tried is the direction of the page, not the words."""
    texts = ConsoleTexts.load(sections)
    catalogues = {code: texts._catalogues[code] for code in ("es", "eu", "en")}
    return ConsoleTexts(catalogues | {"ar": catalogues["en"]})
