"""WhatsApp around a conversation written by hand: fixtures as signed deliveries, an inbox in memory, a Graph API that remembers."""

import hashlib
import hmac
import json
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.errors import HarreraError, Unavailable
from bot.inbound import InboundMessage
from bot.messages import Reply
from connectors.delivery import Channel, Update
from connectors.whatsapp_channel import whatsapp_router

FIXTURES = Path(__file__).parents[2] / "fixtures" / "whatsapp"
PHONE_ID, APP_SECRET, VERIFY_TOKEN = "100000000000001", "an app secret for tests only", "a verify token for tests only"
PHONE, USER = "34600000017", "ES.9000000000000000017"


def fixture(name: str) -> dict:
    return json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))


def signature(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"}


class FakeConversation:
    """Answers with what it is told to, and remembers what it was asked."""

    def __init__(self, *replies: Reply):
        self.replies = list(replies) or [Reply("Hola", "es")]
        self.asked: list[InboundMessage] = []

    async def answer(self, message: InboundMessage) -> list[Reply]:
        self.asked.append(message)
        return self.replies


class FakeApi:
    """Takes messages, unless `refusals` holds an error for the next one."""

    def __init__(self, *refusals: Exception | None):
        self.taken: list[dict] = []
        self.refusals = list(refusals)

    async def post(self, message: dict) -> None:
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal:
            raise refusal
        self.taken.append(message)


class MemoryInbox:
    """Keeps ids, answers at once through the channel when it has one; `full` makes it refuse."""

    def __init__(self, channel: Channel | None = None):
        self.channel, self.updates, self.full = channel, [], False

    async def accept(self, update: Update) -> bool:
        if self.full:
            raise Unavailable("full")
        if update.id in {known.id for known in self.updates}:
            return False
        self.updates.append(update)
        for outgoing in await self.channel.replies_to(update) if self.channel else []:
            await self.channel.send(update.chat, outgoing)
        return True


def whatsapp_app(inbox: MemoryInbox, app_secret: str = APP_SECRET, verify_token: str = VERIFY_TOKEN) -> FastAPI:
    """The channel alone, with the one error shape that `bot.web` installs."""
    app = FastAPI()
    app.include_router(whatsapp_router(inbox, phone_id=PHONE_ID, app_secret=app_secret, verify_token=verify_token))

    @app.exception_handler(HarreraError)
    async def shown(request: Request, error: HarreraError) -> JSONResponse:
        return JSONResponse({"error": {"code": error.code, "message": str(error)}}, error.status)

    return app
