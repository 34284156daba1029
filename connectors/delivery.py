"""What platform channels and the durable inbox say to each other: an update that came in, what goes out, and who does what.

The inbox (`bot.durable`) knows a channel only through `Channel`; a channel knows the inbox only through `Inbox`.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Update:
    """One message or press as a platform delivered it, tamed. `repr` shows neither who nor what."""

    channel: str  # "telegram", "whatsapp"
    id: str = field(repr=False)  # the platform's own id, the same in every redelivery; WhatsApp's hides a phone number
    chat: str = field(repr=False)  # where the answer goes
    body: dict[str, Any] = field(repr=False)  # JSON values only: what `Channel.replies_to` needs


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call of a platform's API: published words and buttons, no chat and no personal data."""

    method: str
    payload: dict[str, Any]  # JSON values only


class SendRefused(Exception):
    """The platform did not take a message. `permanent`: it never will (blocked, unknown chat, bad request)."""

    def __init__(self, permanent: bool, retry_after: float | None = None):
        super().__init__("the platform did not take the message")
        self.permanent, self.retry_after = permanent, retry_after  # seconds, where the platform says them


@dataclass(frozen=True, slots=True)
class PlatformState:
    """What a platform says of us when it is asked: `works`, `refused` (our token), or `silent`. `webhook` is the host that it delivers
    to; `waiting` counts updates it still has for us; `failed_at` is its last failed delivery, in seconds since 1970."""

    word: str
    webhook: str = ""
    waiting: int = 0
    failed_at: int | None = None


SAID_UNASKED = "later"  # in the body of an update of our own making: the reply (as JSON) that somebody here says


class Inbox(Protocol):
    """Where a webhook leaves what came in."""

    async def accept(self, update: Update) -> bool:
        """Returns when the update is safely stored and will be answered, whatever happens; False when it was a repeat.

        Raises bot.errors.Unavailable when it could not be stored: the webhook answers 503, and the platform delivers again.
        """


class Channel(Protocol):
    """One platform."""

    @property
    def name(self) -> str:
        """As in `Update.channel`."""

    async def replies_to(self, update: Update) -> list[Outgoing]:
        """Ask the conversation and render. May be asked again for the same update after a crash, before anything was sent."""

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        """Returns when the platform confirmed. Raises SendRefused."""

    async def noticed(self, update: Update) -> None:
        """Typing action, read mark: best effort, errors are of no interest."""
