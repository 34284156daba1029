"""The news that a card exists: told once, where the agent is, and not lost when it could not be sent."""

from types import SimpleNamespace

import pytest

from bot.sealing import Sealer
from bot.telling import CardNews
from bot.texts import Texts
from rumours.agent_chats import AgentChats, MemoryAgentChats
from rumours.radar import ClaimState, MemoryRadar, UnmatchedClaim, week_of
from tests.contract.rumours.samples import TODAY, card

CHATS = {"c1": ("telegram", "700800"), "w1": ("web", "")}


class World:
    """Two linked chats, one on Telegram and one on the page, each with a report that has a card now."""

    def __init__(self):
        self.radar, self.linked = MemoryRadar(), {"a1"}
        self.chats = AgentChats(MemoryAgentChats(), Sealer(b"secret", "agents"), self.linked.__contains__)
        self.written, self.waiting, self.sends = [], [], True
        self.ways = dict(CHATS)
        for chat, (channel, _) in CHATS.items():
            self.chats.enter(self.chats.make_code("a1"), chat, channel)
            self.radar.report(UnmatchedClaim("bilbao", week_of(TODAY), "eu", "zerbait", "a1", chat, ClaimState.ATTACHED, "plain", id=chat))
        reaching = SimpleNamespace(chat_of=self.ways.get)
        later = SimpleNamespace(say=lambda chat, reply: self.waiting.append((chat, reply)))
        cards = {"plain": card("plain")}
        self.news = CardNews(self.radar, self.chats, reaching, later, self.write, cards.get, Texts.load())

    async def write(self, channel, chat, reply):
        self.written += [(channel, chat, reply)] if self.sends else []
        return self.sends


@pytest.fixture
def world():
    return World()


async def test_each_is_told_once_where_they_are(world):
    await world.news.tell()
    await world.news.tell()

    ((channel, chat, reply),) = world.written
    assert (channel, chat) == ("telegram", "700800") and [chat for chat, _ in world.waiting] == ["w1"]
    assert reply.text == Texts.load().get("eu", "agents.news") and [button.payload for button in reply.buttons] == ["rumour:plain"]
    assert "zerbait" not in reply.text


async def test_what_could_not_be_sent_is_tried_again(world):
    world.sends = False
    await world.news.tell()
    assert [claim.id for claim in world.radar.to_tell()] == ["c1"]
    world.sends = True
    await world.news.tell()
    assert len(world.written) == 1 and world.radar.to_tell() == []


async def test_nobody_is_told_who_is_no_agent_any_more_or_cannot_be_found(world):
    world.ways.pop("c1")
    world.chats.leave("w1")
    await world.news.tell()

    assert world.written == [] == world.waiting and len(world.radar.to_tell()) == 2, "said when they write next"
