"""Chats that may be written to, the block list, and processes at work: the first two also in memory."""

import multiprocessing
import time

import pytest

from bot.pseudonyms import Pseudonyms
from bot.sealing import Sealer
from bot.storage.blocked import MemoryBlockList, SqlBlockList
from bot.storage.database import make_engine, migrate
from bot.storage.reachable import MemoryReachable, SqlReachable
from bot.storage.workers import Workers
from bot.stored import Blocked, Reaching
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept_in(request, tmp_path):
    """An engine, None for memory."""
    if request.param == "memory":
        yield None
        return
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url, engine_of(url) as engine:
        migrate(engine)
        yield engine


@pytest.fixture
def reachable(kept_in, clock):
    return SqlReachable(kept_in, clock) if kept_in else MemoryReachable(clock)


def test_saved_chat_is_found_until_its_time_is_over(reachable, clock):
    reachable.save("ana", "telegram", b"sealed", 60)
    assert reachable.find("ana") == ("telegram", b"sealed")
    clock.now += 60
    assert reachable.find("ana") is None
    assert (reachable.expire(), reachable.expire()) == (1, 0)


def test_saving_again_starts_the_time_anew(reachable, clock):
    reachable.save("ana", "telegram", b"one", 60)
    clock.now += 59
    reachable.save("ana", "telegram", b"two", 60)
    clock.now += 59

    assert reachable.expire() == 0 and reachable.find("ana") == ("telegram", b"two")


def test_saving_again_for_less_never_shortens_the_time(reachable, clock):
    reachable.save("ana", "telegram", b"one", 600)
    reachable.save("ana", "telegram", b"two", 60)
    clock.now += 599

    assert reachable.find("ana") == ("telegram", b"two")


def test_forgotten_chat_is_gone_and_nobody_else_s(reachable):
    reachable.save("ana", "telegram", b"one", 60)
    reachable.save("ben", "whatsapp", b"two", 60)

    assert reachable.forget("ana") and not reachable.forget("ana")
    assert reachable.find("ana") is None and reachable.find("ben") == ("whatsapp", b"two")


def test_chat_is_kept_encrypted_under_a_pseudonym(reachable):
    reaching = Reaching(reachable, Pseudonyms(b"secret"), Sealer(b"secret", "reachable"), lambda: 60)
    pseudonym = reaching.remember("telegram", "700800900")

    assert reaching.chat_of(pseudonym) == ("telegram", "700800900")
    assert b"700800900" not in reachable.find(pseudonym)[1] and "700800900" not in pseudonym
    assert Reaching(reachable, Pseudonyms(b"secret"), Sealer(b"another", "reachable"), lambda: 60).chat_of(pseudonym) is None


@pytest.fixture
def block_list(kept_in):
    return SqlBlockList(kept_in) if kept_in else MemoryBlockList()


async def test_block_list_is_seen_at_the_next_reading(block_list):
    blocked = Blocked(block_list)
    block_list.add("ana")
    block_list.add("ana")
    assert not blocked.has("ana")
    await blocked.refresh()
    assert blocked.has("ana") and not blocked.has("ben")

    assert block_list.remove("ana") and not block_list.remove("ana")
    await blocked.refresh()
    assert not blocked.has("ana")


def at_work(url, folder, arrived):
    workers = Workers(make_engine(url), folder)
    workers.arrive()
    arrived.put(workers.own)
    time.sleep(600)


def test_killed_process_is_dead_at_once_and_a_living_one_is_not(database_url, tmp_path):
    with engine_of(database_url) as engine:
        migrate(engine)
        context = multiprocessing.get_context("spawn")
        arrived = context.Queue()
        other = context.Process(target=at_work, args=(database_url, tmp_path / "workers", arrived))
        other.start()
        name = arrived.get(timeout=60)
        workers = Workers(engine, tmp_path / "workers")
        workers.arrive()

        assert workers.alive() and workers.dead() == []
        other.kill()
        other.join(30)
        assert workers.dead() == [name]
        workers.remove(name)
        assert workers.dead() == []
        workers.leave()


def test_silent_process_of_another_machine_is_judged_late(engine, tmp_path):
    """Its lock is not in our folder; only its heartbeat speaks, and only after we have been listening for a lease."""
    migrate(engine)
    elsewhere, here = (Workers(engine, tmp_path / name, lease=1.0) for name in ("elsewhere", "here"))
    elsewhere.arrive()
    here.arrive()
    assert here.dead() == []
    for _ in range(30):
        time.sleep(0.1)
        here.beat()

    assert here.dead() == [elsewhere.own] and not elsewhere.alive()
