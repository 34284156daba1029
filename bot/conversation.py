"""The path of a message, from a channel's raw text to replies: refuse what cannot be read, redact, danger first, then the dialogue.

When the engine does not answer, the knowledge base does; the person only loses the thread of the talk, not the answer.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cachetools import TTLCache
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from bot.counting import Counter
from bot.dialogue.client import EngineClient
from bot.errors import EngineUnavailable, TooManyMessages
from bot.inbound import InboundMessage
from bot.messages import Decision, Payload, RedactedMessage, Reply
from bot.payloads import ALONE, parse_payload
from bot.privacy_log import log
from bot.pseudonyms import Pseudonyms
from bot.redaction import Redactor
from bot.safety import DangerDetector
from bot.safety.replies import emergency_reply
from bot.settings import Settings
from bot.texts import Texts
from matching.language import LanguageIdentification
from matching.normalisation import clean, words

MOST_CONVERSATIONS = 20_000
CONVERSATION_MINUTES = 60  # the texts say an hour, and nlu/endpoints.yml forgets after the same time


@dataclass
class Thread:
    """What is remembered of one conversation, in memory only: languages, the town it is about, and a lock that keeps its messages in order.

    `generation` grows when the person asks to be forgotten: the engine then knows them under a new name, at once and for good,
    also when it could not be told to forget.
    """

    language: str | None = None
    chosen: str | None = None
    town: str | None = None
    generation: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms a message passes, built by `bot.bootstrap`."""

    identify: LanguageIdentification
    redactor: Redactor
    danger: DangerDetector
    engine: EngineClient
    without_engine: Callable[[RedactedMessage, str], list[Reply]]
    texts: Texts
    counter: Counter
    pseudonyms: Pseudonyms
    blocked: Callable[[str], bool] = lambda pseudonym: False
    forget: Callable[[str], None] = lambda pseudonym: None  # everything that is stored of a person; raises when it cannot
    town: Callable[[str], str | None] = lambda text: None  # the town that a text names, when we have entries for it
    for_agents: Callable[[RedactedMessage, str], list[Reply]] = lambda message, text_language: []  # blocks; empty: as for anybody
    reach: Callable[[str, str], None] = lambda channel, chat: None  # remember how to write to somebody who asked for a human


class Conversation:
    """`answer` raises TooManyMessages, and nothing else that a person could cause."""

    def __init__(self, rooms: Rooms, settings: Settings):
        self._rooms, self._settings = rooms, settings
        self._threads: TTLCache[str, Thread] = TTLCache(MOST_CONVERSATIONS, CONVERSATION_MINUTES * 60)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())  # its keys expire; those of a moving window stay for ever
        self._limit = RateLimitItemPerMinute(settings.messages_per_minute)

    async def answer(self, message: InboundMessage) -> list[Reply]:
        """Replies in the order they should be shown."""
        key = self._rooms.pseudonyms.of(message.channel, message.conversation)
        if self._rooms.blocked(key):
            log("message_refused", channel=message.channel, reason="blocked")
            return []  # no word to somebody who only wants one
        if not self._limiter.hit(self._limit, key):
            log("message_refused", channel=message.channel, reason="too_fast")
            raise TooManyMessages("too many messages in a minute")
        thread = self._threads.get(key) or Thread()
        self._threads[key] = thread  # put in again, so that the hour counts from the last message
        async with thread.lock:
            return await self._answer(message, key, thread)

    async def _answer(self, message: InboundMessage, key: str, thread: Thread) -> list[Reply]:
        started = time.perf_counter()
        text = self._readable(message.text)
        payload = parse_payload(text)
        text_language, language = self._languages(text, payload, message, thread)
        thread.town = thread.town if payload else self._rooms.town(text) or thread.town
        redacted = self._rooms.redactor.redact(
            InboundMessage(text, key, message.channel),
            language=language,
            conversation=f"{key}{thread.generation:x}",
            city=thread.town or message.city or self._settings.city,
            payload=payload,
        )
        replies = await self._replies(text, redacted, text_language)
        if any(reply.forgets for reply in replies):
            await asyncio.to_thread(self._rooms.forget, key)  # before the receipt: it must be true
        if any(reply.wants_human for reply in replies) and message.channel != "web":  # the page keeps its own way back
            await asyncio.to_thread(self._rooms.reach, message.channel, message.conversation)
        self._remember(thread, replies, language, message.channel)
        self._count(redacted, replies, started)
        return replies

    def _readable(self, raw: str) -> str:
        """Without characters nobody sees. Of a text far too long its two ends, where danger may stand, never more than two limits."""
        limit = self._settings.message_limit
        ends = raw if len(raw) <= 2 * limit else f"{raw[: limit - 1]} {raw[-limit:]}"
        return clean(ends)[: 2 * limit]

    def _languages(self, text: str, payload: Payload | None, message: InboundMessage, thread: Thread) -> tuple[str, str]:
        """(language of the text, language of the reply). A language that the person chose stays until they choose another."""
        context = thread.chosen or thread.language or message.language_hint
        found = context if payload else self._rooms.identify(text, context)[0]
        known = self._rooms.texts.languages
        spoken = next((code for code in (thread.chosen, found, context) if code in known), self._settings.default_language)
        return found or spoken, spoken

    async def _replies(self, text: str, message: RedactedMessage, text_language: str) -> list[Reply]:
        """Danger first, decided without the engine; a certain danger is answered alone, so that nothing distracts from the number."""
        if message.payload:
            return await self._talk(message, text_language)
        alarm = self._rooms.danger.alarm(message.text, text_language)
        first = [emergency_reply(alarm, message.language, self._rooms.texts, message.city)] if alarm else []
        if alarm and alarm.certain:
            return first
        if refusal := self._refusal(text):
            words_for_it = self._rooms.texts.get(message.language, f"refusals.{refusal}", limit=self._settings.message_limit)
            return first or [Reply(words_for_it, message.language, decision=Decision.NONE)]
        return first + await self._talk(message, text_language)

    def _refusal(self, text: str) -> str | None:
        if not text:
            return "empty"
        if len(text) > self._settings.message_limit:
            return "too_long"
        return None if words(text, "") else "no_words"

    async def _talk(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        if told := await asyncio.to_thread(self._rooms.for_agents, message, text_language):
            return told
        if message.payload and message.payload.act in ALONE:
            return self._rooms.without_engine(message, text_language)
        try:
            return await self._rooms.engine.send(message, text_language)
        except EngineUnavailable as error:
            log("engine_silent", reason=str(error))
            return self._rooms.without_engine(message, text_language)

    def _remember(self, thread: Thread, replies: list[Reply], language: str, channel: str) -> None:
        if any(reply.forgets for reply in replies):
            thread.language = thread.chosen = thread.town = None
            thread.generation += 1
            log("conversation_forgotten", channel=channel)
            return
        thread.language = language
        for reply in replies:
            thread.chosen = reply.sets_language or thread.chosen

    def _count(self, message: RedactedMessage, replies: list[Reply], started: float) -> None:
        """Counts the reply that says something of its own: after a card or an introduction, the one that follows."""
        told = next((reply for reply in replies if reply.topic or reply.decision), replies[0])
        emergency = any(reply.emergency for reply in replies)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        decision = str(told.decision) if told.decision else None
        facts = {"channel": message.channel, "language": message.language, "topic": told.topic, "emergency": emergency}
        log("message_answered", decision=decision, milliseconds=milliseconds, **facts)
        self._rooms.counter.count(message.channel, message.language, replace(told, emergency=emergency))
