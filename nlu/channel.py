"""The engine's only door: one message in with a token, a sender and metadata; the replies of that turn out.

Rasa's own REST channel shares one conversation when the sender is missing and logs the text on errors; this one refuses and keeps quiet.
"""

from __future__ import annotations

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

LONGEST_TEXT = 4000


class HarreraChannel(InputChannel):
    """POST /webhooks/harrera/message {"sender", "text", "metadata"} with the header `X-Engine-Token`."""

    @classmethod
    def name(cls) -> Text:
        return "harrera"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "HarreraChannel":
        return cls((credentials or {}).get("token", ""))

    def __init__(self, token: Text) -> None:
        if not token:
            raise ValueError("the engine's channel needs a token")
        self._token = token

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("harrera", __name__)

        @door.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @door.route("/message", methods=["POST"])
        async def message(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("X-Engine-Token", "").encode(), self._token.encode()):
                return response.json({"error": "token"}, status=403)
            body = request.json if isinstance(request.json, dict) else {}
            sender, text = body.get("sender"), body.get("text")
            if not (isinstance(sender, str) and sender and isinstance(text, str) and text and len(text) <= LONGEST_TEXT):
                return response.json({"error": "message"}, status=400)
            collected = CollectingOutputChannel()
            await on_new_message(UserMessage(text, collected, sender, input_channel=self.name(), metadata=body.get("metadata") or {}))
            return response.json({"replies": [sent["custom"] for sent in collected.messages if "custom" in sent]})

        return door
