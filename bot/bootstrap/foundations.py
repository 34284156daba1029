"""What several parts of the house stand on: store, content, encoder, matchers, texts, redaction."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from bot.actions.toolbox import Toolbox
from bot.current_settings import CurrentSettings
from bot.privacy_log import log
from bot.redaction import Redactor
from bot.secret import secret_key
from bot.settings import Settings
from bot.storage.database import make_engine, migrate
from bot.storage.kept_settings import SqlKeptSettings
from bot.texts import Texts
from knowledge_base.answers import Answers
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
from matching.matcher import Thresholds
from matching.translation.table import shipped_table
from matching.weights import shipped_weights
from rumours.checking import RumourDesk
from rumours.library import RumourLibrary
from rumours.limits import negatives, shipped_rehearsals
from rumours.limits import shipped_weights as rumour_weights
from rumours.publishing import seed_cards
from rumours.sql_repository import SqlRumourRepository

CONTENT = Path(__file__).parents[2] / "knowledge_base" / "content"
RUMOURS = Path(__file__).parents[2] / "rumours" / "content"


@dataclass(frozen=True)
class Foundations:
    """Everything that more than one part of the house stands on, built on first use and once."""

    settings: Settings

    def open(self) -> Self:
        """Bring the tables up to date and seed the cities and cards that the store does not have yet."""
        migrate(self.database)
        self.current.refresh()
        seed(self.repository, CONTENT, own_city=self.settings.city)
        seed_cards(self.cards, RUMOURS, self.topics)
        return self

    @cached_property
    def database(self):
        return make_engine(self.settings.database_url or f"sqlite:///{self.settings.data_dir.resolve()}/harrera.db")

    @cached_property
    def current(self) -> CurrentSettings:
        """What admins can change while the house is open is asked for here; all else stands in `settings`."""
        return CurrentSettings(self.settings, SqlKeptSettings(self.database))

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
        context = shipped_context(is_embedded=not self.settings.encoder)
        return Teaching(shipped_weights(), self.encoder, shipped_lexicon().finder(), context, self.thresholds, shipped_table())

    def thresholds(self) -> Thresholds:
        """From which sureness an entry is given, and from which some are offered."""
        return Thresholds(self.current.now.answer_from, self.current.now.ask_from)

    @cached_property
    def library(self) -> Library:
        return Library(self.repository, self.teaching)

    @cached_property
    def cards(self) -> SqlRumourRepository:
        return SqlRumourRepository(self.database)

    @cached_property
    def rumours(self) -> RumourLibrary:
        teaching = replace(self.teaching, weights=rumour_weights(), context=None)
        return RumourLibrary(self.cards, teaching, self.not_rumours, shipped_rehearsals())

    def not_rumours(self) -> list[Negative]:
        """What teaches the matcher of rumours where its subject ends."""
        return negatives(self._entries())

    def topics(self) -> set[str]:
        """Ids of all entries of all cities."""
        return {entry.id for entry in self._entries()}

    def districts(self) -> dict[str, str]:
        """Id -> name, of the house's city."""
        directory = self.repository.directory(self.settings.city)
        return dict(directory.districts) if directory else {}

    def _entries(self) -> list[Entry]:
        return [entry for city in self.repository.cities() for entry in self.repository.entries(city)]

    @cached_property
    def texts(self) -> Texts:
        return Texts.load()

    @cached_property
    def spoken(self) -> Texts:
        """The same texts for people who ask: in the languages that are answered in now."""
        return self.texts.without(lambda: self.current.now.languages_off.split())

    @cached_property
    def identify(self) -> LanguageIdentification:
        return LanguageIdentification()

    @cached_property
    def redactor(self) -> Redactor:
        return Redactor.load()

    @cached_property
    def secret(self) -> bytes:
        return secret_key(self.settings)

    def toolbox(self, city: str) -> Toolbox:
        """What the actions use, in the words of a city; light, so made for each turn."""
        texts, now = self.spoken.in_city(city), self.current.now
        guide = Guide(self.library, texts)
        answers = Answers(self.library, guide, texts)
        rumours, days = RumourDesk(self.rumours, answers, texts), self.settings.unanswered_days if self.settings.keep_unanswered else 0
        return Toolbox(answers, guide, rumours, texts, now.operator, now.human_contact, now.human_hours, days)


def _encoded(done: int, of: int) -> None:
    log("texts_encoded", done=done, of=of)
