"""Hand-written stand-ins for the rooms of a message, and a small knowledge base in memory."""

import asyncio
from datetime import date

from bot.actions.protocol import Outcome, Turn
from bot.actions.registry import run_action
from bot.actions.toolbox import Toolbox
from bot.errors import EngineUnavailable
from bot.messages import RedactedMessage, Reply
from bot.safety.danger import Alarm
from bot.texts import Texts
from knowledge_base.answers import Answers
from knowledge_base.entry import Entry, EntryText, Source, Status
from knowledge_base.guide import Guide
from knowledge_base.library import Library, Teaching
from knowledge_base.repository import MemoryEntryRepository
from matching.items import Candidate, Match
from matching.weights import shipped_weights
from rumours.checking import RumourDesk
from rumours.rumour import Rumour

CHECKED = date(2026, 11, 21)
TOPICS = ("padron-documentos", "padron-pasaporte", "telefonos-ayuda", "tis-osakidetza", "escolarizacion")
ASKED = "¿cómo saco la tarjeta?"  # what the `tools` of the tests are sure of


def entry(id: str, languages: tuple[str, ...] = ("es", "en"), **changes) -> Entry:
    texts = {
        language: EntryText(
            language,
            title=f"{id} ({language})",
            questions=(f"¿{id.replace('-', ' ')}? {language}",),
            summary=f"Summary of {id} in {language}.",
            body="## Qué hacer\n1. Ve.\n\n## Cuánto cuesta\nNada."
            if language == "es"
            else "## What to do\n1. Go.\n\n## How much it costs\nNothing.",
            status=Status.MACHINE_DRAFT,
            source_revision=1,
        )
        for language in languages
    }
    sources = (
        Source(url="https://example.org/b", publisher="Blog", checked_on=date(2026, 1, 2), supports="x", seen="B"),
        Source(url="https://example.org/a", publisher="Town", checked_on=CHECKED, supports="x", seen="A"),
    )
    values = {"section": "padron", "city": "bilbao", "sources": sources, "legal_basis": (), "related": (), "services": (), "verify": ()}
    return Entry(id, **values | {"review_by": date(2027, 2, 21), "texts": texts, "revision": 1} | changes)


class FakeLibrary:
    """Entries by id, and a match that the test decides: `found` maps a text to it, or "topic > text" for what follows a topic."""

    def __init__(self, *entries: Entry, found: dict[str, Match] | None = None, directory=None):
        self._entries = {each.id: each for each in entries or tuple(entry(topic) for topic in TOPICS)}
        self._found, self._directory = found or {}, directory
        self.asked: list[tuple[str, str, str]] = []

    def match(self, text: str, language: str, city: str, after: str | None = None, asked: str = "") -> Match:
        self.asked.append((text, language, city))
        keys = (f"{asked} + {text}", f"{after} > {text}", text)
        return next((self._found[key] for key in keys if key in self._found), Match("none"))

    def likely_after(self, text: str, language: str, city: str, after: str):
        return self.match(text, language, city, after).candidates

    def leans(self, text: str, city: str) -> bool:
        return text.startswith("and ")

    def entry(self, topic: str, city: str) -> Entry | None:
        return self._entries.get(topic) if city == "bilbao" else None

    def directory(self, city: str):
        return self._directory


def sure_of(topic: str, probability: float = 0.9) -> Match:
    return Match("answer", (Candidate(topic, probability),))


def doubtful(*topics: str) -> Match:
    return Match("ask", tuple(Candidate(topic, 0.3) for topic in topics))


class FakeRumours:
    """Cards by id, and a match that the test decides: `found` maps a text to it."""

    def __init__(self, *cards: Rumour, found: dict[str, Match] | None = None):
        self._cards, self._found = {card.id: card for card in cards}, found or {}

    def match(self, text: str, language: str) -> Match:
        return self._found.get(text, Match("none"))

    def card(self, id: str) -> Rumour | None:
        return self._cards.get(id)


def toolbox(library: FakeLibrary | None = None, texts: Texts | None = None, rumours: FakeRumours | None = None) -> Toolbox:
    library, texts = library or FakeLibrary(), texts or Texts.load()
    guide = Guide(library, texts)
    answers = Answers(library, guide, texts)
    return Toolbox(answers, guide, RumourDesk(rumours or FakeRumours(), answers, texts, lambda: CHECKED), texts, "Operator of the tests")


def turn(action: str = "action_answer", text: str = "", **changes) -> Turn:
    values = {
        "intent": "",
        "confidence": 1.0,
        "entities": {},
        "slots": {},
        "language": "es",
        "text_language": "es",
        "city": "bilbao",
        "form": None,
    }
    return Turn(action=action, text=text, **values | changes)


def run(tools: Toolbox, action: str, text: str = "", **changes) -> Outcome:
    """What an action does with a message; `changes` as in `turn`."""
    return run_action(turn(action, text, **changes), tools)


def memory_library() -> tuple[Library, MemoryEntryRepository]:
    """A real library on a repository in memory."""
    repository = MemoryEntryRepository()
    return Library(repository, Teaching(shipped_weights())), repository


class FakeEngine:
    """Answers with its name, after `seconds`; silent when told so. Keeps what it was sent."""

    def __init__(self, replies: tuple[Reply, ...] = (), seconds: float = 0.0, silent: bool = False):
        self.replies, self.seconds, self.silent = replies, seconds, silent
        self.sent: list[tuple[RedactedMessage, str]] = []
        self.finished: list[str] = []

    async def send(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        self.sent.append((message, text_language))
        if self.silent:
            raise EngineUnavailable("silence")
        await asyncio.sleep(self.seconds)
        self.finished.append(message.text)
        return list(self.replies) or [Reply(f"engine: {message.text}", message.language)]


class FakeDanger:
    """Danger in every text with the word; certain unless told otherwise."""

    def __init__(self, word: str, danger, certain: bool = True):
        self._word, self._alarm = word, Alarm(danger, certain)

    def alarm(self, text: str, language: str) -> Alarm | None:
        return self._alarm if self._word in text else None


class FakeRedactor:
    """Takes one word out and remembers the raw text's absence."""

    def redact(self, message, *, language, conversation, city, payload=None) -> RedactedMessage:
        return _redacted(message.text.replace("Fatima", "[NAME]"), language, conversation, message.channel, city, payload)


def _redacted(*values) -> RedactedMessage:
    return RedactedMessage(*values)


class FakeCounter:
    def __init__(self):
        self.counted: list[tuple[str, str, Reply]] = []

    def count(self, message: RedactedMessage, reply: Reply) -> None:
        self.counted.append((message.channel, message.language, reply))


class FakeIdentification:
    """Language by the first word of a table, else the context."""

    WORDS = {"hello": "en", "bonjour": "fr", "kaixo": "eu", "salam": "ar", "hola": "es", "ola": "pt"}

    def __call__(self, text: str, context: str | None = None) -> tuple[str | None, float]:
        return self.WORDS.get(text.split(" ")[0], context), 0.9
