"""The one place that knows every concrete class and builds the house from the settings."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from fastapi import APIRouter, FastAPI
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.actions.agents import AgentTalk
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
from bot.previewing import Previews
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
from bot.towns import Towns
from connectors.delivery import Channel, Inbox
from connectors.telegram_channel import BotApi, Rendering, ShortPayloads, TelegramChannel, opened, telegram_router
from connectors.web_channel import ConversationIds, LaterDoor
from connectors.web_channel.cards import cards_router
from connectors.whatsapp_channel import GraphApi, WhatsAppChannel, whatsapp_router
from console.accounts import Role
from console.agents.routes import agents_section
from console.agents.tools import AgentTools
from console.desk import Desk, Terms, open_desk
from console.frame.app import console_app
from console.frame.sections import Section
from console.knowledge.routes import knowledge_section
from console.knowledge.workshop import Workshop
from console.passwords import Passwords
from console.radar.routes import RadarDesk, radar_section
from console.sections import all_sections
from console.storage.kept import in_database
from knowledge_base.answers import Answers
from knowledge_base.editing.cached import CachedEntries
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.sql_drafts import SqlDrafts
from knowledge_base.entry import Entry
from knowledge_base.guide import Guide
from knowledge_base.lexicon import shipped_lexicon
from knowledge_base.library import Library, Teaching
from knowledge_base.publishing import seed
from knowledge_base.sql_repository import SqlEntryRepository
from matching.context import shipped_context
from matching.encoder import Encoder, EncoderUnusable, load_encoder
from matching.items import Negative
from matching.language import LanguageIdentification
from matching.similar import alike
from matching.weights import shipped_weights
from rumours.agent_chats import AgentChats
from rumours.checking import RumourDesk
from rumours.library import RumourLibrary
from rumours.limits import negatives, shipped_rehearsals
from rumours.limits import shipped_weights as rumour_weights
from rumours.looking_up import LookUp
from rumours.public_cards import PublicCards
from rumours.publishing import seed_cards
from rumours.radar import week_of
from rumours.sql_agent_chats import SqlAgentChats
from rumours.sql_radar import SqlRadar
from rumours.sql_repository import SqlRumourRepository
from rumours.unmatched import ClaimQueue

CONTENT = Path(__file__).parents[1] / "knowledge_base" / "content"
RUMOURS = Path(__file__).parents[1] / "rumours" / "content"
CLAIMS_KEPT = timedelta(weeks=26)  # what agents reported and no card answered


@dataclass(frozen=True)
class House:
    """Everything built, on first use and once."""

    settings: Settings

    def open(self) -> "House":
        """Bring the tables up to date and seed the cities and cards that the store does not have yet."""
        migrate(self.database)
        seed(self.repository, CONTENT, own_city=self.settings.city)
        seed_cards(self.cards, RUMOURS, self.topics)
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
            return load_encoder(self.settings.encoder, self.settings.vectors.expanduser(), _encoded)
        except EncoderUnusable as error:
            log("encoder_unusable", reason=type(error.__cause__).__name__)
            return None

    @cached_property
    def teaching(self) -> Teaching:
        return Teaching(shipped_weights(), self.encoder, shipped_lexicon().finder(), shipped_context())

    @cached_property
    def library(self) -> Library:
        return Library(self.repository, self.teaching)

    @cached_property
    def cards(self) -> SqlRumourRepository:
        return SqlRumourRepository(self.database)

    @cached_property
    def rumours(self) -> RumourLibrary:
        teaching = Teaching(rumour_weights(), self.encoder, self.teaching.concepts)
        return RumourLibrary(self.cards, teaching, self.not_rumours, shipped_rehearsals())

    def not_rumours(self) -> list[Negative]:
        """What teaches the matcher of rumours where its subject ends."""
        return negatives(self._entries())

    def topics(self) -> set[str]:
        """Ids of all entries of all cities."""
        return {entry.id for entry in self._entries()}

    def _entries(self) -> list[Entry]:
        return [entry for city in self.repository.cities() for entry in self.repository.entries(city)]

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
        return Toolbox(answers, guide, RumourDesk(self.rumours, answers, texts), texts, self.settings.operator)

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
        jobs = [Job(30.0, self.blocked.refresh), Job(3600.0, self.stored.expire), Job(3600.0, self.expire_desk)]
        return Housekeeping(jobs)

    @cached_property
    def desk(self) -> Desk:
        """Accounts of staff and what they do with them."""
        hours = self.settings
        terms = Terms(hours.console_idle_hours * 3600.0, hours.console_session_hours * 3600.0, hours.console_link_hours * 3600.0)
        return open_desk(in_database(self.database), self.secret, Passwords(), terms)

    async def expire_desk(self) -> None:
        await asyncio.to_thread(self.desk.expire)
        await asyncio.to_thread(self.agent_chats.expire)
        await asyncio.to_thread(self.radar.expire, week_of(date.today()) - CLAIMS_KEPT)

    def console_sections(self) -> list[Section]:
        """The console's sections that need more than the desk, in the order of the rail."""
        return [agents_section(self.agent_tools), radar_section(self.radar_desk), knowledge_section(self.workshop)]

    @cached_property
    def radar(self) -> SqlRadar:
        """What agents heard."""
        return SqlRadar(self.database, Sealer(self.secret, "radar"))

    @cached_property
    def radar_desk(self) -> RadarDesk:
        """What the pages of the radar work with; the encoder is read when claims are first put together."""
        queue = ClaimQueue(self.radar, self.cards, lambda texts: alike(texts, self.encoder), self.topics)
        return RadarDesk(self.radar, queue, self.settings.city, self.districts)

    def districts(self) -> dict[str, str]:
        """Id -> name, of the house's city."""
        directory = self.repository.directory(self.settings.city)
        return dict(directory.districts) if directory else {}

    @cached_property
    def agent_chats(self) -> AgentChats:
        """Chats that are linked to an account with the role of agent."""
        return AgentChats(SqlAgentChats(self.database), Sealer(self.secret, "agents"), self._is_agent)

    def _is_agent(self, account_id: str) -> bool:
        account = self.desk.accounts.find(account_id)
        return account is not None and not account.locked and Role.AGENT in account.roles

    @cached_property
    def agent_talk(self) -> AgentTalk:
        return AgentTalk(self.agent_chats, self.toolbox)

    def for_agents(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        """What only agents get. A database that is away costs the kit, never the answer that anybody gets."""
        try:
            return self.agent_talk.replies(message, text_language)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)
            return []

    def forget(self, pseudonym: str) -> None:
        """Everything that is stored of a person; raises when it cannot."""
        self.stored.forget(pseudonym)
        self.agent_chats.leave(pseudonym)
        self.radar.forget_chat(pseudonym)

    @cached_property
    def agent_tools(self) -> AgentTools:
        """What the pages of agents work with."""
        return AgentTools(
            look_up=LookUp(self.rumours),
            radar=self.radar,
            chats=self.agent_chats,
            texts=self.texts,
            identify=lambda words, context: self.identify(words, context)[0] or context,
            redact=lambda words, language: self.redactor.redact_text(words, language),
            districts=self.districts,
            city=self.settings.city,
        )

    @cached_property
    def redactor(self) -> Redactor:
        return Redactor.load()

    @cached_property
    def workshop(self) -> Workshop:
        """What the pages of the knowledge base work with."""
        editing = EditingDesk(CachedEntries(self.repository), SqlDrafts(self.database), self.settings.four_eyes)
        return Workshop(editing, self.library, Previews(self.texts), self.texts.languages, self.settings.city)

    def console(self) -> FastAPI:
        """For staff; to be mounted under /console."""
        production = self.settings.environment != "development"
        return console_app(self.desk, all_sections(self.console_sections()), self.texts, always_secure=production)

    def card_pages(self) -> APIRouter:
        """The public pages of the cards, their feed and their reviews."""
        settings = self.settings
        return cards_router(PublicCards(self.cards), self.texts, publisher=settings.operator, default_language=settings.default_language)

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
        topics = [f"{act}:{topic}" for topic in self.library.topics(self.settings.city) for act in ("topic", "more")]
        return topics + [f"rumour:{card.id}{part}" for card in self.rumours.cards() for part in ("", "=more", "=minute", "=full")]

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
            redactor=self.redactor,
            danger=DangerDetector.load(),
            engine=engine,
            without_engine=self.replies_without_engine,
            texts=self.texts,
            counter=self.counter,
            pseudonyms=Pseudonyms(self.secret),
            blocked=self.blocked.has,
            forget=self.forget,
            for_agents=self.for_agents,
            reach=self.stored.reach,
            town=Towns.load(self.repository.cities()).spoken_of,
        )
        return Conversation(rooms, self.settings)


def _encoded(done: int, of: int) -> None:
    log("texts_encoded", done=done, of=of)
