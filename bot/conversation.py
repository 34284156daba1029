"""The path of a message, from a channel's raw text to replies: refuse what cannot be read, redact, danger first, then the dialogue.

When the engine does not answer, the knowledge base does; the person only loses the thread of the talk, not the answer.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.aside import aside
from bot.counting import Counter
from bot.dialogue.client import EngineClient
from bot.errors import EngineUnavailable, TooManyMessages
from bot.inbound import InboundMessage
from bot.limiting import Limiter
from bot.messages import Decision, RedactedMessage, Reply
from bot.payloads import ALONE, parse_payload
from bot.privacy_log import log
from bot.pseudonyms import Pseudonyms
from bot.reading import Reading
from bot.redaction import Redactor
from bot.safety import DangerDetector
from bot.safety.replies import emergency_reply
from bot.settings import Settings
from bot.talks import MemoryTalks, Talks, Thread
from bot.texts import Texts
from matching.language import LanguageIdentification


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
    is_agent: Callable[[RedactedMessage], bool] = lambda message: False  # blocks
    reach: Callable[[str, str], None] = lambda channel, chat: None  # remember how to write to somebody who asked for a human
    reach_agent: Callable[[str, str], None] = lambda channel, chat: None  # the same for an agent who waits for a card, for longer
    talks: Talks = field(default_factory=MemoryTalks)
    limiter: Limiter = field(default_factory=Limiter)


class Conversation:
    """`answer` raises TooManyMessages, and nothing else that a person could cause."""

    def __init__(self, rooms: Rooms, settings: Settings):
        self._rooms, self._settings = rooms, settings
        self._reading = Reading(rooms.identify, rooms.texts, settings)

    async def answer(self, message: InboundMessage) -> list[Reply]:
        """Replies in the order they should be shown."""
        key = self._rooms.pseudonyms.of(message.channel, message.conversation)
        if any(map(self._rooms.blocked, self._rooms.pseudonyms.known_as(message.channel, message.conversation))):
            log("message_refused", channel=message.channel, reason="blocked")
            return []  # no word to somebody who only wants one
        in_time = await self._rooms.limiter.allows(key, self._settings.messages_per_minute)
        async with self._rooms.talks.turn(key) as thread:
            return await self._answer(message, key, thread, in_time)

    async def _answer(self, message: InboundMessage, key: str, thread: Thread, in_time: bool) -> list[Reply]:
        started = time.perf_counter()
        text = self._reading.readable(message.text)
        payload = parse_payload(text)
        text_language, language = self._reading.languages(text, payload, message, thread)
        thread.town = thread.town if payload else self._rooms.town(text) or thread.town
        redacted = self._rooms.redactor.redact(
            InboundMessage(text, key, message.channel),
            language=language,
            conversation=f"{key}{thread.generation:x}",
            city=thread.town or message.city or self._settings.city,
            payload=payload,
        )
        redacted = replace(redacted, danger_topic=thread.danger_topic)
        replies = self._reading.turned_off(thread, text_language, language) + await self._replies(text, redacted, text_language, in_time)
        if any(reply.forgets for reply in replies):
            await aside(self._rooms.forget, key)  # before the receipt: it must be true
        if any(reply.wants_human for reply in replies) and message.channel != "web":  # the page keeps its own way back
            await aside(self._rooms.reach, message.channel, message.conversation)
        if any(reply.awaits_news for reply in replies) and message.channel != "web":
            await aside(self._rooms.reach_agent, message.channel, message.conversation)
        self._remember(thread, replies, language, message.channel)
        self._count(redacted, replies, started)
        return with_rating(replies)

    async def _replies(self, text: str, message: RedactedMessage, text_language: str, in_time: bool) -> list[Reply]:
        """Danger first, decided without the engine, and at any speed; a certain danger is answered alone, so that nothing distracts
        from the number."""
        if message.payload and in_time:
            return await self._talk(message, text_language)
        alarm = self._rooms.danger.alarm(message.text, text_language)
        theirs = text_language if self._rooms.texts.has(text_language, "emergency.next") else message.language
        first = [emergency_reply(alarm, theirs, self._rooms.texts, message.city)] if alarm else []
        if alarm and (alarm.certain or not in_time):
            return first
        if not in_time:
            return [await self._slow_down(message)]
        if refusal := self._reading.refusal(text):
            words_for_it = self._rooms.texts.get(message.language, f"refusals.{refusal}", limit=self._settings.message_limit)
            return first or [Reply(words_for_it, message.language, decision=Decision.NONE)]
        told = await self._talk(message, text_language)
        if not alarm:
            return told
        below = [reply for reply in told if _adds_to_a_card(reply)]
        return [emergency_reply(alarm._replace(certain=not below), theirs, self._rooms.texts, message.city), *below]

    async def _slow_down(self, message: RedactedMessage) -> Reply:
        """Once a minute in words; the page has its own for the error."""
        log("message_refused", channel=message.channel, reason="too_fast")
        if message.channel == "web" or not await self._rooms.limiter.may_tell(message.conversation):
            raise TooManyMessages("too many messages in a minute")
        return Reply(self._rooms.texts.get(message.language, "refusals.too_fast"), message.language, decision=Decision.NONE)

    async def _talk(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        if told := await aside(self._rooms.for_agents, message, text_language):
            return told
        message = replace(message, agent=await aside(self._rooms.is_agent, message))
        if message.payload and message.payload.act in ALONE:
            return await aside(self._rooms.without_engine, message, text_language)
        try:
            return await self._rooms.engine.send(message, text_language)
        except EngineUnavailable as error:
            log("engine_silent", reason=str(error))
            return await aside(self._rooms.without_engine, message, text_language)

    def _remember(self, thread: Thread, replies: list[Reply], language: str, channel: str) -> None:
        if any(reply.forgets for reply in replies):
            thread.language = thread.chosen = thread.town = thread.danger_topic = None
            thread.generation += 1
            log("conversation_forgotten", channel=channel)
            return
        thread.language = language
        for reply in replies:
            thread.chosen = reply.sets_language or thread.chosen
            if reply.decision in (Decision.ANSWER, Decision.ASK):
                thread.danger_topic = reply.topic if reply.emergency else None

    def _count(self, message: RedactedMessage, replies: list[Reply], started: float) -> None:
        """Counts the reply that says something of its own: after a card or an introduction, the one that follows."""
        told = next((reply for reply in replies if reply.topic or reply.decision), replies[0])
        emergency = any(reply.emergency for reply in replies)
        besides = {name: next(filter(None, (getattr(reply, name) for reply in replies)), "") for name in ("danger", "district")}
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        decision = str(told.decision) if told.decision else None
        facts = {"channel": message.channel, "language": message.language, "topic": told.topic, "emergency": emergency}
        log("message_answered", decision=decision, milliseconds=milliseconds, **facts)
        self._rooms.counter.count(message, replace(told, emergency=emergency, **besides))


def with_rating(replies: list[Reply]) -> list[Reply]:
    """The same; the only answer of them may be rated when it comes last, for then the talk is about it."""
    answers = [reply for reply in replies if reply.topic and reply.decision is Decision.ANSWER]
    last = replies[-1] if replies else None
    if answers != [last] or any(reply.emergency for reply in replies):
        return replies
    return [*replies[:-1], replace(last, may_be_rated=True)]


def _adds_to_a_card(reply: Reply) -> bool:
    """Below the number of an uncertain danger: not the help lines again, nor that we do not know."""
    return not reply.emergency and reply.decision is not Decision.NONE
