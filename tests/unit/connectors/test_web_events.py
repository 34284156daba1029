"""Messages that come later on the web: only to the page that knows the conversation's id, once, in order, encrypted at rest."""

import json

import pytest
from fastapi.testclient import TestClient

from bot.errors import NotFound
from bot.later import LaterMessages
from bot.messages import Reply
from bot.pseudonyms import Pseudonyms
from bot.sealing import Sealer
from bot.storage.later import MemoryLater
from connectors.web_channel import ConversationIds, LaterDoor, web_router
from tests.unit.connectors.web_fakes import FakeConversation, FakeTexts, web_app

SECRET = b"a secret for tests only, long enough"


class Staff:
    """One installation: somebody who writes later, and the doors of the page."""

    def __init__(self, secret: bytes = SECRET, kept: MemoryLater | None = None):
        self.ids, self._pseudonyms, self.kept = ConversationIds(secret), Pseudonyms(secret), kept or MemoryLater()
        self.later = LaterMessages(self.kept, Sealer(secret, "later"), lambda: 3600, pause=0.01)
        self.door = LaterDoor(self.later, self.ids, self._pseudonyms, FakeTexts())
        self.conversation = self.ids.new()

    def writes(self, text: str, conversation: str | None = None) -> None:
        token = self.ids.token(conversation or self.conversation)
        self.later.say(self._pseudonyms.of("web", token), Reply(text, "es"))

    def client(self) -> TestClient:
        app = web_app(FakeConversation())
        app.router.routes.clear()
        app.include_router(web_router(FakeConversation(), FakeTexts(), self.ids, later=self.door))
        return TestClient(app)


async def events(stream, count: int) -> list[tuple[str, str]]:
    """(id, text) of the first `count` events."""
    found: list[tuple[str, str]] = []
    async for chunk in stream:
        for event in chunk.decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in event.splitlines() if ": " in line)
            found += [(fields["id"], json.loads(fields["data"])["text"])] if "data" in fields else []
        if len(found) >= count:
            break
    await stream.aclose()
    return found


@pytest.fixture
def staff():
    return Staff()


async def test_waiting_and_new_messages_come_in_order(staff):
    staff.writes("uno")
    stream = await staff.door.stream(staff.conversation, None)
    assert [text for _, text in await events(stream, 1)] == ["uno"]

    stream = await staff.door.stream(staff.conversation, None)
    assert await anext(stream) == b"retry: 5000\n\n"
    await anext(stream)
    staff.writes("dos\n\ndata: no es otro evento")
    staff.writes("tres")
    assert [text for _, text in await events(stream, 2)][-2:] == ["dos\n\ndata: no es otro evento", "tres"]


async def test_page_that_connects_again_gets_only_what_it_lacks(staff):
    for text in ("uno", "dos"):
        staff.writes(text)
    (first, _), _ = await events(await staff.door.stream(staff.conversation, None), 2)
    rest = await events(await staff.door.stream(staff.conversation, first), 1)

    assert [text for _, text in rest] == ["dos"]
    assert staff.kept.mark()[1] == 1, "what the page has is dropped"


@pytest.mark.parametrize("last_id", ["", "abc", "-1", "9" * 40, "\u0663", "1e3"])
async def test_odd_last_id_means_from_the_beginning(staff, last_id):
    staff.writes("uno")

    assert [text for _, text in await events(await staff.door.stream(staff.conversation, last_id), 1)] == ["uno"]


async def test_nobody_hears_another_conversation(staff):
    other = staff.ids.new()
    staff.writes("para ti", other)
    staff.writes("para mí")

    assert [text for _, text in await events(await staff.door.stream(staff.conversation, None), 1)] == ["para mí"]
    assert [reply.text for reply in staff.door.take(other)] == ["para ti"]


@pytest.mark.parametrize("wrong", [None, "", "x", ConversationIds("another secret").new()])
async def test_wrong_id_hears_nothing(staff, wrong):
    with pytest.raises(NotFound):
        await staff.door.stream(wrong, None)
    assert staff.door.take(wrong) == []


async def test_nothing_readable_is_kept(staff):
    staff.writes("Karim te espera a las diez")

    assert b"Karim" not in repr(staff.kept.__dict__).encode()
    assert staff.conversation.partition(".")[0] not in repr(staff.kept.__dict__)


async def test_message_of_another_secret_is_left_out():
    old = Staff()
    old.writes("uno")
    new = LaterMessages(old.kept, Sealer(b"another secret of the installation", "later"), lambda: 3600)

    assert new.waiting(Pseudonyms(SECRET).of("web", old.ids.token(old.conversation))) == []


async def test_looking_ends_with_the_last_listener(staff):
    stream = await staff.door.stream(staff.conversation, None)
    await anext(stream)
    await anext(stream)
    looking = staff.later._looking
    await stream.aclose()
    await looking

    assert looking.done() and staff.later._listening == 0


def test_page_without_script_shows_what_waits_once(staff):
    staff.writes("Te escribo yo, Karim no está")
    client = staff.client()
    form = {"text": "hola", "conversation": staff.conversation}
    first, second = client.post("/", data=form), client.post("/", data=form)

    assert "Te escribo yo" in first.text and "Una persona del equipo" in first.text
    assert "Te escribo yo" not in second.text


def test_wrong_id_is_not_found_over_http(staff):
    response = staff.client().get("/api/events", params={"conversation": "x"})

    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
