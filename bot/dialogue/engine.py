"""Keeps the engine's process running: started on a loopback port with secrets in its environment, restarted when it dies."""

import asyncio
import os
import secrets
import socket
import time
from collections.abc import Callable
from pathlib import Path

from bot.dialogue.engines import EngineAddress
from bot.errors import Misconfigured
from bot.privacy_log import log

LONGEST_PAUSE = 30.0
HANDED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYENV_ROOT")  # of our environment; our own secrets stay with us


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class EngineProcess:
    """One Rasa process and its guard. `action_url` is where it calls the app, with `action_token` in a header."""

    def __init__(self, python: Path, port: int, action_token: str):
        if not python.exists():
            raise Misconfigured("HARRERA_ENGINE_PYTHON: no interpreter there; run `make run` or `make train`")
        self._python, self._port = python, port or free_port()
        self.action_token = action_token
        self.address = EngineAddress(f"http://127.0.0.1:{self._port}", secrets.token_urlsafe(32))
        self.addresses = [self.address]
        self._guard: asyncio.Task | None = None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running else None

    def start(self, action_url: str, is_ready: Callable) -> None:
        self._guard = asyncio.create_task(self._keep_running(action_url, is_ready))

    async def stop(self) -> None:
        if self._guard:
            self._guard.cancel()
        if self.pid:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 5)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()

    async def _keep_running(self, action_url: str, is_ready: Callable) -> None:
        pause = 0.5
        while True:
            started = time.monotonic()
            log("engine_stopped", exit_code=await self._run_once(action_url, is_ready))
            # an engine that dies at once is given more and more time, one that ran for a while is restarted quickly
            pause = 0.5 if time.monotonic() - started > 60 else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _run_once(self, action_url: str, is_ready: Callable) -> int | None:
        """Exit status of one life of the engine; None when it could not even be started."""
        try:
            self._process = await self._spawn(action_url)
        except OSError:
            return None
        announcing = asyncio.create_task(self._announce(time.monotonic(), is_ready))
        try:
            return await self._process.wait()
        finally:
            announcing.cancel()

    async def _spawn(self, action_url: str) -> asyncio.subprocess.Process:
        environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ} | {
            "HARRERA_ENGINE_TOKEN": self.address.token,
            "HARRERA_ACTION_URL": action_url,
            "HARRERA_ACTION_TOKEN": self.action_token,
        }
        # its output could hold what a person wrote, so it goes nowhere
        quiet = asyncio.subprocess.DEVNULL
        command = (str(self._python), "-m", "nlu.serve", "--port", str(self._port))
        return await asyncio.create_subprocess_exec(*command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)

    async def _announce(self, started: float, is_ready: Callable) -> None:
        while not await is_ready():
            await asyncio.sleep(0.2)
        log("engine_started", seconds=round(time.monotonic() - started, 1))
