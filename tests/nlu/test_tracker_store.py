"""What the engine remembers: for an hour, of so many people, and nothing after being asked to forget."""

import asyncio

import pytest
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu import tracker_store
from nlu.tracker_store import ForgettingTrackerStore


class Clock:
    """A clock that tests turn."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(tracker_store, "time", clock)
    return clock


@pytest.fixture
def store(domain, clock):
    return ForgettingTrackerStore(domain, minutes=60, most=3)


def talk(sender, *events):
    return DialogueStateTracker.from_events(sender, [UserUttered("hola"), SlotSet("last_topic", "tis"), *events])


def save(store, sender, *events):
    asyncio.run(store.save(talk(sender, *events)))


def kept(store, sender):
    return asyncio.run(store.retrieve(sender))


def test_conversation_is_remembered(store):
    save(store, "ana")

    assert kept(store, "ana").latest_message.text == "hola"
    assert kept(store, "somebody") is None


def test_conversation_expires_an_hour_after_the_last_word(store, clock):
    save(store, "ana")
    clock.now += 3599
    assert kept(store, "ana") is not None
    save(store, "ana")
    clock.now += 3599
    assert kept(store, "ana") is not None
    clock.now += 2

    assert kept(store, "ana") is None and asyncio.run(store.keys()) == []


def test_conversation_is_gone_at_once_when_asked_to_forget(store):
    save(store, "ana")
    save(store, "ana", ActionExecuted("action_forget_me"), ActionExecuted("action_listen"))

    assert kept(store, "ana") is None and asyncio.run(store.keys()) == []


def test_talk_after_forgetting_is_remembered_again(store):
    save(store, "ana", ActionExecuted("action_forget_me"), ActionExecuted("action_listen"))
    save(store, "ana", ActionExecuted("action_greet"), ActionExecuted("action_listen"))

    assert kept(store, "ana") is not None


def test_never_many_more_conversations_than_allowed(store):
    for number in range(20):
        save(store, f"person-{number}")
    kept(store, "person-19")

    assert len(asyncio.run(store.keys())) == 3
    assert kept(store, "person-19") is not None and kept(store, "person-0") is None


def test_delete_forgets_one(store):
    save(store, "ana")
    save(store, "ibai")
    asyncio.run(store.delete("ana"))

    assert kept(store, "ana") is None and kept(store, "ibai") is not None
