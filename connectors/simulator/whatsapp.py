"""A stand-in for Meta: a Graph API that takes messages, and a phone whose owner writes to us through the real webhook."""

import hashlib
import hmac
import json
import secrets
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

_TITLES = {131047: "Re-engagement message", 131009: "Parameter value is not valid", 190: "Access token has expired"}


@dataclass(frozen=True, slots=True)
class _Failure:
    status: int
    code: int | None
    retry_after: int | None


class StandInGraph:
    """`app` is the API; `messages` and `marks` hold what it took, in order. Refuses what Meta would refuse."""

    def __init__(self, token: str):
        self._token = token
        self.messages: list[dict[str, Any]] = []
        self.marks: list[dict[str, Any]] = []
        self.heard: Callable[[dict[str, Any]], None] = lambda message: None  # called with each message it takes
        self.templates: set[str] | None = None  # those that were approved; None: any
        self.outside_window: set[str] = set()  # chats of people who wrote more than a day ago
        self._failures: list[_Failure] = []
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        self.app.add_api_route("/{phone_id}/messages", self._take, methods=["POST"])
        self.app.add_api_route("/{version}/{phone_id}/messages", self._take, methods=["POST"])
        self.app.add_api_route("/{phone_id}", self._show, methods=["GET"])
        self.app.add_api_route("/{version}/{phone_id}", self._show, methods=["GET"])

    def fail(self, status: int, code: int | None = None, retry_after: int | None = None, times: int = 1) -> None:
        """Refuse the next messages (not the read marks); without a code the body is not JSON, as from a broken proxy."""
        self._failures += [_Failure(status, code, retry_after)] * times

    async def _show(self, request: Request, phone_id: str, version: str = "") -> JSONResponse:
        """The number itself."""
        if not self._is_known(request):
            return _refusal(_Failure(401, 190, None))
        return JSONResponse({"id": phone_id})

    def _is_known(self, request: Request) -> bool:
        return hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {self._token}".encode())

    async def _take(self, request: Request, phone_id: str, version: str = "") -> JSONResponse:
        if not self._is_known(request):
            return _refusal(_Failure(401, 190, None))
        message = json.loads(await request.body())
        if message.get("status") == "read":
            self.marks.append(message)
            return JSONResponse({"success": True})
        if self._failures:
            return _refusal(self._failures.pop(0))
        fault = faults_of(message)
        if fault:
            return _refusal(_Failure(400, 131009, None), fault)
        chat = message.get("to") or message.get("recipient")
        if chat in self.outside_window and message["type"] != "template":
            return _refusal(_Failure(400, 131047, None))
        if message["type"] == "template" and self.templates is not None and message["template"]["name"] not in self.templates:
            return _refusal(_Failure(404, 132001, None))
        self.messages.append(message)
        self.heard(message)
        made = {"messaging_product": "whatsapp", "contacts": [{"input": chat, "wa_id": chat}], "messages": [{"id": _wamid(str(chat))}]}
        return JSONResponse(made)


class SimulatedPhone:
    """A person's WhatsApp: `(body, headers)` of the deliveries that Meta would make of what they do."""

    def __init__(self, app_secret: str, phone_id: str, number: str = "34600000017", name: str = "Amina Ejemplo"):
        self._secret, self._phone_id = app_secret, phone_id
        self.number, self.name, self.user_id = number, name, f"ES.9{number}"
        self._turns = count(1)

    def says(self, text: str) -> tuple[bytes, dict[str, str]]:
        return self.does("text", {"body": text})

    def presses(self, payload: str, title: str) -> tuple[bytes, dict[str, str]]:
        return self.does("interactive", {"type": "button_reply", "button_reply": {"id": payload, "title": title[:20]}})

    def shares(self, latitude: float, longitude: float) -> tuple[bytes, dict[str, str]]:
        return self.does("location", {"latitude": latitude, "longitude": longitude})

    def does(self, kind: str, content: Any) -> tuple[bytes, dict[str, str]]:
        """Any kind of message."""
        stamp = str(int(time.time()) + next(self._turns))
        message = {"from": self.number, "from_user_id": self.user_id, "id": _wamid(self.number), "timestamp": stamp, "type": kind}
        contact = {"profile": {"name": self.name}, "wa_id": self.number, "user_id": self.user_id}
        metadata = {"display_phone_number": "34940000000", "phone_number_id": self._phone_id}
        value = {"messaging_product": "whatsapp", "metadata": metadata, "contacts": [contact], "messages": [message | {kind: content}]}
        return self.signed(
            {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}
        )

    def signed(self, payload: Any) -> tuple[bytes, dict[str, str]]:
        """A delivery as Meta signs it."""
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "surrogatepass")
        digest = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
        return body, {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}


def faults_of(message: dict[str, Any]) -> str:
    """What the API's documentation forbids, in a word; empty for a good message."""
    if message.get("messaging_product") != "whatsapp" or not (message.get("to") or message.get("recipient")):
        return "product or recipient"
    if message.get("type") == "text":
        return "" if 0 < len(message["text"]["body"]) <= 4096 else "text.body"
    if message.get("type") == "template":
        return _template_faults(message["template"])
    if message.get("type") != "interactive":
        return "type"
    interactive = message["interactive"]
    if not 0 < len(interactive["body"]["text"]) <= 1024:
        return "body"
    return _button_faults(interactive["action"]) if interactive["type"] == "button" else _list_faults(interactive["action"])


def _template_faults(template: dict[str, Any]) -> str:
    """Of a variable: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates"""
    texts = [parameter["text"] for component in template["components"] for parameter in component["parameters"]]
    good = all(0 < len(text) <= 1024 and not {"\n", "\t"} & set(text) and "     " not in text for text in texts)
    return "" if good and template["name"] and template["language"]["code"] else "template"


def _button_faults(action: dict[str, Any]) -> str:
    titles = [button["reply"]["title"] for button in action["buttons"]]
    good = 1 <= len(titles) <= 3 and len(set(titles)) == len(titles) and all(0 < len(title) <= 20 for title in titles)
    return "" if good else "buttons"


def _list_faults(action: dict[str, Any]) -> str:
    rows = [row for section in action["sections"] for row in section["rows"]]
    good = 1 <= len(rows) <= 10 and 0 < len(action["button"]) <= 20 and len({row["id"] for row in rows}) == len(rows)
    return "" if good and all(0 < len(row["title"]) <= 24 and len(row.get("description", "")) <= 72 for row in rows) else "rows"


def _refusal(failure: _Failure, details: str = "") -> JSONResponse:
    headers = {"Retry-After": str(failure.retry_after)} if failure.retry_after else None
    if failure.code is None:
        return JSONResponse("<html>", failure.status, headers)
    message = _TITLES.get(failure.code, "Refused")
    error = {"message": f"(#{failure.code}) {message}", "type": "OAuthException", "code": failure.code, "fbtrace_id": "A1"}
    return JSONResponse({"error": error | {"error_data": {"messaging_product": "whatsapp", "details": details}}}, failure.status, headers)


def _wamid(number: str) -> str:
    """As Meta makes them: the number is inside."""
    return "wamid." + b64encode(b"\x1c\x18" + bytes([len(number)]) + number.encode() + secrets.token_bytes(12)).decode()
