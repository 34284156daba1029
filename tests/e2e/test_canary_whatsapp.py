"""Canaries through WhatsApp: names, numbers, ids and words go in by every kind of message, while Meta takes, refuses and is silent."""

import time
from base64 import b64encode
from pathlib import Path

import pytest

from connectors.simulator.serving import Serving
from connectors.simulator.whatsapp import SimulatedPhone, StandInGraph
from tests.e2e.canaries import SENTENCES, canaries, leaks, needles, places
from tests.e2e.served import served
from tests.e2e.test_whatsapp import APP_SECRET, PHONE_ID, TOKEN, VERIFY_TOKEN, WhatsAppHouse, until

# what a person's WhatsApp tells of them beside their words
MEDIA = {"mime_type": "image/jpeg", "sha256": "x", "id": "1"}


def inside_base64(text: str) -> list[str]:
    """The parts of `text`'s base64 that stay the same wherever it stands in a longer text: Meta's message ids hold the number so."""
    return [b64encode(b"x" * shift + text.encode()).decode()[(shift * 8 + 5) // 6 : -4].lower() for shift in range(3)]


def everything(phone: SimulatedPhone, birds: dict[str, str]):
    """A delivery of each kind, with canaries wherever a text can be."""
    for sentence in SENTENCES:
        yield phone.says(sentence.format(**birds))
    yield phone.does("image", MEDIA | {"caption": SENTENCES[0].format(**birds)})
    yield phone.does("document", MEDIA | {"filename": f"{birds['name']}.pdf"})
    yield phone.does("contacts", [{"name": {"formatted_name": birds["name"]}, "phones": [{"phone": birds["phone"]}]}])
    yield phone.does("location", {"latitude": 43.263, "longitude": -2.935, "name": birds["name"], "address": birds["address"]})
    yield phone.does("interactive", {"type": "button_reply", "button_reply": {"id": birds["word"], "title": birds["word"]}})
    yield phone.does("edit", {"original_message_id": birds["word"], "message": {"type": "text", "text": {"body": birds["word"]}}})
    yield phone.does(birds["word"], {birds["word"]: birds["word"]})
    yield phone.signed({"object": birds["word"], "entry": [birds["word"], {"changes": birds["word"]}]})
    body, headers = phone.says(birds["word"])
    yield body, headers | {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    yield body[:-1], headers


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """(house, canaries and the person's ids, when it began) after everything was said and answered."""
    graph, since, birds = StandInGraph(TOKEN), time.time() - 1, canaries()
    with Serving(graph.app) as url:
        settings = {
            "HARRERA_WHATSAPP_PHONE_ID": PHONE_ID,
            "HARRERA_WHATSAPP_TOKEN": TOKEN,
            "HARRERA_WHATSAPP_APP_SECRET": APP_SECRET,
            "HARRERA_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
            "HARRERA_WHATSAPP_API_BASE": f"{url}/v25.0",
            "HARRERA_MESSAGES_PER_MINUTE": "1000",
        }
        with served(tmp_path_factory.mktemp("whatsapp-canary"), **settings) as house:
            whatsapp = WhatsAppHouse(house, graph)
            phone = SimulatedPhone(APP_SECRET, PHONE_ID, f"34{birds['phone']}", birds["name"])
            graph.fail(500, 131000, times=2)
            graph.fail(400, 131047, times=2)
            for delivery in everything(phone, birds):
                whatsapp.deliver(delivery)
            until(lambda: len(whatsapp.sent_to(phone)) >= len(SENTENCES), 120)
            until(lambda: len(graph.marks) >= len(SENTENCES), 120)
            time.sleep(2)
            yield whatsapp, birds | {"user": phone.user_id}, since


def test_nothing_of_a_person_is_found_anywhere(spoken):
    whatsapp, birds, since = spoken
    found = dict(places(whatsapp.house, since))
    wanted = [*needles(birds), *inside_base64(f"34{birds['phone']}")]

    assert {"stderr", "harrera.db", "durable.db"} <= {Path(where).name for where in found}
    assert b"message_answered" in found[str(whatsapp.house.folder / "stderr")]
    assert b"harrera_whatsapp_sent_total" in found["/metrics"] and found["table inflight"].count(b"whatsapp:") >= len(SENTENCES)
    assert leaks(found, wanted) == []


def test_no_answer_repeats_a_canary(spoken):
    whatsapp, birds, _ = spoken
    # the address is the only place where an id of the person may stand
    answers = [
        repr({name: value for name, value in message.items() if name != "recipient"}).encode() for message in whatsapp.graph.messages
    ]

    assert len(answers) >= len(SENTENCES)
    assert [number for number, answer in enumerate(answers) if leaks({"": answer}, needles(birds))] == []


def test_search_would_find_the_number_inside_a_message_id():
    number = "34600000017"
    ids = [b64encode(prefix + number.encode() + b"\x15\x02\x00").decode() for prefix in (b"", b"\x1c", b"\x1c\x18")]

    assert [leaks({"": id.encode()}, inside_base64(number)) for id in ids] == [[""]] * 3
