"""The webhook: closed to whoever is not Meta, open to nothing larger than Meta sends, and honest about what it could not keep."""

import json
import logging

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.whatsapp_channel import whatsapp_router
from connectors.whatsapp_channel.signature import is_signed
from tests.unit.connectors.whatsapp_fakes import APP_SECRET, PHONE_ID, VERIFY_TOKEN, MemoryInbox, fixture, signature, whatsapp_app

PATH = "/whatsapp/webhook"
BODY = json.dumps(fixture("text")).encode()


@pytest.fixture
def inbox():
    return MemoryInbox()


@pytest.fixture
def client(inbox):
    with TestClient(whatsapp_app(inbox)) as client:
        yield client


def test_signed_delivery_reaches_the_inbox(client, inbox):
    response = client.post(PATH, content=BODY, headers=signature(BODY))

    assert (response.status_code, response.content) == (200, b"")
    assert [update.body["text"] for update in inbox.updates] == ["¿Cómo me empadrono?"]


BAD = {
    "none": {},
    "empty": {"X-Hub-Signature-256": ""},
    "another secret": signature(BODY, "another secret"),
    "empty secret": signature(BODY, ""),
    "another body": signature(BODY + b" "),
    "without its name": {"X-Hub-Signature-256": signature(BODY)["X-Hub-Signature-256"].removeprefix("sha256=")},
    "old hash": {"X-Hub-Signature": "sha1=" + "0" * 40},
    "too short": {"X-Hub-Signature-256": signature(BODY)["X-Hub-Signature-256"][:-1]},
    "capitals": {"X-Hub-Signature-256": signature(BODY)["X-Hub-Signature-256"].upper()},
    "more behind it": {"X-Hub-Signature-256": signature(BODY)["X-Hub-Signature-256"] + "\t0"},
    "no ASCII": {"X-Hub-Signature-256": "sha256=" + "\u00b2" * 64},
}


@pytest.mark.parametrize("headers", BAD.values(), ids=BAD)
def test_other_signatures_are_refused(client, inbox, headers):
    response = client.post(PATH, content=BODY, headers={name: value.encode("latin-1") for name, value in headers.items()})

    assert response.status_code == 403
    assert inbox.updates == []


@pytest.mark.parametrize("body", [BODY[:-1], BODY[1:], BODY + b"\n", BODY.replace(b"padr", b"Padr"), b""])
def test_altered_body_is_refused(client, inbox, body):
    assert client.post(PATH, content=body, headers=signature(BODY)).status_code == 403
    assert inbox.updates == []


def test_without_app_secret_everything_is_refused(inbox, caplog):
    logging.getLogger("harrera").propagate = True
    caplog.set_level(logging.INFO, "harrera")
    with TestClient(whatsapp_app(inbox, app_secret="")) as client:
        for headers in (signature(BODY, ""), signature(BODY), {}):
            assert client.post(PATH, content=BODY, headers=headers).status_code == 403

    assert inbox.updates == []
    assert [json.loads(record.message) for record in caplog.records] == [
        {"event": "channel_closed", "channel": "whatsapp", "reason": "no_app_secret"}
    ]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=80), st.text(max_size=20))
def test_nothing_made_up_is_ever_signed(body, header, secret):
    assert not is_signed(body, header, secret)
    assert not is_signed(body, f"sha256={header}", secret)
    assert not is_signed(body, signature(body, "")["X-Hub-Signature-256"], "")


def test_repeat_is_taken_once(client, inbox):
    for _ in range(3):
        assert client.post(PATH, content=BODY, headers=signature(BODY)).status_code == 200

    assert len(inbox.updates) == 1


def test_full_inbox_asks_the_platform_to_come_again(client, inbox):
    inbox.full = True
    assert client.post(PATH, content=BODY, headers=signature(BODY)).status_code == 503

    inbox.full = False
    assert client.post(PATH, content=BODY, headers=signature(BODY)).status_code == 200
    assert len(inbox.updates) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_signed_nonsense_is_refused_without_harm(client, inbox, body):
    assert client.post(PATH, content=body, headers=signature(body)).status_code == 400
    assert client.post(PATH, content=BODY, headers=signature(BODY)).status_code == 200


@pytest.mark.parametrize("body", [b"null", b"[]", b"{}", b'{"entry": 5}', b'{"entry": [{"changes": [{"field": "messages"}]}]}'])
def test_unknown_shape_is_acknowledged_and_forgotten(client, inbox, body):
    assert client.post(PATH, content=body, headers=signature(body)).status_code == 200
    assert inbox.updates == []


def test_body_of_ten_megabytes_is_refused(client):
    body = b'{"entry": "' + b"x" * 10_000_000 + b'"}'

    assert client.post(PATH, content=body, headers=signature(body)).status_code == 413


HANDSHAKE = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}


def test_handshake_gives_the_challenge_back(client):
    response = client.get(PATH, params=HANDSHAKE)

    assert (response.status_code, response.text) == (200, "1158201444")
    assert response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"hub.verify_token": "another"}, 403),
        ({"hub.verify_token": ""}, 403),
        ({"hub.mode": "unsubscribe"}, 403),
        ({"hub.challenge": "<script>alert(1)</script>"}, 400),
        ({"hub.challenge": ""}, 400),
        ({"hub.challenge": "1" * 200}, 400),
    ],
)
def test_other_handshakes_are_refused(client, changed, status):
    assert client.get(PATH, params=HANDSHAKE | changed).status_code == status


@pytest.mark.parametrize("token", ["", VERIFY_TOKEN])
def test_handshake_is_refused_while_no_token_is_set(inbox, token):
    with TestClient(whatsapp_app(inbox, verify_token="")) as client:
        assert client.get(PATH, params=HANDSHAKE | {"hub.verify_token": token}).status_code == 403


def test_failed_delivery_is_told_to_staff_without_who(client, caplog):
    logging.getLogger("harrera").propagate = True
    caplog.set_level(logging.INFO, "harrera")
    body = json.dumps(fixture("status_failed_window")).encode()
    client.post(PATH, content=body, headers=signature(body))

    assert [json.loads(record.message) for record in caplog.records] == [
        {"event": "message_unsent", "channel": "whatsapp", "reason": "window", "final": True}
    ]


def test_router_of_an_open_channel_says_nothing(caplog):
    caplog.set_level(logging.INFO, "harrera")
    whatsapp_router(MemoryInbox(), phone_id=PHONE_ID, app_secret=APP_SECRET, verify_token=VERIFY_TOKEN)

    assert caplog.records == []
