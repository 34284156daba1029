"""`GET /api/events`: messages that come later, from a human, as server-sent events to the page that listens.

The id of an event is the message's position; a browser that connects again names the last one it has (`Last-Event-ID`), and what it
has is dropped. A page without JavaScript gets what waits with its next request.
"""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from bot.aside import aside
from bot.errors import NotFound, TooManyMessages
from bot.messages import Reply
from bot.pseudonyms import Pseudonyms
from connectors.channel import Texts
from connectors.web_channel.conversation_ids import ConversationIds
from connectors.web_channel.headers import PRIVATE_HEADERS
from connectors.web_channel.outgoing import ReplyOut, reply_out

MOST_LISTENERS = 2000  # open pages of this process
_HEADERS = PRIVATE_HEADERS | {"X-Accel-Buffering": "no"}  # a proxy must pass every event on at once
_RETRY = b"retry: 5000\n\n"  # milliseconds until a browser that was cut off connects again
_LONGEST_POSITION = 18  # digits


class LaterMessage(Protocol):
    @property
    def position(self) -> int: ...

    @property
    def reply(self) -> Reply: ...


class Later(Protocol):
    """What waits for a conversation, by pseudonym."""

    def waiting(self, pseudonym: str, after: int = 0) -> Sequence[LaterMessage]: ...

    def seen(self, pseudonym: str, position: int) -> None: ...

    def listen(self, pseudonym: str, after: int) -> AsyncIterator[Sequence[LaterMessage]]:
        """New messages, or an empty list now and then; without end."""


class LaterDoor:
    """A web conversation's later messages, found by its id."""

    def __init__(self, later: Later, ids: ConversationIds, pseudonyms: Pseudonyms, texts: Texts):
        self._later, self._ids, self._pseudonyms, self._texts = later, ids, pseudonyms, texts
        self._listeners = 0

    def take(self, conversation: str | None) -> list[ReplyOut]:
        """What waits, and no longer after this: for a page that is drawn now. Empty for an id that is not ours."""
        whose = self._whose(conversation)
        found = self._later.waiting(whose) if whose else []
        if whose and found:
            self._later.seen(whose, found[-1].position)
        return [reply_out(message.reply, self._texts) for message in found]

    async def stream(self, conversation: str | None, last_id: str | None) -> AsyncIterator[bytes]:
        """Events without end. Raises NotFound for an id that is not ours, TooManyMessages when too many pages listen."""
        whose = self._whose(conversation)
        if whose is None:
            raise NotFound("no such conversation")
        if self._listeners >= MOST_LISTENERS:
            raise TooManyMessages("too many pages listen")
        after = _position(last_id)
        if after:
            await aside(self._later.seen, whose, after)
        return self._events(whose, after)

    async def _events(self, whose: str, after: int) -> AsyncIterator[bytes]:
        self._listeners += 1
        try:
            yield _RETRY
            async for messages in self._later.listen(whose, after):
                yield b"".join(self._event(message) for message in messages) or b":\n\n"
        finally:
            self._listeners -= 1

    def _event(self, message: LaterMessage) -> bytes:
        data = reply_out(message.reply, self._texts).model_dump_json()
        return f"id: {message.position}\ndata: {json.dumps(json.loads(data))}\n\n".encode()

    def _whose(self, conversation: str | None) -> str | None:
        token = self._ids.token(conversation)
        return self._pseudonyms.of("web", token) if token else None


def events_router(door: LaterDoor) -> APIRouter:
    router = APIRouter()

    @router.get("/api/events", tags=["chat"], response_class=StreamingResponse)
    async def events(request: Request, conversation: str) -> StreamingResponse:
        """Messages that come later, as server-sent events: each `data` is a reply in the shape of `POST /api/chat`."""
        stream = await door.stream(conversation, request.headers.get("last-event-id"))
        return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)

    return router


def _position(last_id: str | None) -> int:
    return int(last_id) if last_id and last_id.isdecimal() and last_id.isascii() and len(last_id) <= _LONGEST_POSITION else 0
