"""What several engines remember together: readable to them alone, for an hour, gone on request, and never in the way of an answer."""

import asyncio

import pytest
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.shared_tracker_store import PREFIX, SharedTrackerStore
from tests.servers import own_redis

TOKEN = "the token of the engines of this test"


@pytest.fixture(scope="module")
def address():
    with own_redis() as url:
        yield url


@pytest.fixture
def engine(domain, address):
    """`engine()` is the store of one more engine."""

    def another(address=address, token=TOKEN):
        return SharedTrackerStore(domain, address=address, token=token, minutes=60)

    store = another()
    store._redis.flushall()
    return another


def talk(*events):
    return DialogueStateTracker.from_events("ana", [UserUttered("zirkonia"), SlotSet("last_topic", "tis"), *events])


def test_other_engine_goes_on_with_the_talk(engine):
    asyncio.run(engine().save(talk()))
    kept = asyncio.run(engine().retrieve("ana"))

    assert kept.latest_message.text == "zirkonia" and kept.get_slot("last_topic") == "tis"
    assert asyncio.run(engine().retrieve("somebody")) is None and list(asyncio.run(engine().keys())) == ["ana"]


def test_redis_holds_nothing_readable_and_only_for_an_hour(engine):
    store = engine()
    asyncio.run(store.save(talk()))

    assert b"zirkonia" not in store._redis.get(PREFIX + "ana")
    assert 3590 < store._redis.ttl(PREFIX + "ana") <= 3600


def test_talk_is_gone_at_once_when_asked_to_forget(engine):
    asyncio.run(engine().save(talk()))
    asyncio.run(engine().save(talk(ActionExecuted("action_forget_me"), ActionExecuted("action_listen"))))

    assert asyncio.run(engine().retrieve("ana")) is None and list(asyncio.run(engine().keys())) == []


def test_talk_of_another_token_is_as_if_it_were_not_there(engine):
    asyncio.run(engine().save(talk()))

    assert asyncio.run(engine(token="changed meanwhile").retrieve("ana")) is None


def test_without_redis_every_message_is_a_talk_of_its_own(engine):
    store = engine(address="redis://127.0.0.1:1")
    asyncio.run(store.save(talk()))
    asyncio.run(store.delete("ana"))

    assert asyncio.run(store.retrieve("ana")) is None


def test_delete_forgets_one(engine):
    asyncio.run(engine().save(talk()))
    asyncio.run(engine().delete("ana"))

    assert asyncio.run(engine().retrieve("ana")) is None
