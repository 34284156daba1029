"""Five hundred updates while the disk is full or the database gone: what cannot be stored is not acknowledged, all else is answered once."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.storage.database import make_engine, migrate
from tests.contract.durable.platform import Platform, states
from tests.contract.durable.test_crashes import House, wait
from tests.e2e.faults.disk import small_disk
from tests.servers import program, restartable_postgresql

MESSAGES, CHATS = 500, 50


class Outage:
    """A house in a process, its platform, and updates that are delivered again until they are taken."""

    def __init__(self, url: str, folder: Path, platform: Platform):
        self.engine, self.platform = make_engine(url), platform
        migrate(self.engine)
        self.house, self.refused, self._next = House(url, folder), 0, 0

    def deliver(self, count: int, meanwhile: Callable[[], None] = lambda: None, **body) -> None:
        """So many more are taken; `meanwhile` is called after each refusal."""
        for number in range(self._next, self._next + count):
            while self.house.accept(f"{number}", chat=f"chat-{number % CHATS}", **body) is None:
                self.refused += 1
                meanwhile()
                time.sleep(0.05)
        self._next += count

    def until_done(self) -> list[str]:
        """The ids that the platform got, in order, when all are done."""
        wait(lambda: states(self.engine) == {"done": MESSAGES})
        return [id for id, part in self.platform.sent() if part == 0]

    def close(self) -> None:
        self.house.close()
        self.engine.dispose()


def assert_once_and_in_order(outage: Outage, sent: list[str]) -> None:
    assert sorted(map(int, sent)) == list(range(MESSAGES)), "lost or twice"
    for chat in range(CHATS):
        own = [(int(id), part) for id, part in outage.platform.sent(f"chat-{chat}")]
        assert own == sorted(set(own))


@pytest.fixture
def platform(tmp_path):
    return Platform(tmp_path / "platform.jsonl")


def test_full_disk_costs_time_and_no_message(tmp_path, platform):
    platform.file.touch()
    with small_disk(tmp_path / "disk") as disk:
        (disk.folder / "platform.jsonl").symlink_to(platform.file)  # the platform's disk is not full
        outage = Outage(f"sqlite:///{disk.folder / 'harrera.db'}", disk.folder, platform)
        try:
            outage.deliver(200, slow=0.2, times=2)
            disk.fill(outage.house.pid)
            time.sleep(2)  # answers are made, and their steps cannot be recorded
            outage.deliver(100, meanwhile=lambda: disk.free(outage.house.pid) if outage.refused == 20 else None)
            outage.deliver(200)
            sent = outage.until_done()
        finally:
            outage.close()

    assert outage.refused >= 20, "the disk was not full"
    assert_once_and_in_order(outage, sent)


def test_database_that_goes_as_by_a_power_cut_costs_time_and_no_message(tmp_path, platform):
    with restartable_postgresql(program("initdb"), program("pg_ctl")) as (url, server):
        outage = Outage(f"{url}?options=-csearch_path%3Dpublic", tmp_path, platform)
        try:
            outage.deliver(250)
            server("stop")
            outage.deliver(1, meanwhile=lambda: server("start") if outage.refused == 5 else None)
            outage.deliver(249)
            sent = outage.until_done()
        finally:
            outage.close()

    assert outage.refused >= 5, "the database was not away"
    assert_once_and_in_order(outage, sent)
