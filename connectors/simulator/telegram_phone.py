"""One person's Telegram against a stand-in: deliveries as Telegram makes them, and the screen they would look at."""

import json
from typing import Any

from connectors.simulator.telegram import StandIn
from connectors.simulator.telegram_people import Person
from connectors.simulator.telegram_rules import plain
from connectors.simulator.terminal import Delivery, Shown


class TelegramPhone:
    """Implements `connectors.simulator.terminal.Phone`."""

    path = "/telegram/webhook"

    def __init__(self, telegram: StandIn, person: Person, secret: str):
        self._telegram, self._person, self._secret = telegram, person, secret

    def says(self, text: str) -> Delivery:
        return self._delivered(self._person.writes(text))

    def presses(self, payload: str, title: str) -> Delivery:
        return self._delivered(self._person.presses(payload))

    def shares(self, latitude: float, longitude: float) -> Delivery:
        return self._delivered(self._person.shares_place(latitude, longitude))

    def sends_photo(self) -> Delivery:
        return self._delivered(self._person.sends(photo=[{"file_id": "x", "file_unique_id": "x", "width": 90, "height": 67}]))

    def screen(self) -> list[Shown]:
        own = [message for message in self._telegram.sent if message["chat_id"] == str(self._person.chat)]
        return [_shown(message) for message in own]

    def _delivered(self, update: dict[str, Any]) -> Delivery:
        return json.dumps(update).encode(), {"X-Telegram-Bot-Api-Secret-Token": self._secret, "Content-Type": "application/json"}


def _shown(message: dict[str, Any]) -> Shown:
    text = plain(message["text"]) if message.get("parse_mode") == "HTML" else message["text"]
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return Shown(text, tuple((button["text"], button["callback_data"]) for row in rows for button in row))
