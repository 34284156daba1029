"""WhatsApp from end to end: signed deliveries to a served house with the durable inbox, and a stand-in Graph API that takes the answers."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from connectors.simulator.serving import Serving
from connectors.simulator.whatsapp import SimulatedPhone, StandInGraph
from tests.e2e.served import served

PATH, TOKEN = "/whatsapp/webhook", "a token for tests only"
PHONE_ID, APP_SECRET, VERIFY_TOKEN = "100000000000001", "an app secret for tests only", "a verify token for tests only"


class WhatsAppHouse:
    """A served house whose only outside is the stand-in."""

    def __init__(self, house, graph: StandInGraph):
        self.house, self.graph = house, graph

    def deliver(self, delivery: tuple[bytes, dict[str, str]]) -> int:
        body, headers = delivery
        return self.house.client.post(PATH, content=body, headers=headers).status_code

    def sent_to(self, phone: SimulatedPhone) -> list[dict[str, Any]]:
        return [message for message in list(self.graph.messages) if message.get("recipient") == phone.user_id]

    def wait_for(self, phone: SimulatedPhone, count: int) -> list[dict[str, Any]]:
        until(lambda: len(self.sent_to(phone)) >= count)
        return self.sent_to(phone)


def until(true: Callable[[], object], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it does not come true"
        time.sleep(0.05)


def words(message: dict[str, Any]) -> str:
    content = message[message["type"]]
    return content["body"] if message["type"] == "text" else content["body"]["text"]


def payloads(message: dict[str, Any]) -> list[str]:
    action = message["interactive"]["action"] if message["type"] == "interactive" else {}
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    return [button["reply"]["id"] for button in action.get("buttons", ())] + [row["id"] for row in rows]


@pytest.fixture(scope="module")
def whatsapp(tmp_path_factory):
    graph = StandInGraph(TOKEN)
    with Serving(graph.app) as url:
        settings = {
            "HARRERA_WHATSAPP_PHONE_ID": PHONE_ID,
            "HARRERA_WHATSAPP_TOKEN": TOKEN,
            "HARRERA_WHATSAPP_APP_SECRET": APP_SECRET,
            "HARRERA_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
            "HARRERA_WHATSAPP_API_BASE": f"{url}/v25.0",
        }
        with served(tmp_path_factory.mktemp("whatsapp"), **settings) as house:
            yield WhatsAppHouse(house, graph)


@pytest.fixture
def phone(request):
    """Somebody new in every test."""
    number = f"346{abs(hash(request.node.name)) % 10**8:08d}"
    return SimulatedPhone(APP_SECRET, PHONE_ID, number)


def test_question_is_answered_with_sources_and_buttons(whatsapp, phone):
    assert whatsapp.deliver(phone.says("¿Qué es el padrón?")) == 200
    message = whatsapp.wait_for(phone, 1)[0]

    assert "padr" in words(message).lower() and "https://" in words(message)
    assert payloads(message)
    until(lambda: [mark for mark in whatsapp.graph.marks if mark["status"] == "read"])


def test_long_text_comes_after_its_button(whatsapp, phone):
    whatsapp.deliver(phone.says("¿Qué es el padrón?"))
    short = whatsapp.wait_for(phone, 1)[-1]
    (more,) = [payload for payload in payloads(short) if payload.startswith("more:")]
    before = len(whatsapp.sent_to(phone))
    whatsapp.deliver(phone.presses(more, "Leer más"))
    long = whatsapp.wait_for(phone, before + 1)[before:]

    assert len("".join(map(words, long))) > len(words(short))


def test_danger_is_answered_with_the_number_first(whatsapp, phone):
    whatsapp.deliver(phone.says("mi marido me pega, tengo miedo"))

    assert words(whatsapp.wait_for(phone, 1)[0]).startswith("112")


def test_photo_is_answered_kindly_with_a_way_to_a_human(whatsapp, phone):
    whatsapp.deliver(phone.does("image", {"mime_type": "image/jpeg", "sha256": "x", "id": "1"}))
    message = whatsapp.wait_for(phone, 1)[0]

    assert "act:talk_to_human" in payloads(message)


def test_place_finds_the_nearest_services(whatsapp, phone):
    whatsapp.deliver(phone.shares(43.263, -2.935))

    assert words(whatsapp.wait_for(phone, 1)[0])


def test_repeat_is_answered_once(whatsapp, phone):
    delivery = phone.says("eskerrik asko")
    assert [whatsapp.deliver(delivery) for _ in range(5)] == [200] * 5
    whatsapp.wait_for(phone, 1)
    time.sleep(1)

    assert len(whatsapp.sent_to(phone)) == 1


def test_forged_delivery_is_refused_and_not_answered(whatsapp, phone):
    body, headers = phone.says("¿Qué es el padrón?")
    forged = SimulatedPhone("another secret", PHONE_ID, phone.number).says("¿Qué es el padrón?")

    assert whatsapp.deliver(forged) == 403
    assert whatsapp.deliver((body + b" ", headers)) == 403
    assert whatsapp.deliver((body, {})) == 403
    time.sleep(0.5)
    assert whatsapp.sent_to(phone) == []


def test_several_messages_of_one_delivery_are_answered_in_order(whatsapp, phone):
    first, second = (json.loads(phone.says(text)[0]) for text in ("¿Qué es el padrón?", "mi marido me pega, tengo miedo"))
    first["entry"][0]["changes"] += second["entry"][0]["changes"]
    assert whatsapp.deliver(phone.signed(first)) == 200
    until(lambda: any(words(message).startswith("112") for message in whatsapp.sent_to(phone)))

    assert "padr" in words(whatsapp.sent_to(phone)[0]).lower()


@pytest.mark.parametrize(("status", "code"), [(429, 130429), (500, 131000), (502, None), (401, 190)])
def test_refused_message_is_sent_again_once_it_can_be(whatsapp, phone, status, code):
    whatsapp.graph.fail(status, code, retry_after=1, times=2)
    whatsapp.deliver(phone.says("¿Qué es el padrón?"))
    whatsapp.wait_for(phone, 1)
    time.sleep(1)

    texts = [words(message) for message in whatsapp.sent_to(phone)]
    assert len(texts) == len(set(texts))


def test_closed_window_is_told_to_staff_and_does_not_block_others(whatsapp, phone):
    whatsapp.graph.outside_window.add(phone.user_id)
    whatsapp.deliver(phone.says("¿Qué es el padrón?"))
    until(lambda: b'harrera_whatsapp_unsent_total{reason="window"}' in whatsapp.house.client.get("/metrics").content)

    assert '"reason": "window", "final": true' in whatsapp.house.output()
    whatsapp.graph.outside_window.discard(phone.user_id)
    whatsapp.deliver(phone.says("eskerrik asko"))
    assert len(whatsapp.wait_for(phone, 1)) == 1


def test_handshake_with_meta(whatsapp):
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}

    assert whatsapp.house.client.get(PATH, params=asked).text == "1158201444"
    assert whatsapp.house.client.get(PATH, params=asked | {"hub.verify_token": "x"}).status_code == 403
