"""The one door to DBOS: workflows that survive the process, and steps that are never done again once they are recorded.

DBOS keeps one instance for a process. Nothing of it calls out: no conductor, no telemetry; its log, which prints words of
errors, is off. What it stores of us are ids and encrypted values.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.privacy_log import log

if TYPE_CHECKING:
    import dbos

NAME = "harrera"
VERSION = "1"  # grows when the steps of the workflow change: processes resume only what their own version began
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0  # seconds between attempts to record a step
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_AT_ONCE = 500
_LIGHT = {"load_input": False, "load_output": False}

T = TypeVar("T")
Work = Callable[[str], Awaitable[None]]


class Library:
    """Workflows on the database of `url`; on PostgreSQL in a schema of their own, on SQLite in a file of their own."""

    def __init__(self, url: str, schema: str = "harrera_durable"):
        self._url, self._schema = url, schema
        self._dbos: ModuleType | None = None
        self._workflow: Work | None = None

    def launch(self, executor: str, work: Work) -> None:
        """Open the store, and resume what a process called `executor` left. Called inside the running loop: DBOS then
        runs everything on it."""

        async def answer(workflow_id: str) -> None:  # DBOS marks the function itself, which a bound method does not allow
            await work(workflow_id)

        import dbos  # not before: it takes a second, and one of its libraries starts a program

        self._dbos = dbos
        _silence()
        _prepare_file(self._url)
        dbos.DBOS(config=self._config(executor))
        self._workflow = dbos.DBOS.workflow(name="answer", max_recovery_attempts=None)(answer)
        dbos.DBOS.launch()

    def _config(self, executor: str) -> "dbos.DBOSConfig":
        return {
            "name": NAME,
            "system_database_url": self._url,
            "dbos_system_schema": self._schema,
            "application_version": VERSION,
            "executor_id": executor,
            "sys_db_pool_size": 8,
            "max_executor_threads": 16,
            "use_listen_notify": False,  # nothing of ours waits for a notification
            "serializer": self._dbos.DBOSPortableJSONSerializer(),  # never pickle: who can write to the database must not run code
            "enable_otlp": False,
            "log_level": "CRITICAL",
        }

    async def close(self) -> None:
        """What still runs stays as it is recorded."""
        if self._dbos is None:
            return  # the start failed before it came to us
        loop, threads = asyncio.get_running_loop(), ThreadPoolExecutor(thread_name_prefix="asyncio")
        loop.set_default_executor(threads)  # DBOS put its own there, and now closes it
        await loop.run_in_executor(threads, partial(self._dbos.DBOS.destroy, destroy_registry=True))

    async def begin(self, workflow_id: str) -> None:
        """Start the work on `workflow_id` in this process; nothing happens when it was started before."""
        assert self._workflow is not None, "launch first"
        with self._dbos.SetWorkflowID(workflow_id):
            await self._dbos.DBOS.start_workflow_async(self._workflow, workflow_id)

    async def once(self, name: str, step: Callable[[], Awaitable[T]]) -> T:
        """The result of `step` (JSON), recorded: after a crash it is not done again. `step` must not raise: DBOS stores words of errors.

        While the result cannot be recorded (a full disk) it is kept, and recorded when that can be done: the step is not done again.
        """
        done = _once_here(step)
        context = self._dbos._context.get_local_dbos_context()
        number, wait = context.function_id, FIRST_WAIT
        while True:
            try:
                return await self._dbos.DBOS.run_step_async({"name": name}, done)
            except SQLAlchemyError as error:
                log("store_silent", kind=type(error).__name__)
                context.function_id = number  # nothing was recorded: the same step, not the next one
            except self._dbos.PortableWorkflowError:
                number = context.function_id  # that the store failed was recorded as the step's result: the next one takes its place
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def take_over(self, executor: str) -> int:
        """Resume what a dead process left. Two who do so at once do no harm: only what still belongs to it is taken."""
        return len(await asyncio.to_thread(self._dbos.DBOS._recover_pending_workflows, [executor]))

    async def missing(self, workflow_ids: Iterable[str]) -> list[str]:
        """Those that DBOS does not know, or that are over: nobody works on them."""
        asked = list(workflow_ids)
        at_work: set[str] = set()
        for start in range(0, len(asked), _AT_ONCE):
            known = await self._dbos.DBOS.list_workflows_async(workflow_ids=asked[start : start + _AT_ONCE], **_LIGHT)
            at_work |= {each.workflow_id for each in known if each.status not in _OVER}
        return [each for each in asked if each not in at_work]

    async def purge(self) -> int:
        """Remove every row about workflows that are over."""
        over = await self._dbos.DBOS.list_workflows_async(status=_OVER, limit=_AT_ONCE, **_LIGHT)
        if over:
            await self.remove([each.workflow_id for each in over])
        return len(over)

    async def remove(self, workflow_ids: list[str]) -> None:
        await self._dbos.DBOS.delete_workflows_async(workflow_ids)


def _once_here(step: Callable[[], Awaitable[T]]) -> Callable[[], Awaitable[T]]:
    """The step with a memory, as a coroutine function with a name, which is what DBOS takes."""
    results: list[T] = []

    async def run() -> T:
        if not results:
            results.append(await step())
        return results[0]

    return run


def _silence() -> None:
    logger = logging.getLogger("dbos")
    logger.handlers[:] = [logging.NullHandler()]
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)


def _prepare_file(url: str) -> None:
    """DBOS leaves SQLite's journal as it is; in WAL mode a commit waits for one write to the disk instead of three."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(parsed.database))) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
