"""A stand-in for the Telegram Bot API server: takes what we send as strictly as the real one, records it, and fails on demand.

After https://core.telegram.org/bots/api; only the methods that we call.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from connectors.simulator.telegram_people import BOT, SOMETIME, TOKEN
from connectors.simulator.telegram_rules import Refused, check

METHODS = frozenset(
    "getMe getUpdates sendMessage sendChatAction answerCallbackQuery setMyCommands setWebhook deleteWebhook getWebhookInfo".split()
)


@dataclass(frozen=True)
class Call:
    """One call that was answered with success."""

    method: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """An answer that is no success, e.g. 429 with `{"retry_after": 3}`."""

    status: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass
class StandIn:
    """`calls` is what we did; `failures` are the answers to the next messages; `waiting` are updates for those who poll."""

    token: str = TOKEN
    calls: list[Call] = field(default_factory=list)
    failures: deque[Failure] = field(default_factory=deque)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    heard: Callable[[Call], None] = lambda call: None

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The messages, in order."""
        return [call.fields for call in self.calls if call.method == "sendMessage"]

    def app(self) -> FastAPI:
        app = FastAPI(openapi_url=None)

        @app.api_route("/bot{token}/{method}", methods=["GET", "POST"])
        async def call(token: str, method: str, request: Request) -> JSONResponse:
            return await self._answer(token, method, await _fields(request))

        @app.get("/calls")
        async def calls() -> JSONResponse:
            """For tests in another process."""
            return JSONResponse([{"method": call.method, "fields": call.fields} for call in self.calls])

        @app.post("/failures")
        async def fail(request: Request) -> None:
            """The same: failures to come."""
            self.failures.extend(Failure(**failure) for failure in await request.json())

        return app

    async def _answer(self, token: str, method: str, fields: dict[str, Any]) -> JSONResponse:
        if token != self.token:
            return _no(Failure(401, "Unauthorized"))
        if method not in METHODS:
            return _no(Failure(404, "Not Found"))
        if method == "sendMessage" and self.failures:
            return _no(self.failures.popleft())
        try:
            check(method, fields)
        except Refused as refused:
            return _no(Failure(400, f"Bad Request: {refused}"))
        call = Call(method, fields)
        self.calls.append(call)
        self.heard(call)
        return JSONResponse({"ok": True, "result": await self._result(method, fields)})

    async def _result(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getMe":
            return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        if method == "sendMessage":
            chat = {"id": int(fields["chat_id"]), "type": "private", "first_name": "Somebody"}
            return {"message_id": len(self.calls) + 1, "from": BOT, "chat": chat, "date": SOMETIME, "text": fields["text"]}
        if method == "getUpdates":
            return await self._updates(int(fields.get("offset", 0)))
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.waiting)}
        return True

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        if not self.waiting:
            await asyncio.sleep(0.05)  # the real one waits longer
        return self.waiting


async def _fields(request: Request) -> dict[str, Any]:
    """JSON, or a form whose values may be JSON, as the Bot API takes both."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return await request.json()
    form = parse_qsl((await request.body()).decode(), keep_blank_values=True)
    return dict(request.query_params) | {name: _value(value) for name, value in form}


def _value(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in "[{" else text
    except ValueError:
        return text


def _no(failure: Failure) -> JSONResponse:
    body = {"ok": False, "error_code": failure.status, "description": failure.description}
    return JSONResponse(body | ({"parameters": failure.parameters} if failure.parameters else {}), failure.status)
