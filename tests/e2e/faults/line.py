"""A line between the house and somebody it calls: TCP on this machine, and every way in which a line breaks."""

import asyncio
import threading
from contextlib import suppress
from enum import StrEnum
from urllib.parse import urlsplit


class Fault(StrEnum):
    NONE = "none"
    SILENT = "silent"  # what is said is swallowed, and nobody answers
    CUT = "cut"  # reset before it arrives
    HALF_CLOSED = "half_closed"  # the other side will say no more, and does not close
    UNCONFIRMED = "unconfirmed"  # it arrives, and the line breaks before the answer


class Line:
    """`with Line(url) as line`: `line.url` leads to `url`. A new `fault` meets the next words of every connection."""

    def __init__(self, url: str):
        there = urlsplit(url)
        self._there = there.hostname, there.port
        self._loop = asyncio.new_event_loop()
        self.fault, self.broken = Fault.NONE, 0  # how often it broke

    def __enter__(self) -> "Line":
        self._server = None
        opened = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(opened,), daemon=True)
        self._thread.start()
        opened.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def _run(self, opened: threading.Event) -> None:
        self._server = self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", 0))
        opened.set()
        self._loop.run_forever()
        self._server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        if left:
            self._loop.run_until_complete(asyncio.wait(left))
        self._loop.close()

    async def _connected(self, caller: asyncio.StreamReader, to_caller: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            callee, to_callee = await asyncio.open_connection(*self._there)
            try:
                await asyncio.gather(self._out(caller, to_callee, to_caller), self._back(callee, to_caller))
            finally:
                to_callee.close()
        to_caller.close()

    async def _out(self, caller: asyncio.StreamReader, to_callee: asyncio.StreamWriter, to_caller: asyncio.StreamWriter) -> None:
        while words := await caller.read(65536):
            if self.fault in (Fault.NONE, Fault.UNCONFIRMED):
                to_callee.write(words)
                await to_callee.drain()
                continue
            self.broken += 1
            await self._break(caller, to_caller)
            break
        to_callee.close()

    async def _break(self, caller: asyncio.StreamReader, to_caller: asyncio.StreamWriter) -> None:
        if self.fault == Fault.CUT:
            to_caller.transport.abort()
            return
        if self.fault == Fault.HALF_CLOSED:
            to_caller.write_eof()
        while await caller.read(65536):
            pass  # nobody listens, until the caller gives up

    async def _back(self, callee: asyncio.StreamReader, to_caller: asyncio.StreamWriter) -> None:
        while words := await callee.read(65536):
            if self.fault == Fault.UNCONFIRMED:
                self.broken += 1
                to_caller.transport.abort()
                return
            to_caller.write(words)
            await to_caller.drain()
