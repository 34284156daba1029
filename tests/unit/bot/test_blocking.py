"""A blocked conversation gets no answer, and nothing else changes."""

from bot.inbound import InboundMessage
from bot.metrics import Observed
from bot.pseudonyms import Pseudonyms
from tests.unit.bot.fakes import FakeEngine
from tests.unit.bot.test_privacy_notice import conversation


async def test_blocked_conversation_is_not_answered_and_the_log_says_so(caplog):
    caplog.set_level("INFO", logger="harrera")
    engine, blocked = FakeEngine(), Pseudonyms(b"secret").of("telegram", "700800")
    talk = Observed(conversation(engine, blocked={blocked}.__contains__))

    assert await talk.answer(InboundMessage("hola", "700800", "telegram")) == []
    assert engine.sent == [] and '"reason": "blocked"' in caplog.text and blocked not in caplog.text
    assert await talk.answer(InboundMessage("hola", "somebody else", "telegram"))
