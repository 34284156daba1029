"""Kept as new as the store: patched at once, fitted again when it is quiet, and never without an answer."""

import threading
import time
from dataclasses import dataclass, field

import pytest

from matching import live
from matching.live import Live


@dataclass
class Store:
    """A number that grows; small steps can be patched."""

    now: int = 1
    fits: int = 0
    gate: threading.Event = field(default_factory=threading.Event)


@dataclass
class State:
    store: Store
    seen: int
    patches: int = 0

    def is_new(self) -> bool:
        return self.seen == self.store.now

    def patched(self) -> "State | None":
        return State(self.store, self.store.now, self.patches + 1) if self.store.now - self.seen == 1 else None


@pytest.fixture
def store():
    store = Store()
    store.gate.set()
    return store


def kept(store: Store, settle: float = 30.0) -> Live:
    def fit(name: str) -> State:
        seen = store.now
        assert store.gate.wait(10)
        store.fits += 1
        return State(store, seen)

    return Live(fit, "library", settle)


def until(done) -> None:
    deadline = time.monotonic() + 10
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_small_change_is_patched_without_fitting(store):
    live = kept(store)
    live.get("bilbao")
    live.follow()
    store.now = 2

    until(lambda: live.get("bilbao").seen == 2)
    assert (store.fits, live.get("bilbao").patches) == (1, 1)
    live.close()


def test_patched_state_is_fitted_again_when_it_is_quiet(store):
    live = kept(store, settle=0.0)
    live.get("bilbao")
    live.follow()
    store.now = 2

    until(lambda: store.fits == 2 and live.get("bilbao").patches == 0)
    live.close()


def test_many_patches_do_not_wait_for_quiet(store, monkeypatch):
    monkeypatch.setattr(live, "MANY", 0)
    keeping = kept(store)
    keeping.get("bilbao")
    keeping.follow()
    store.now = 2

    until(lambda: store.fits == 2)
    keeping.close()


def test_large_change_is_fitted_while_the_old_state_answers(store):
    live = kept(store)
    live.get("bilbao")
    live.follow()
    store.gate.clear()
    store.now = 5
    time.sleep(0.8)

    assert live.get("bilbao").seen == 1
    store.gate.set()
    until(lambda: live.get("bilbao").seen == 5)
    assert store.fits == 2, "one fitting, however often it was looked"
    live.close()


def test_change_during_a_fitting_is_not_lost(store):
    live = kept(store)
    live.get("bilbao")
    live.follow()
    store.gate.clear()
    store.now = 5
    time.sleep(0.5)
    store.now = 6
    store.gate.set()

    until(lambda: live.get("bilbao").seen == 6)
    live.close()


def test_failed_fitting_is_tried_again(store, caplog):
    live = kept(store)
    live.get("bilbao")
    fitting, live._fit = live._fit, lambda name: 1 / 0
    live.follow()
    with caplog.at_level("INFO", "harrera"):
        store.now = 9
        until(lambda: "ZeroDivisionError" in caplog.text)
    assert live.get("bilbao").seen == 1
    live._fit = fitting
    until(lambda: live.get("bilbao").seen == 9)
    live.close()


def test_name_is_fitted_once_however_many_ask(store):
    live = kept(store)
    threads = [threading.Thread(target=live.get, args=("bilbao",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert store.fits == 1 and live.known("valencia") is None
