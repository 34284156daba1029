"""The platforms through which people write, built on the foundations."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.actions.agents import where_payloads
from bot.bootstrap.foundations import Foundations
from bot.conversation import Conversation
from bot.durable import DurableInbox, unasked
from bot.durable.inbox import Place
from bot.messages import Reply
from bot.privacy_log import log
from bot.settings import Settings
from bot.storage.unsent import SqlUnsent
from connectors.delivery import Channel, Inbox
from connectors.telegram_channel import BotApi, Rendering, ShortPayloads, TelegramChannel, opened, telegram_router
from connectors.whatsapp_channel import GraphApi, Template, WhatsAppChannel, whatsapp_router


@dataclass(frozen=True)
class Doors:
    """Telegram and WhatsApp, and the durable inbox behind them, built on first use and once."""

    house: Foundations
    _inboxes: list[DurableInbox] = field(default_factory=list, init=False)  # the one that `inbox` built

    @property
    def settings(self) -> Settings:
        return self.house.settings

    def channels(self, conversation: Conversation) -> list[Channel]:
        """The platforms whose settings are given."""
        found: list[Channel] = []
        if self.settings.whatsapp_phone_id:
            found.append(WhatsAppChannel(conversation, self.house.spoken, self.graph, self._template(), self._whatsapp_unsent))
        if self.settings.has_telegram:
            found.append(TelegramChannel(conversation, self._telegram_rendering, self.telegram_bot))
        return found

    @cached_property
    def _telegram_rendering(self) -> Rendering:
        return Rendering(self.house.spoken, ShortPayloads(self._payloads))

    async def write(self, channel: str, chat: str, reply: Reply) -> bool:
        """Say something unasked, the durable way; False when it cannot be kept now, or the platform is off. On WhatsApp it goes as the
        template after a day, where there is one; else staff see why not. Raises Unavailable."""
        is_on = {"telegram": self.settings.has_telegram, "whatsapp": bool(self.settings.whatsapp_phone_id)}.get(channel, False)
        return bool(is_on and self._inboxes) and await self._inboxes[-1].accept(unasked(channel, chat, reply))

    def _payloads(self) -> list[str]:
        """Those that can be longer than a button of Telegram allows."""
        topics = [
            f"{act}:{topic}" for topic in self.house.library.topics(self.settings.city) for act in ("topic", "more", "helped", "not_helped")
        ]
        cards = self.house.rumours.cards()
        topics += [f"rumour:{card.id}{part}" for card in cards for part in ("", "=more", "=minute", "=full")]
        return topics + where_payloads(cards, list(self.house.districts()))

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
        return opened(self.telegram_bot, inbox, self.house.spoken, self.settings.default_language, polling)

    def _template(self) -> Template | None:
        settings = self.settings
        return Template(settings.whatsapp_template, settings.whatsapp_template_language) if settings.whatsapp_template else None

    def _whatsapp_unsent(self, reason: str) -> None:
        """For the page that says what works. A database that is away costs the note, the log has it too."""
        try:
            SqlUnsent(self.house.database).note("whatsapp", reason, date.today())
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)

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
            unsent=self._whatsapp_unsent,
        )

    def inbox(self, channels: list[Channel]) -> DurableInbox:
        """Where the webhooks of `channels` leave what comes in; for one process."""
        sqlite = self.house.database.dialect.name == "sqlite"
        own = self.settings.data_dir.resolve()
        url = f"sqlite:///{own}/durable.db" if sqlite else self.house.database.url.render_as_string(False)
        place = Place(
            engine=self.house.database,
            library_url=url,
            library_schema="" if sqlite else self._library_schema(),
            folder=own / "workers",
            secret=self.house.secret,
            concurrency=self.settings.engine_concurrency,
            give_up_seconds=self.settings.inflight_minutes * 30.0,
        )
        self._inboxes.append(DurableInbox(place, channels))
        return self._inboxes[-1]

    def _library_schema(self) -> str:
        """Beside our own tables, so that two installations may share a PostgreSQL database."""
        with self.house.database.connect() as connection:
            own = connection.execute(text("SELECT current_schema()")).scalar_one()
        return "harrera_durable" if own == "public" else f"{own}_durable"
