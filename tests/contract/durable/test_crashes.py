"""kill -9 at each step, and two processes on one database: nothing is lost, nothing confirmed is sent again, the order stays."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.contract.durable.platform import Platform, states

ROOT = Path(__file__).parents[3]


class House:
    """A process with an inbox."""

    def __init__(self, url: str, folder: Path):
        command = [sys.executable, "-m", "tests.contract.durable.process", url, str(folder)]
        with open(folder / "stderr", "ab") as errors:
            self._process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        assert self._process.stdout.readline() == "open\n", (folder / "stderr").read_text()

    @property
    def pid(self) -> int:
        return self._process.pid

    def accept(self, id: str, chat: str = "chat-1", **body) -> bool | None:
        """Whether it was new; None when it could not be stored."""
        self._process.stdin.write(json.dumps({"id": id, "chat": chat} | body) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def kill(self) -> None:
        self._process.kill()
        self._end()

    def wait_until_dead(self) -> None:
        self._process.wait(30)
        self._end()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.stdin.close()
            self._process.wait(30)
        self._end()

    def _end(self) -> None:
        self._process.wait(30)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                pipe.close()


@pytest.fixture
def house(database_url, place, tmp_path):
    """Opens a house on the same database; all are closed at the end."""
    houses = []

    def open_house() -> House:
        houses.append(House(database_url, tmp_path))
        return houses[-1]

    yield open_house
    for each in houses:
        each.close()


def wait(true, seconds: float = 180.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never happens"
        time.sleep(0.05)


@contextmanager
def stalling(folder: Path):
    (folder / "stall").touch()
    yield lambda: "stalled" in (folder / "platform.jsonl").read_text() if (folder / "platform.jsonl").exists() else False
    (folder / "stall").unlink()


@pytest.mark.parametrize("stall", ["replies", 1])
def test_killed_at_any_step_goes_on_there(house, place, platform, tmp_path, stall):
    first = house()
    with stalling(tmp_path) as stalled:
        assert first.accept("1", times=3, stall=stall)
        assert first.accept("2")
        wait(stalled)
        assert platform.sent() == [("1", part) for part in range(0 if stall == "replies" else stall)]
        first.kill()
    second = house()
    assert not second.accept("1"), "the platform delivers again: the acknowledgement was lost"
    wait(lambda: states(place.engine) == {"done": 2})

    assert platform.sent() == [("1", 0), ("1", 1), ("1", 2), ("2", 0)]


def test_killed_under_load_loses_nothing(house, place, platform):
    first = house()
    for number in range(60):
        first.accept(f"{number}", chat=f"chat-{number % 12}")
    first.kill()
    before = platform.sent()
    house()
    wait(lambda: states(place.engine) == {"done": 60}, 60)

    sent = [id for id, _ in platform.sent()]
    assert len(before) < 60 and set(sent) == {str(number) for number in range(60)}
    # a send that the platform took in the moment of the kill could not be recorded: at most those in hand come twice
    assert len(sent) - 60 <= 8
    for chat in range(12):
        firsts = list(dict.fromkeys(id for id, _ in platform.sent(f"chat-{chat}")))
        assert firsts == sorted(firsts, key=int)


def test_two_processes_answer_once_and_in_order(house, place, platform):
    one, two = house(), house()
    for number in range(20):
        here, there = (one, two) if number % 2 else (two, one)
        assert here.accept(f"{number}", slow=0.1 if number % 4 == 0 else 0.0)
        assert not there.accept(f"{number}"), "delivered to both"
    wait(lambda: states(place.engine) == {"done": 20})

    assert [id for id, _ in platform.sent()] == [str(number) for number in range(20)]


def test_other_process_takes_over_from_a_dead_one(house, place, platform, tmp_path):
    one, two = house(), house()
    with stalling(tmp_path) as stalled:
        one.accept("1", times=2, stall=1)
        two.accept("2")
        wait(stalled)
        one.kill()
    wait(lambda: states(place.engine) == {"done": 2})

    assert platform.sent() == [("1", 0), ("1", 1), ("2", 0)]


def test_update_that_kills_the_process_is_parked_at_last(house, place, platform):
    first = house()
    first.accept("poison", kills=True)
    first.accept("next")
    first.wait_until_dead()
    with place.engine.begin() as connection:
        assert connection.execute(text("SELECT attempts FROM inflight WHERE position = 1")).scalar_one() == 1
        connection.execute(text("UPDATE inflight SET attempts = 5 WHERE position = 1"))  # four more deaths, without waiting for them
    house()
    wait(lambda: states(place.engine) == {"parked": 1, "done": 1})

    assert platform.sent() == [("next", 0)]


def test_file_of_the_platform_is_read_as_it_is_written(tmp_path):
    file = Platform(tmp_path / "file")
    file._write(["sent", "chat", "1", 0])
    assert file.sent("chat") == [("1", 0)] and file.sent("other") == []
