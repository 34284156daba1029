"""A WhatsApp in the terminal: what its owner does goes through the real webhook, what the stand-in took is their screen."""

from typing import Any

from connectors.simulator.terminal import Delivery, Shown
from connectors.simulator.whatsapp import SimulatedPhone, StandInGraph


class WhatsAppPhone(SimulatedPhone):
    """Implements `connectors.simulator.terminal.Phone`."""

    path = "/whatsapp/webhook"

    def __init__(self, graph: StandInGraph, app_secret: str, phone_id: str):
        super().__init__(app_secret, phone_id)
        self._graph = graph

    def sends_photo(self) -> Delivery:
        return self.does("image", {"mime_type": "image/jpeg", "sha256": "", "id": "300000000000003"})

    def screen(self) -> list[Shown]:
        """Only what was sent to this person."""
        return [shown(message) for message in list(self._graph.messages) if self.user_id == message.get("recipient")]


def shown(message: dict[str, Any]) -> Shown:
    """A message of the API as a phone draws it: words, then buttons, or the rows of a list as if it were open."""
    if message["type"] == "text":
        return Shown(message["text"]["body"])
    action = message["interactive"]["action"]
    buttons = [(button["reply"]["title"], button["reply"]["id"]) for button in action.get("buttons", ())]
    rows = [(row.get("description", row["title"]), row["id"]) for section in action.get("sections", ()) for row in section["rows"]]
    return Shown(message["interactive"]["body"]["text"], tuple(buttons + rows))
