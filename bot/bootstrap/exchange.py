"""Translations in bulk and the content as files, built on the foundations and on where staff edit."""

import time
from dataclasses import dataclass
from functools import cached_property

from bot.bootstrap.editing import Editing
from bot.bootstrap.foundations import Foundations
from console.files.routes import FileTools, files_section
from console.frame.sections import Section
from console.storage.waiting import SqlWaiting
from console.translations.routes import translations_section
from console.translations.tools import TranslationTools
from knowledge_base.exchange.git_archive import ArchiveState
from knowledge_base.exchange.machine import load_translator


@dataclass(frozen=True)
class Exchange:
    """Built on first use and once."""

    house: Foundations
    editing: Editing

    def sections(self) -> list[Section]:
        """In the order of the rail."""
        house, desk = self.house, self.editing.workshop.desk
        translator = load_translator(house.settings.translator)
        translations = TranslationTools(desk, house.texts.languages, house.settings.city, self.waiting, translator)
        files = FileTools(self.editing.archived.whole, self.waiting, self.editing.archived.git)
        return [translations_section(translations), files_section(files)]

    @cached_property
    def waiting(self) -> SqlWaiting:
        """Files that somebody has sent and not decided about."""
        return SqlWaiting(self.house.database)

    def expire(self) -> None:
        """Files that have waited long enough go."""
        self.waiting.expire(time.time())

    def git_state(self) -> ArchiveState | None:
        """How the git repository of the content does, for pages that say what needs somebody; None without one."""
        return self.editing.archived.git.state() if self.editing.archived.git else None
