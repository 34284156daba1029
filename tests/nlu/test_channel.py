"""The engine's only door: without the token or the sender nobody gets in, and no error repeats what was written."""

import asyncio
import json

import pytest
from sanic import Sanic

from nlu.channel import LONGEST_TEXT, HarreraChannel
from tests.nlu.conftest import ROOT

TOKEN = "test-token"
TEXT = "an unmistakable text"
PATH = "/webhooks/harrera/message"


class Door:
    """The channel in an application of its own; `received` is what got in."""

    def __init__(self):
        self.received = []
        self._app = Sanic("harrera_door", configure_logging=False)
        self._app.blueprint(HarreraChannel(TOKEN).blueprint(self.on_new_message), url_prefix="/webhooks/harrera")
        asyncio.run(self._app._startup())  # once in a process: Sanic rewrites its own methods as it starts

    async def on_new_message(self, message):
        self.received.append(message)
        await message.output_channel.send_custom_json(message.sender_id, {"text": "answered"})

    def post(self, body, token=TOKEN):
        """(status, text) of the answer, without a network: the request goes in as ASGI."""
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        headers = [(b"content-length", str(len(content)).encode()), (b"host", b"127.0.0.1")]
        if token is not None:
            headers.append((b"x-engine-token", token.encode()))
        return asyncio.run(self._call(content, headers))

    async def _call(self, content, headers):
        sent = []

        async def receive():
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": PATH, "raw_path": PATH.encode(), "query_string": b"", "headers": headers}
        scope.update(server=("127.0.0.1", 80), client=("127.0.0.1", 9), scheme="http", http_version="1.1", root_path="")
        await asyncio.wait_for(self._app(scope, receive, send), 20)
        status = next(message["status"] for message in sent if message["type"] == "http.response.start")
        return status, b"".join(message.get("body", b"") for message in sent).decode()


@pytest.fixture(scope="module")
def one_door():
    return Door()


@pytest.fixture
def door(one_door):
    one_door.received.clear()
    return one_door


def test_message_gets_in_and_its_replies_come_back(door):
    status, text = door.post({"sender": "pseudonym", "text": TEXT, "metadata": {"language": "eu"}})

    assert (status, json.loads(text)) == (200, {"replies": [{"text": "answered"}]})
    (message,) = door.received
    assert (message.sender_id, message.text, message.metadata) == ("pseudonym", TEXT, {"language": "eu"})


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", TOKEN[:-1]])
def test_without_the_token_nobody_gets_in(door, token):
    status, text = door.post({"sender": "pseudonym", "text": TEXT}, token)

    assert status == 403 and door.received == [] and TEXT not in text


@pytest.mark.parametrize(
    "fields",
    [
        {"text": TEXT},
        {"sender": "", "text": TEXT},
        {"sender": None, "text": TEXT},
        {"sender": 5, "text": TEXT},
        {"sender": "pseudonym"},
        {"sender": "pseudonym", "text": ""},
        {"sender": "pseudonym", "text": [TEXT]},
        {"sender": "pseudonym", "text": TEXT + "x" * LONGEST_TEXT},
    ],
)
def test_message_that_is_none_is_refused_without_its_text(door, fields):
    status, text = door.post(fields)

    assert status == 400 and door.received == [] and TEXT not in text


@pytest.mark.parametrize("body", ["{" + TEXT, '["' + TEXT + '"]'])
def test_body_that_is_no_object_is_refused_without_its_text(door, body):
    status, text = door.post(body)

    assert status == 400 and door.received == [] and TEXT not in text


def test_channel_without_token_is_not_built():
    with pytest.raises(ValueError):
        HarreraChannel.from_credentials({})


@pytest.mark.parametrize("example", sorted((ROOT / "tests" / "contract" / "engine").glob("channel_*.json")), ids=lambda path: path.stem)
def test_examples_of_the_app_get_in(door, example):
    request = json.loads(example.read_text(encoding="utf-8"))["request"]

    assert door.post(request)[0] == 200
    assert [(m.sender_id, m.text, m.metadata) for m in door.received] == [(request["sender"], request["text"], request["metadata"])]
