"""What every memory of talks promises, on the memory of a process and on a real Redis; and what only several processes need."""

import asyncio
import secrets
from contextlib import contextmanager

import pytest

from bot.sealing import Sealer
from bot.talks import MemoryTalks
from bot.talks.shared import PREFIX, SharedTalks, connect
from tests.servers import own_redis

SECRET = b"a secret for these tests and no others"


@pytest.fixture(scope="module")
def redis_url():
    with own_redis() as url:
        yield url


@pytest.fixture
async def process(redis_url):
    """`process()` is the memory of one more process of an installation."""
    opened = []

    def another(url: str = redis_url, secret: bytes = SECRET, **waits: float) -> SharedTalks:
        opened.append(SharedTalks(connect(url), Sealer(secret, "talks"), **waits))
        return opened[-1]

    yield another
    for talks in opened:
        await talks.close()


@pytest.fixture(params=["memory", "redis"])
def talks(request, process):
    return MemoryTalks() if request.param == "memory" else process()


@pytest.fixture
def ana():
    return secrets.token_hex(16)


async def test_what_was_said_of_a_talk_is_remembered(talks, ana):
    async with talks.turn(ana) as thread:
        thread.language, thread.town, thread.generation = "eu", "bilbao", 3
    async with talks.turn(ana) as thread:
        assert (thread.language, thread.chosen, thread.town, thread.generation) == ("eu", None, "bilbao", 3)
    async with talks.turn(ana + "x") as thread:
        assert thread.language is None


async def test_messages_of_a_talk_come_one_after_the_other_in_their_order(talks, ana):
    seen: list[tuple[str, int]] = []

    async def message(number: int) -> None:
        async with talks.turn(ana):
            seen.append(("in", number))
            await asyncio.sleep(0.01)
            seen.append(("out", number))

    await asyncio.gather(*(message(number) for number in range(5)))
    assert seen == [(way, number) for number in range(5) for way in ("in", "out")]


async def test_talks_do_not_wait_for_each_other(talks, ana):
    async with talks.turn(ana), asyncio.timeout(2), talks.turn(ana + "x"):
        pass


async def test_message_that_fails_gives_its_turn_away_and_what_it_learnt_stays(talks, ana):
    with pytest.raises(ZeroDivisionError):
        async with talks.turn(ana) as thread:
            thread.language = "fr"
            raise ZeroDivisionError
    async with asyncio.timeout(2), talks.turn(ana) as thread:
        assert thread.language == "fr"


async def test_other_process_goes_on_with_the_talk(process, ana):
    async with process().turn(ana) as thread:
        thread.language = "uk"
    async with process().turn(ana) as thread:
        assert thread.language == "uk"


async def test_order_holds_between_processes(process, ana):
    one, other, seen = process(), process(), []

    async def message(talks: SharedTalks, number: int) -> None:
        async with talks.turn(ana) as thread:
            seen.append((number, thread.generation))
            await asyncio.sleep(0.05)
            thread.generation = number + 1

    for talks in (one, other):
        await talks.beat()  # connected
    waiting = []
    for number in range(6):
        waiting.append(asyncio.create_task(message((one, other)[number % 2], number)))
        await asyncio.sleep(0.02)  # arrived one after the other
    await asyncio.gather(*waiting)
    assert seen == [(number, number) for number in range(6)]


async def test_dead_process_holds_nobody_up(process, ana):
    dead = process(lease=0.2)
    await dead._turns.join(ana)

    async with asyncio.timeout(3), process().turn(ana):
        pass


async def test_living_process_is_waited_for(process, ana):
    slow, order = process(lease=0.3), []

    async def behind() -> None:
        async with process().turn(ana):
            order.append("second")

    async with slow.turn(ana):
        waiting = asyncio.create_task(behind())
        for _ in range(8):
            await asyncio.sleep(0.1)
            await slow.beat()
        order.append("first")
    await waiting
    assert order == ["first", "second"]


async def test_without_redis_each_process_remembers_for_itself(process, ana):
    with _redis_that_goes() as (url, go):
        talks = process(url, patience=0.1)
        go()
        async with asyncio.timeout(5), talks.turn(ana) as thread:
            thread.language = "ar"
        async with asyncio.timeout(5), talks.turn(ana) as thread:
            assert thread.language == "ar"


async def test_restarted_redis_costs_no_message(process, ana):
    talks, done = process(), []

    async def message(number: int) -> None:
        async with talks.turn(ana):
            done.append(number)
            if number == 0:
                await talks._redis.flushall()  # as empty as after a restart
                await asyncio.sleep(0.1)

    async with asyncio.timeout(5):
        await asyncio.gather(*(message(number) for number in range(3)))
    assert sorted(done) == [0, 1, 2]


async def test_redis_holds_nothing_readable_and_only_for_an_hour(process, ana):
    talks = process()
    async with talks.turn(ana) as thread:
        thread.town = "zirkonia"

    assert b"zirkonia" not in await talks._redis.get(PREFIX + ana)
    assert 3590 < await talks._redis.ttl(PREFIX + ana) <= 3600
    async with process(secret=b"x" * 40).turn(ana) as thread:
        assert thread.town is None


@contextmanager
def _redis_that_goes():
    with own_redis() as url:

        def go() -> None:
            import redis

            redis.Redis.from_url(url).shutdown(nosave=True)

        yield url, go
