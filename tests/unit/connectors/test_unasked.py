"""What somebody here says unasked: rendered like an answer, asked of nobody, and on WhatsApp outside the 24 hours only as the template."""

import httpx
import pytest

from bot.durable import unasked
from bot.messages import Button, Reply
from bot.texts import Texts
from connectors.delivery import SendRefused, Update
from connectors.simulator.whatsapp import StandInGraph
from connectors.telegram_channel.channel import TelegramChannel
from connectors.whatsapp_channel import GraphApi, Template, WhatsAppChannel
from tests.unit.connectors import telegram_samples
from tests.unit.connectors.whatsapp_fakes import PHONE_ID, USER, FakeConversation

REPLY = Reply("Buenos días.\n\nMañana a las diez puede venir Amina.", "es", buttons=(Button("Otra pregunta", "act:greet"),))
TEMPLATE = Template("harrera_answer", "es")


@pytest.fixture
async def graph():
    """(stand-in, api, reasons told to staff)."""
    stand_in = StandInGraph("a token")
    api = GraphApi("http://graph.test", PHONE_ID, "a token", transport=httpx.ASGITransport(stand_in.app))
    yield stand_in, api, []
    await api.close()


async def said(graph, template: Template | None, update: Update) -> None:
    _, api, told = graph
    channel = WhatsAppChannel(FakeConversation(), Texts.load(), api, template, told.append)
    for outgoing in await channel.replies_to(update):
        await channel.send(update.chat, outgoing)


async def test_within_the_window_it_goes_as_it_is_and_nobody_is_asked(graph):
    stand_in, _, told = graph
    await said(graph, TEMPLATE, unasked("whatsapp", USER, REPLY))

    assert [message["interactive"]["body"]["text"] for message in stand_in.messages] == [REPLY.text]
    assert told == []


async def test_outside_the_window_it_goes_as_the_template_in_one_line(graph):
    stand_in, _, told = graph
    stand_in.outside_window.add(USER)
    await said(graph, TEMPLATE, unasked("whatsapp", USER, REPLY))

    (message,) = stand_in.messages
    assert message["template"]["name"] == "harrera_answer" and message["template"]["language"] == {"code": "es"}
    ((parameter,),) = [component["parameters"] for component in message["template"]["components"]]
    assert parameter == {"type": "text", "text": "Buenos días. Mañana a las diez puede venir Amina."}
    assert told == []


async def test_outside_the_window_without_a_template_it_is_refused_and_staff_see_why(graph):
    stand_in, _, told = graph
    stand_in.outside_window.add(USER)
    with pytest.raises(SendRefused) as refused:
        await said(graph, None, unasked("whatsapp", USER, REPLY))

    assert refused.value.permanent and stand_in.messages == [] and told == ["window"]


async def test_late_answer_never_goes_as_the_template(graph):
    """It says that a human writes; and the platform counts templates that nobody asked for."""
    stand_in, _, told = graph
    stand_in.outside_window.add(USER)
    with pytest.raises(SendRefused):
        await said(graph, TEMPLATE, Update("whatsapp", "wamid.1", USER, {"text": "hola", "unread": ""}))

    assert stand_in.messages == [] and told == ["window"]


async def test_template_that_meta_does_not_know_is_told_to_staff(graph):
    stand_in, _, told = graph
    stand_in.outside_window.add(USER)
    stand_in.templates = {"another"}
    with pytest.raises(SendRefused) as refused:
        await said(graph, TEMPLATE, unasked("whatsapp", USER, REPLY))

    assert refused.value.permanent and told == ["bad_request"]


def test_long_words_fit_the_template():
    (component,) = TEMPLATE.message("palabra " * 500)["template"]["components"]

    assert len(component["parameters"][0]["text"]) <= 900


async def test_read_mark_is_not_sent_for_a_message_of_our_own(graph):
    stand_in, api, _ = graph
    await WhatsAppChannel(FakeConversation(), Texts.load(), api).noticed(unasked("whatsapp", USER, REPLY))

    assert stand_in.marks == []


async def test_on_telegram_it_is_a_message_like_any_other():
    conversation = telegram_samples.FakeConversation()
    channel = TelegramChannel(conversation, telegram_samples.rendering(), telegram_samples.FakeApi())
    update = unasked("telegram", "5000000001", REPLY)
    (outgoing,) = await channel.replies_to(update)
    await channel.noticed(update)

    assert "Amina" in outgoing.payload["text"] and "reply_markup" in outgoing.payload and conversation.messages == []
