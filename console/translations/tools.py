"""Everything the pages of translations are given, and what they do with it."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bot.errors import NotFound
from console.storage.waiting import WaitingFiles
from console.translations.table import TO_DO, state_of
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.entry import Entry
from knowledge_base.exchange.csv_file import read_csv, write_csv
from knowledge_base.exchange.files import FileRefused
from knowledge_base.exchange.machine import Translator
from knowledge_base.exchange.planning import Plan, plan_import
from knowledge_base.exchange.sheets import Sheet, sheet_of
from knowledge_base.exchange.xliff_file import read_xliff, write_xliff

PURPOSE = "translations"
FORMS = {"xliff": (write_xliff, "application/x-xliff+xml", "xlf"), "csv": (write_csv, "text/csv; charset=utf-8", "csv")}


@dataclass(frozen=True)
class TranslationTools:
    """`languages`: code -> own name. `translator` is None unless the installation plugged one in."""

    desk: EditingDesk
    languages: Mapping[str, str]
    city: str
    waiting: WaitingFiles
    translator: Translator | None = None
    clock: Callable[[], float] = time.time

    def city_named(self, name: str | None) -> str:
        """The city, when we have it; the house's own for no name."""
        return name if name in self.desk.repository.cities() else self.city

    def entries(self, city: str, language: str, section: str = "", states: Collection[str] = ()) -> list[Entry]:
        """Entries that have, or may have, a translation into a language. Raises NotFound for a city or language of nobody."""
        if city not in self.desk.repository.cities() or language not in self.languages:
            raise NotFound("no such city or language")
        found = (entry for entry in self.desk.repository.entries(city) if entry.original.language != language)
        return [e for e in found if (not section or e.section == section) and (not states or state_of(e, language) in states)]

    def exported(self, city: str, language: str, form: str, section: str = "", only_to_do: bool = False) -> tuple[bytes, str, str]:
        """(content, media type, file name) of one language of a city. Raises NotFound."""
        if form not in FORMS:
            raise NotFound("no such form")
        write, media, ending = FORMS[form]
        sheets = (sheet_of(entry, language) for entry in self.entries(city, language, section, TO_DO if only_to_do else ()))
        return write(sheets), media, f"harrera-{city}-{language}.{ending}"

    def planned(self, content: bytes, author: str) -> Plan:
        """What importing a file would do. Raises FileRefused."""
        return plan_import(read_sheets(content), self.desk, author, self.languages)


def read_sheets(content: bytes) -> list[Sheet]:
    """By what is in the file, not by its name. Raises FileRefused."""
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        raise FileRefused("workbook")
    begins = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    sheets = read_xliff(content) if begins.startswith(b"<") else read_csv(content)
    if not sheets:
        raise FileRefused("empty")
    return sheets
