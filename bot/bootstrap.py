"""The one place that knows every concrete class and builds the house from the settings."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fastapi import APIRouter
from sqlalchemy import text

from bot.actions.toolbox import Toolbox
from bot.actions.without_engine import replies_without_engine
from bot.conversation import Conversation, Rooms
from bot.counting import Counter
from bot.dialogue.client import EngineAddress, EngineClient
from bot.durable import DurableInbox
from bot.durable.inbox import Place
from bot.housekeeping import Housekeeping, Job
from bot.later import LaterMessages
from bot.messages import RedactedMessage, Reply
from bot.privacy_log import log
from bot.pseudonyms import Pseudonyms
from bot.redaction import Redactor
from bot.safety import DangerDetector
from bot.sealing import Sealer
from bot.secret import secret_key
from bot.settings import Settings
from bot.storage.blocked import SqlBlockList
from bot.storage.counts import SqlCounts
from bot.storage.database import make_engine, migrate
from bot.storage.inflight import SqlInflight
from bot.storage.later import SqlLater
from bot.storage.reachable import SqlReachable
from bot.stored import Blocked, Reaching, Stored
from bot.texts import Texts
from connectors.delivery import Channel, Inbox
from connectors.telegram_channel import BotApi, Rendering, ShortPayloads, TelegramChannel, opened, telegram_router
from connectors.web_channel import ConversationIds, LaterDoor
from connectors.whatsapp_channel import GraphApi, WhatsAppChannel, whatsapp_router
from knowledge_base.answers import Answers
from knowledge_base.guide import Guide
from knowledge_base.lexicon import shipped_lexicon
from knowledge_base.library import Library, Teaching
from knowledge_base.publishing import seed
from knowledge_base.sql_repository import SqlEntryRepository
from matching.encoder import Encoder, EncoderUnusable, load_encoder
from matching.language import LanguageIdentification
from matching.weights import shipped_weights
from rumours.checking import RumourDesk

CONTENT = Path(__file__).parents[1] / "knowledge_base" / "content"


@dataclass(frozen=True)
class House:
    """Everything built, on first use and once."""

    settings: Settings

    def open(self) -> "House":
        """Bring the tables up to date and seed the cities that the store does not have yet."""
        migrate(self.database)
        seed(self.repository, CONTENT, own_city=self.settings.city)
        return self

    @cached_property
    def database(self):
        return make_engine(self.settings.database_url or f"sqlite:///{self.settings.data_dir.resolve()}/harrera.db")

    @cached_property
    def repository(self) -> SqlEntryRepository:
        return SqlEntryRepository(self.database)

    @cached_property
    def encoder(self) -> Encoder | None:
        try:
            return load_encoder(self.settings.encoder)
        except EncoderUnusable as error:
            log("encoder_unusable", reason=type(error.__cause__).__name__)
            return None

    @cached_property
    def teaching(self) -> Teaching:
        return Teaching(shipped_weights(), self.encoder, shipped_lexicon().finder())

    @cached_property
    def library(self) -> Library:
        return Library(self.repository, self.teaching)

    @cached_property
    def texts(self) -> Texts:
        return Texts.load()

    @cached_property
    def identify(self) -> LanguageIdentification:
        return LanguageIdentification()

    @cached_property
    def secret(self) -> bytes:
        return secret_key(self.settings)

    def toolbox(self, city: str) -> Toolbox:
        """What the actions use, in the words of a city; light, so made for each turn."""
        texts = self.texts.in_city(city)
        guide = Guide(self.library, texts)
        answers = Answers(self.library, guide, texts)
        return Toolbox(answers, guide, RumourDesk(answers, texts), texts, self.settings.operator)

    @cached_property
    def counter(self) -> Counter:
        return Counter(SqlCounts(self.database))

    @cached_property
    def blocked(self) -> Blocked:
        return Blocked(SqlBlockList(self.database))

    @cached_property
    def reaching(self) -> Reaching:
        seconds = self.settings.reachable_days * 86400.0
        return Reaching(SqlReachable(self.database), Pseudonyms(self.secret), Sealer(self.secret, "reachable"), seconds)

    @cached_property
    def later(self) -> LaterMessages:
        """What a human says to a conversation on the web."""
        return LaterMessages(SqlLater(self.database), Sealer(self.secret, "later"), self.settings.later_hours * 3600.0)

    def later_door(self, ids: ConversationIds) -> LaterDoor:
        return LaterDoor(self.later, ids, Pseudonyms(self.secret), self.texts)

    @cached_property
    def stored(self) -> Stored:
        minutes, days = self.settings.inflight_minutes, self.settings.redelivery_days
        return Stored(SqlInflight(self.database), self.reaching, self.later, content_seconds=minutes * 60.0, ids_seconds=days * 86400.0)

    def housekeeping(self) -> Housekeeping:
        return Housekeeping([Job(30.0, self.blocked.refresh), Job(3600.0, self.stored.expire)])

    def channels(self, conversation: Conversation) -> list[Channel]:
        """The platforms whose settings are given."""
        found: list[Channel] = []
        if self.settings.whatsapp_phone_id:
            found.append(WhatsAppChannel(conversation, self.texts, self.graph))
        if self.settings.has_telegram:
            found.append(TelegramChannel(conversation, Rendering(self.texts, ShortPayloads(self._payloads)), self.telegram_bot))
        return found

    def _payloads(self) -> list[str]:
        """Those that can be longer than a button of Telegram allows."""
        return [f"{act}:{topic}" for topic in self.library.topics(self.settings.city) for act in ("topic", "more")]

    @cached_property
    def telegram_bot(self) -> BotApi:
        return BotApi(self.settings.telegram_token.get_secret_value(), self.settings.telegram_api_base)

    def telegram(self, inbox: Inbox) -> APIRouter:
        """The webhook; it refuses everything while its secret is not set. Without routes when updates are fetched instead."""
        if self.settings.telegram_mode == "polling":
            return APIRouter()
        return telegram_router(inbox, lambda: self.telegram_bot.own, self.settings.telegram_secret.get_secret_value())

    def telegram_opened(self, inbox: Inbox) -> AbstractAsyncContextManager[None]:
        """While it is open the bot is known, has its commands and, in `polling` mode, fetches its updates."""
        polling = self.settings.telegram_mode == "polling"
        return opened(self.telegram_bot, inbox, self.texts, self.settings.default_language, polling)

    @cached_property
    def graph(self) -> GraphApi:
        settings = self.settings
        return GraphApi(settings.whatsapp_api_base, settings.whatsapp_phone_id, settings.whatsapp_token.get_secret_value())

    def whatsapp(self, inbox: Inbox) -> APIRouter:
        """The webhook; it refuses everything while its secrets are not set."""
        return whatsapp_router(
            inbox,
            phone_id=self.settings.whatsapp_phone_id,
            app_secret=self.settings.whatsapp_app_secret.get_secret_value(),
            verify_token=self.settings.whatsapp_verify_token.get_secret_value(),
        )

    def inbox(self, channels: list[Channel]) -> DurableInbox:
        """Where the webhooks of `channels` leave what comes in; for one process."""
        sqlite = self.database.dialect.name == "sqlite"
        url = f"sqlite:///{self.settings.data_dir.resolve()}/durable.db" if sqlite else self.database.url.render_as_string(False)
        place = Place(
            engine=self.database,
            library_url=url,
            library_schema="" if sqlite else self._library_schema(),
            folder=self.settings.data_dir.resolve() / "workers",
            secret=self.secret,
            concurrency=self.settings.engine_concurrency,
            give_up_seconds=self.settings.inflight_minutes * 30.0,
        )
        return DurableInbox(place, channels)

    def _library_schema(self) -> str:
        """Beside our own tables, so that two installations may share a PostgreSQL database."""
        with self.database.connect() as connection:
            own = connection.execute(text("SELECT current_schema()")).scalar_one()
        return "harrera_durable" if own == "public" else f"{own}_durable"

    def engine_client(self, address: EngineAddress) -> EngineClient:
        return EngineClient(address, self.settings.engine_timeout, self.settings.engine_concurrency)

    def replies_without_engine(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        return replies_without_engine(message, text_language, self.toolbox(message.city))

    def conversation(self, engine: EngineClient) -> Conversation:
        rooms = Rooms(
            identify=self.identify,
            redactor=Redactor.load(),
            danger=DangerDetector.load(),
            engine=engine,
            without_engine=self.replies_without_engine,
            texts=self.texts,
            counter=self.counter,
            pseudonyms=Pseudonyms(self.secret),
            blocked=self.blocked.has,
            forget=self.stored.forget,
            reach=self.stored.reach,
        )
        return Conversation(rooms, self.settings)
