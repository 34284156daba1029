"""Codes and chats of agents: one suite for memory, SQLite and PostgreSQL."""

import pytest

from bot.sealing import Sealer
from bot.storage.database import migrate
from rumours.agent_chats import CODE_SECONDS, AgentChat, AgentChats, MemoryAgentChats
from rumours.sql_agent_chats import SqlAgentChats
from tests.contract.storage.databases import engine_of, postgres_database, sqlite_database


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryAgentChats()
        return
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as url, engine_of(url) as engine:
        migrate(engine)
        yield SqlAgentChats(engine)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def agents() -> set[str]:
    return {"a1", "b2"}


@pytest.fixture
def chats(store, clock, agents):
    return AgentChats(store, Sealer(b"secret", "agents"), agents.__contains__, clock)


def test_code_links_one_conversation_once(chats, clock):
    code = chats.make_code("a1")
    assert chats.agent_in("c1") is None
    assert chats.enter(f" {code.upper()} ", "c1", "web")
    assert chats.agent_in("c1") == "a1"
    assert chats.chats_of("a1") == [AgentChat("c1", "a1", "web", int(clock.now))]
    assert (chats.channel_of("c1"), chats.channel_of("c2")) == ("web", None)
    assert not chats.enter(code, "c2", "web") and chats.agent_in("c2") is None


def test_code_is_over_after_its_time(chats, clock):
    code = chats.make_code("a1")
    clock.now += CODE_SECONDS
    assert not chats.enter(code, "c1", "web")
    chats.make_code("a1")
    clock.now += CODE_SECONDS
    assert chats.expire() == 1 and chats.expire() == 0


def test_newer_code_replaces_the_older_and_only_that_account_s(chats):
    old, other, new = chats.make_code("a1"), chats.make_code("b2"), chats.make_code("a1")
    assert not chats.enter(old, "c1", "web")
    assert chats.enter(new, "c1", "web") and chats.enter(other, "c1", "telegram")
    assert chats.agent_in("c1") == "b2" and chats.chats_of("a1") == []


@pytest.mark.parametrize("wrong", ["", "-", "start", "bcdf-ghjk-mnpq", "x" * 5000, "رمز"])
def test_wrong_code_links_nothing(chats, wrong):
    chats.make_code("a1")
    assert not chats.enter(wrong, "c1", "web") and chats.agent_in("c1") is None


def test_account_that_is_no_agent_any_more_talks_as_anybody(chats, agents):
    code, late = chats.make_code("a1"), chats.make_code("b2")
    chats.enter(code, "c1", "web")
    agents.clear()
    assert chats.agent_in("c1") is None and not chats.enter(late, "c2", "web")


def test_chat_leaves_by_itself_or_all_of_an_account_at_once(chats):
    for conversation in ("c1", "c2", "c3"):
        chats.enter(chats.make_code("a1"), conversation, "web")
    waiting = chats.make_code("a1")
    assert chats.leave("c1") and not chats.leave("c1")
    assert chats.leave_all("a1") == 2 and chats.agent_in("c2") is None
    assert not chats.enter(waiting, "c4", "web")


def test_code_itself_is_kept_nowhere(store, chats):
    code = chats.make_code("a1")
    assert store.take_code(code, 0) is None and store.take_code(code.replace("-", ""), 0) is None
    assert len(set(code) - {"-"}) > 3 and not any(letter in "aeiouy0123456789" for letter in code)
