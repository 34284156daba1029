"""`POST /telegram/webhook`: Telegram's deliveries. The secret first, then the body with its limit, then taming, then the inbox, then 200."""

import hmac
import json
from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from bot.errors import BadInput, NotAllowed
from bot.http.bodies import read_raw
from bot.privacy_log import log
from connectors.delivery import Inbox
from connectors.telegram_channel.addressing import Own
from connectors.telegram_channel.taming import CHANNEL, tame

PATH = "/telegram/webhook"
HEADER = "x-telegram-bot-api-secret-token"
BODY_LIMIT = 512 * 1024  # the longest message with the longest one it answers, every letter escaped, is a fifth of it


def telegram_router(inbox: Inbox, own: Callable[[], Own], secret: str) -> APIRouter:
    """Lets errors of `bot.errors` pass to the app's handlers: 403 without the secret, 503 when the inbox cannot store.

    Without a secret of ours nothing is let in, and the log says so once.
    """
    router = APIRouter()
    if not secret:
        log("channel_closed", channel=CHANNEL, reason="no_secret")

    @router.post(PATH, include_in_schema=False)
    async def deliver(request: Request) -> Response:
        if not is_from_telegram(request.headers.get(HEADER), secret):
            raise NotAllowed("wrong or missing secret")  # before a single byte of the body is read
        update = tame(_json(await read_raw(request, BODY_LIMIT)), own())
        if update:
            await inbox.accept(update)
        return Response(status_code=200)

    return router


def is_from_telegram(header: str | None, secret: str) -> bool:
    """Compared in constant time; never true while the secret is unset."""
    given = (header or "").encode("utf-8", "surrogatepass")
    return hmac.compare_digest(given, secret.encode()) and bool(secret)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("the body is not JSON") from None
