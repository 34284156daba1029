"""Chats of agents: a one-time code ties a conversation's pseudonym to an account, and nothing else is kept of it."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock
from typing import Protocol

from bot.sealing import Sealer

# Consonants only: no digits that redaction could take for a number, no vowels that could make a word.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_GROUPS, _OF_EACH = 3, 4  # 19 letters, 12 places: 50 bits
CODE_SECONDS = 15 * 60.0


@dataclass(frozen=True, slots=True)
class AgentChat:
    """A linked chat. `conversation` is a pseudonym."""

    conversation: str
    account_id: str
    channel: str
    since: int  # seconds since 1970


class AgentChatStore(Protocol):
    """Codes by their digest, and linked chats by their pseudonym."""

    def put_code(self, account_id: str, digest: str, expires_at: float) -> None:
        """The account's older code is gone."""

    def take_code(self, digest: str, now: float) -> str | None:
        """Whose code it is, and the code is gone: of two who take it at once only one gets it. None when it is not good any more."""

    def link(self, chat: AgentChat) -> None:
        """Instead of what the conversation was linked to."""

    def linked(self, conversation: str) -> str | None:
        """The account's id."""

    def channel_of(self, conversation: str) -> str | None:
        """The channel of a linked chat."""

    def of(self, account_id: str) -> list[AgentChat]:
        """The account's chats, the oldest first."""

    def unlink(self, conversation: str) -> bool:
        """True when it was linked."""

    def unlink_all(self, account_id: str) -> int:
        """How many there were; a code that waits is gone too."""

    def expire(self, now: float) -> int:
        """Drop codes that are over their time. How many."""


class AgentChats:
    """`is_agent` says whether an account may be an agent today: a locked one is none, in no chat."""

    def __init__(self, kept: AgentChatStore, sealer: Sealer, is_agent: Callable[[str], bool], clock: Callable[[], float] = time.time):
        self._kept, self._sealer, self._is_agent, self._clock = kept, sealer, is_agent, clock

    def make_code(self, account_id: str) -> str:
        """Shown once, good once, for fifteen minutes."""
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_OF_EACH)) for _ in range(_GROUPS))
        self._kept.put_code(account_id, self._digest(code), self._clock() + CODE_SECONDS)
        return code

    def enter(self, code: str, conversation: str, channel: str) -> bool:
        """Link the conversation; False when the code was used, replaced, is over its time or never was."""
        account_id = self._kept.take_code(self._digest(code), self._clock())
        if account_id is None or not self._is_agent(account_id):
            return False
        self._kept.link(AgentChat(conversation, account_id, channel, int(self._clock())))
        return True

    def agent_in(self, conversation: str) -> str | None:
        """The id of the account that talks there, None when nobody's, or when it may not any more."""
        account_id = self._kept.linked(conversation)
        return account_id if account_id and self._is_agent(account_id) else None

    def channel_of(self, conversation: str) -> str | None:
        """The channel of a linked chat, None when it is not linked."""
        return self._kept.channel_of(conversation)

    def leave(self, conversation: str) -> bool:
        return self._kept.unlink(conversation)

    def chats_of(self, account_id: str) -> list[AgentChat]:
        return self._kept.of(account_id)

    def leave_all(self, account_id: str) -> int:
        return self._kept.unlink_all(account_id)

    def expire(self) -> int:
        return self._kept.expire(self._clock())

    def _digest(self, code: str) -> str:
        return self._sealer.digest("".join(filter(str.isalpha, code.lower())))


class MemoryAgentChats:
    """In this process, for tests and trials."""

    def __init__(self):
        self._codes: dict[str, tuple[str, float]] = {}
        self._chats: dict[str, AgentChat] = {}
        self._lock = RLock()

    def put_code(self, account_id: str, digest: str, expires_at: float) -> None:
        with self._lock:
            self._codes = {kept: pair for kept, pair in self._codes.items() if pair[0] != account_id} | {digest: (account_id, expires_at)}

    def take_code(self, digest: str, now: float) -> str | None:
        with self._lock:
            account_id, end = self._codes.pop(digest, ("", 0.0))
        return account_id if now < end else None

    def link(self, chat: AgentChat) -> None:
        self._chats[chat.conversation] = chat

    def linked(self, conversation: str) -> str | None:
        chat = self._chats.get(conversation)
        return chat.account_id if chat else None

    def channel_of(self, conversation: str) -> str | None:
        chat = self._chats.get(conversation)
        return chat.channel if chat else None

    def of(self, account_id: str) -> list[AgentChat]:
        mine = (chat for chat in self._chats.values() if chat.account_id == account_id)
        return sorted(mine, key=lambda chat: (chat.since, chat.conversation))

    def unlink(self, conversation: str) -> bool:
        return self._chats.pop(conversation, None) is not None

    def unlink_all(self, account_id: str) -> int:
        self._codes = {digest: pair for digest, pair in self._codes.items() if pair[0] != account_id}
        return sum(self.unlink(chat.conversation) for chat in self.of(account_id))

    def expire(self, now: float) -> int:
        old = [digest for digest, (_, end) in self._codes.items() if end <= now]
        for digest in old:
            del self._codes[digest]
        return len(old)
