"""The servers that the tests are given are real ones; else every test on them would prove nothing."""

import os

import pytest

from tests.servers import POSTGRES, REDIS, Missing, own_postgresql, own_redis, postgresql_answers, program, redis_says


def left_out(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_redis_keeps_what_it_is_given():
    url = os.environ.get("HARRERA_TEST_REDIS_URL", REDIS)
    if redis_says("PING", url) != "+PONG":
        left_out("no Redis answers")
    assert redis_says("SET harrera:test 1 PX 5000", url) == "+OK"
    assert redis_says("GET harrera:test", url) == "$1"
    assert redis_says("DEL harrera:test", url) == ":1"


def test_postgresql_answers():
    if not postgresql_answers(os.environ.get("HARRERA_TEST_DATABASE_URL", POSTGRES)):
        left_out("no PostgreSQL answers")


def test_throw_away_postgresql_starts_and_goes():
    try:
        programs = program("initdb"), program("pg_ctl")
    except Missing as missing:
        left_out(str(missing))
    with own_postgresql(*programs) as url:
        assert postgresql_answers(url)
    assert not postgresql_answers(url)


def test_throw_away_redis_starts_and_goes():
    try:
        program("redis-server")
    except Missing as missing:
        left_out(str(missing))
    with own_redis() as url:
        assert redis_says("PING", url) == "+PONG"
    assert redis_says("PING", url) is None


def test_nobody_at_the_address_is_said_and_not_raised():
    assert not postgresql_answers("postgresql+psycopg://postgres@127.0.0.1:1/postgres")
    assert redis_says("PING", "redis://127.0.0.1:1") is None
    assert redis_says("PING", "nonsense") is None
