"""`/whatsapp/webhook`: the handshake with Meta, and its deliveries: signature on the raw body, then taming, then the inbox, then 200."""

import json
from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse

from bot.errors import BadInput, NotAllowed
from bot.http.bodies import read_raw
from bot.privacy_log import log
from connectors.delivery import Inbox
from connectors.whatsapp_channel.metrics import SKIPPED, STATUSES, UNSENT
from connectors.whatsapp_channel.refusals import reason_of
from connectors.whatsapp_channel.signature import is_same, is_signed
from connectors.whatsapp_channel.taming import CHANNEL, Delivery, tame

PATH = "/whatsapp/webhook"
BODY_LIMIT = 3 * 1024 * 1024  # Meta's own


def whatsapp_router(
    inbox: Inbox, *, phone_id: str, app_secret: str, verify_token: str, unsent: Callable[[str], None] = lambda reason: None
) -> APIRouter:
    """`unsent` is told why a message that was taken did not arrive. Lets errors of `bot.errors` pass to the app's handlers: 403 without the right signature or secret, 503 when the inbox cannot store."""
    router = APIRouter()
    if not app_secret or not verify_token:
        log("channel_closed", channel=CHANNEL, reason="no_app_secret" if not app_secret else "no_verify_token")

    @router.get(PATH, include_in_schema=False)
    async def handshake(request: Request) -> Response:
        """Meta asks once whether the address is ours; the answer is its own challenge."""
        asked = request.query_params
        if asked.get("hub.mode") != "subscribe" or not is_same(asked.get("hub.verify_token"), verify_token):
            raise NotAllowed("wrong verify token")
        challenge = asked.get("hub.challenge", "")
        if not (challenge.isascii() and challenge.isalnum() and len(challenge) <= 128):
            raise BadInput("hub.challenge is missing or odd")
        return PlainTextResponse(challenge, headers={"X-Content-Type-Options": "nosniff"})

    @router.post(PATH, include_in_schema=False)
    async def deliver(request: Request) -> Response:
        header = request.headers.get("x-hub-signature-256")
        if not app_secret or not header:
            raise NotAllowed("not signed")  # before a single byte of the body is read
        body = await read_raw(request, BODY_LIMIT)
        if not is_signed(body, header, app_secret):
            raise NotAllowed("wrong signature")
        delivery = tame(_json(body), phone_id)
        for update in delivery.updates:
            await inbox.accept(update)
        _note(delivery)
        for code in delivery.failures:
            await run_in_threadpool(unsent, reason_of(code))
        return Response(status_code=200)

    return router


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("the body is not JSON") from None


def _note(delivery: Delivery) -> None:
    """Counted after the inbox took everything: a delivery that comes again is counted once."""
    SKIPPED.inc(delivery.skipped)
    for status in delivery.statuses:
        STATUSES.labels(status).inc()
    for code in delivery.failures:
        UNSENT.labels(reason_of(code)).inc()
        log("message_unsent", channel=CHANNEL, reason=reason_of(code), final=True)
