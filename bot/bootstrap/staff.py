"""Where staff and anti-rumour agents work, built on the foundations."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from fastapi import APIRouter, FastAPI
from sqlalchemy.exc import SQLAlchemyError

from bot.actions.agents import AgentTalk
from bot.bootstrap.editing import Editing
from bot.bootstrap.exchange import Exchange
from bot.bootstrap.foundations import CONTENT, Foundations
from bot.bootstrap.measures import Measures
from bot.bootstrap.overview import Overview
from bot.bootstrap.states import HouseStates
from bot.mail import Mail
from bot.messages import RedactedMessage, Reply
from bot.privacy_log import log
from bot.sealing import Sealer
from connectors.web_channel.cards import cards_router
from console.accounts import Role
from console.agents.routes import agents_section
from console.agents.tools import AgentTools
from console.desk import Desk, Terms, open_desk
from console.frame.app import console_app
from console.frame.sections import Section
from console.knowledge.workshop import Workshop
from console.passwords import Passwords
from console.radar.routes import RadarDesk, radar_section
from console.sections import all_sections
from console.settings.desk import SettingsDesk
from console.settings.routes import settings_section
from console.storage.kept import in_database
from knowledge_base.effect import Rehearsed
from knowledge_base.lessons import rehearsals
from matching.similar import alike
from rumours.agent_chats import AgentChats
from rumours.looking_up import LookUp
from rumours.public_cards import PublicCards
from rumours.radar import week_of
from rumours.sql_agent_chats import SqlAgentChats
from rumours.sql_radar import SqlRadar
from rumours.unmatched import ClaimQueue

CLAIMS_KEPT = timedelta(weeks=26)  # what agents reported and no card answered


@dataclass(frozen=True)
class Staff:
    """The console, the agents' pages and chats, and the radar, built on first use and once."""

    house: Foundations
    states: HouseStates
    measures: Measures

    def console(self) -> FastAPI:
        """For staff; to be mounted under /console."""
        production = self.house.settings.environment != "development"
        return console_app(
            self.desk, all_sections(self.console_sections(), self.overview.home()), self.house.texts, always_secure=production
        )

    def console_sections(self) -> list[Section]:
        """The console's sections that need more than the desk, in the order of the rail."""
        sections = [agents_section(self.agent_tools), radar_section(self.radar_desk), *self.editing.sections(self._card_is_live)]
        sections += self.exchange.sections()
        return [*sections, self.overview.insights(), settings_section(self.settings_desk)]

    @cached_property
    def overview(self) -> Overview:
        """What needs somebody today, and what people ask."""
        return Overview(self.house, self.measures, self.editing, self.desk)

    @cached_property
    def desk(self) -> Desk:
        """Accounts of staff and what they do with them."""
        hours = self.house.settings
        terms = Terms(hours.console_idle_hours * 3600.0, hours.console_session_hours * 3600.0, hours.console_link_hours * 3600.0)
        return open_desk(in_database(self.house.database), self.house.secret, Passwords(), terms, mail=Mail(self.house.settings))

    @cached_property
    def settings_desk(self) -> SettingsDesk:
        """What the pages of the settings work with; every city's rehearsal questions that its matcher can answer."""
        house, files = self.house, sorted(CONTENT.glob("*/rehearsal.jsonl"))
        return SettingsDesk(
            current=house.current,
            asked=self.states.asked,
            matcher=lambda: house.library.shelf(house.settings.city).matcher,
            rehearse=lambda matcher: Rehearsed.of(matcher, (question for file in files for question in rehearsals(file))),
            languages=house.texts.languages,
        )

    @cached_property
    def workshop(self) -> Workshop:
        """What the pages of the knowledge base work with."""
        return self.editing.workshop

    @cached_property
    def editing(self) -> Editing:
        """Where entries, cards and services are changed."""
        return Editing(self.house)

    @cached_property
    def exchange(self) -> Exchange:
        """Translations in bulk, and the content as files."""
        return Exchange(self.house, self.editing)

    @cached_property
    def radar(self) -> SqlRadar:
        """What agents heard."""
        return SqlRadar(self.house.database, Sealer(self.house.secret, "radar"))

    @cached_property
    def radar_desk(self) -> RadarDesk:
        """What the pages of the radar work with; the encoder is read when claims are first put together."""
        queue = ClaimQueue(self.radar, self.editing.card_desk, lambda texts: alike(texts, self.house.encoder))
        return RadarDesk(self.radar, queue, self.house.settings.city, self.house.districts)

    def _card_is_live(self, id: str) -> None:
        """Who reported what a card was begun from is told."""
        self.radar_desk.queue.finish(self.radar_desk.city, id)

    @cached_property
    def agent_chats(self) -> AgentChats:
        """Chats that are linked to an account with the role of agent."""
        return AgentChats(SqlAgentChats(self.house.database), Sealer(self.house.secret, "agents"), self._is_agent)

    def _is_agent(self, account_id: str) -> bool:
        account = self.desk.accounts.find(account_id)
        return account is not None and not account.locked and Role.AGENT in account.roles

    @cached_property
    def agent_talk(self) -> AgentTalk:
        return AgentTalk(self.agent_chats, self.house.toolbox)

    def for_agents(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        """What only agents get. A database that is away costs the kit, never the answer that anybody gets."""
        try:
            return self.agent_talk.replies(message, text_language)
        except SQLAlchemyError as error:
            log("store_silent", kind=type(error).__name__)
            return []

    @cached_property
    def agent_tools(self) -> AgentTools:
        """What the pages of agents work with."""
        return AgentTools(
            look_up=LookUp(self.house.rumours),
            radar=self.radar,
            chats=self.agent_chats,
            texts=self.house.texts,
            identify=lambda words, context: self.house.identify(words, context)[0] or context,
            redact=lambda words, language: self.house.redactor.redact_text(words, language),
            districts=self.house.districts,
            city=self.house.settings.city,
        )

    def card_pages(self) -> APIRouter:
        """The public pages of the cards, their feed and their reviews."""
        settings = self.house.settings
        return cards_router(
            PublicCards(self.house.cards),
            self.house.spoken,
            publisher=lambda: self.house.current.now.operator,
            default_language=settings.default_language,
        )

    async def expire(self) -> None:
        """Removes what has been kept long enough."""
        await asyncio.to_thread(self.desk.expire)
        await asyncio.to_thread(self.exchange.expire)
        await asyncio.to_thread(self.agent_chats.expire)
        await asyncio.to_thread(self.radar.expire, week_of(date.today()) - CLAIMS_KEPT)

    def forget(self, pseudonym: str) -> None:
        """What is stored of a linked chat; raises when it cannot."""
        self.agent_chats.leave(pseudonym)
        self.radar.forget_chat(pseudonym)
