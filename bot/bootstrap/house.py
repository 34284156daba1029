"""The whole house: the foundations, staff and doors, and the conversation between them."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from bot.actions.toolbox import Toolbox
from bot.actions.without_engine import replies_without_engine
from bot.bootstrap.agents import Agents
from bot.bootstrap.doors import Doors
from bot.bootstrap.foundations import Foundations
from bot.bootstrap.measures import Measures
from bot.bootstrap.staff import Staff
from bot.bootstrap.states import HouseStates
from bot.conversation import Conversation, Rooms
from bot.counting import Counter
from bot.dialogue.client import EngineClient
from bot.dialogue.engine import EngineProcess
from bot.dialogue.engines import EngineAddress, RemoteEngines
from bot.housekeeping import Housekeeping, Job
from bot.later import LaterMessages
from bot.limiting import Limiter
from bot.messages import RedactedMessage, Reply
from bot.metrics import ObservedEngine
from bot.pseudonyms import Pseudonyms
from bot.safety import DangerDetector
from bot.sealing import Sealer
from bot.storage.blocked import SqlBlockList
from bot.storage.inflight import SqlInflight
from bot.storage.later import SqlLater
from bot.storage.reachable import SqlReachable
from bot.stored import Blocked, Reaching, Stored
from bot.talks import MemoryTalks
from bot.talks.shared import SharedTalks, connect
from bot.towns import Towns
from connectors.web_channel import ConversationIds, LaterDoor


class House(Foundations):
    """Everything built, on first use and once."""

    @cached_property
    def staff(self) -> Staff:
        return Staff(self, self.states, self.measures)

    @cached_property
    def states(self) -> HouseStates:
        return HouseStates(self, self.doors)

    @cached_property
    def doors(self) -> Doors:
        return Doors(self)

    @cached_property
    def agents(self) -> Agents:
        return Agents(self, self.staff, self.doors)

    def toolbox(self, city: str) -> Toolbox:
        return replace(super().toolbox(city), agents=self.agents.desk)

    @cached_property
    def measures(self) -> Measures:
        return Measures(self)

    @cached_property
    def counter(self) -> Counter:
        return self.measures.counter

    @cached_property
    def talks(self) -> MemoryTalks | SharedTalks:
        url = self.settings.redis_url.get_secret_value()
        return SharedTalks(connect(url), Sealer(self.secret, "talks")) if url else MemoryTalks()

    @cached_property
    def limiter(self) -> Limiter:
        return Limiter(self.settings.redis_url.get_secret_value())

    @cached_property
    def blocked(self) -> Blocked:
        return Blocked(SqlBlockList(self.database))

    @cached_property
    def reaching(self) -> Reaching:
        sealer = Sealer(self.secret, "reachable")
        return Reaching(SqlReachable(self.database), Pseudonyms(self.secret), sealer, lambda: self.current.now.reachable_days * 86400.0)

    @cached_property
    def later(self) -> LaterMessages:
        """What a human says to a conversation on the web."""
        return LaterMessages(SqlLater(self.database), Sealer(self.secret, "later"), lambda: self.current.now.later_hours * 3600.0)

    def later_door(self, ids: ConversationIds) -> LaterDoor:
        return LaterDoor(self.later, ids, Pseudonyms(self.secret), self.spoken)

    @cached_property
    def stored(self) -> Stored:
        content, ids = lambda: self.current.now.inflight_minutes * 60.0, self.settings.redelivery_days * 86400.0
        return Stored(SqlInflight(self.database), self.reaching, self.later, content_seconds=content, ids_seconds=ids)

    def housekeeping(self, *more: Job) -> Housekeeping:
        beats = [Job(1.0, self.talks.beat)] if isinstance(self.talks, SharedTalks) else []
        jobs = [Job(30.0, self.blocked.refresh), Job(60.0, self.stored.expire), Job(3600.0, self.staff.expire)]
        jobs.append(Job(60.0, self.agents.news(self.reaching, self.later).tell))
        return Housekeeping([*beats, *jobs, *self.measures.jobs(), *more])

    def forget(self, pseudonym: str) -> None:
        """Everything that is stored of a person; raises when it cannot."""
        self.stored.forget(pseudonym)
        self.staff.forget(pseudonym)

    def engine(self) -> EngineProcess | RemoteEngines:
        """Our own, else those that the settings name."""
        given, action_token = self.settings, self.settings.action_token.get_secret_value()
        if given.engine_urls:
            return RemoteEngines(given.engine_urls, given.engine_token.get_secret_value(), action_token)
        return EngineProcess(given.engine_python, given.engine_port, action_token or secrets.token_urlsafe(32))

    def engine_client(self, addresses: Sequence[EngineAddress]) -> EngineClient:
        client = EngineClient(addresses, self.settings.engine_timeout, self.settings.engine_concurrency)
        self.states.engine_answers = client.is_ready
        return client

    def replies_without_engine(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        return replies_without_engine(message, text_language, self.toolbox(message.city))

    def conversation(self, engine: EngineClient) -> Conversation:
        rooms = Rooms(
            identify=self.identify,
            redactor=self.redactor,
            danger=DangerDetector.load(),
            engine=ObservedEngine(engine),
            without_engine=self.replies_without_engine,
            texts=self.spoken,
            counter=self.counter,
            pseudonyms=Pseudonyms(self.secret),
            blocked=self.blocked.has,
            forget=self.forget,
            for_agents=self.staff.for_agents,
            is_agent=self.agents.is_agent,
            reach=self.stored.reach,
            reach_agent=self.stored.reach_agent,
            talks=self.talks,
            limiter=self.limiter,
            town=Towns.load(self.repository.cities()).spoken_of,
        )
        return Conversation(rooms, self.settings)
