"""People on a stand-in Telegram: what they write, press and share, in the shapes of the Bot API's updates. All of them are invented."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Harrera", "username": "harrera_simulated_bot"}
TOKEN = f"{BOT['id']}:simulated-token-for-tests-and-trials"
SOMETIME = 1_790_000_000  # the moment of every message; nothing of ours depends on it


@dataclass
class Person:
    """Somebody in a private chat, or in a group when `group` is its id."""

    chat: int = 5000000001
    language: str = "es"
    first_name: str = "Amina"
    group: int | None = None
    first_update: int = 900_000_001
    _updates: Any = field(init=False)
    _messages: Any = field(default_factory=lambda: count(11))

    def __post_init__(self):
        self._updates = count(self.first_update)

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        """A text; one that begins with a slash is marked as a command, as Telegram does."""
        command = text.split()[0] if text.startswith("/") else ""
        entities = {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]} if command else {}
        return self.sends(text=text, **entities, **more)

    def sends(self, **content: Any) -> dict[str, Any]:
        """Any message: `photo=[...]`, `voice={...}`, ..."""
        return {"update_id": next(self._updates), "message": self._message(content)}

    def edits(self, text: str) -> dict[str, Any]:
        message = self._message({"text": text, "edit_date": SOMETIME + 60})
        return {"update_id": next(self._updates), "edited_message": message}

    def presses(self, data: str) -> dict[str, Any]:
        """A button below a message of the bot."""
        below = self._message({"text": "..."}) | {"from": BOT}
        query = {"id": "4382bfdwdsb323b2d9", "from": self._self(), "message": below, "chat_instance": "-77", "data": data}
        return {"update_id": next(self._updates), "callback_query": query}

    def shares_place(self, latitude: float, longitude: float) -> dict[str, Any]:
        return self.sends(location={"latitude": latitude, "longitude": longitude})

    def _message(self, content: dict[str, Any]) -> dict[str, Any]:
        return {"message_id": next(self._messages), "from": self._self(), "chat": self._chat(), "date": SOMETIME} | content

    def _self(self) -> dict[str, Any]:
        return {"id": self.chat, "is_bot": False, "first_name": self.first_name, "language_code": self.language}

    def _chat(self) -> dict[str, Any]:
        if self.group is not None:
            return {"id": self.group, "type": "supergroup", "title": "Simulated"}
        return {"id": self.chat, "first_name": self.first_name, "type": "private"}
