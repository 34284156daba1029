"""The limit of messages in a minute: per pseudonym, in one process and in Redis for several, and never an outage because Redis is away."""

import os
import secrets
import time

import pytest
from redis.asyncio import Redis

from bot.limiting import Limiter
from tests.servers import REDIS, redis_says


@pytest.fixture
def redis_url() -> str:
    url = os.environ.get("HARRERA_TEST_REDIS_URL", REDIS)
    if redis_says("PING", url) != "+PONG":
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Redis answers: nothing was tested on it")
    return url


@pytest.fixture(params=["memory", "redis"])
def url(request) -> str:
    return request.getfixturevalue("redis_url") if request.param == "redis" else ""


@pytest.fixture
def pseudonym() -> str:
    return secrets.token_hex(16)


async def test_so_many_are_allowed_and_no_more(url, pseudonym):
    limiter = Limiter(url)

    assert [await limiter.allows(pseudonym, 3) for _ in range(5)] == [True, True, True, False, False]
    assert await limiter.allows(secrets.token_hex(16), 3), "somebody else"
    await limiter.close()


async def test_it_may_be_told_once(url, pseudonym):
    limiter = Limiter(url)

    assert [await limiter.may_tell(pseudonym) for _ in range(3)] == [True, False, False]
    assert await limiter.allows(pseudonym, 1), "telling is not counted as a message"
    await limiter.close()


async def test_two_processes_count_together_in_redis(redis_url, pseudonym):
    one, two = Limiter(redis_url), Limiter(redis_url)

    assert [await each.allows(pseudonym, 3) for each in (one, two, one, two)] == [True, True, True, False]
    await one.close()
    await two.close()


async def test_what_is_counted_is_gone_after_its_minute_and_names_nobody(redis_url, pseudonym):
    limiter, redis = Limiter(redis_url), Redis.from_url(redis_url)
    await limiter.allows(pseudonym, 3)
    (key,) = [key async for key in redis.scan_iter(f"*{pseudonym}*")]

    assert 0 < await redis.ttl(key) <= 60 and await redis.get(key) == b"1"
    await limiter.close()
    await redis.aclose()


async def test_while_redis_is_away_each_process_counts_for_itself(pseudonym):
    limiter, began = Limiter("redis://127.0.0.1:1"), time.monotonic()

    assert [await limiter.allows(pseudonym, 2) for _ in range(3)] == [True, True, False]
    assert time.monotonic() - began < 3
    await limiter.close()
