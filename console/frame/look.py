"""How pages are drawn: templates, words, files, dates; one for the process."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from bot.http.assets import Assets, files_in
from bot.insights.words import section_name
from bot.texts import Texts
from console.accounts import Account
from console.frame import ROOT
from console.frame.findings import Findings
from console.frame.headers import STATIC_HEADERS
from console.frame.sections import Place, Section
from console.frame.texts import ROOM, ConsoleTexts

ZONE = ZoneInfo("Europe/Madrid")


class Look:
    """`names` gives languages their own names and directions: the bot's texts."""

    def __init__(self, sections: Sequence[Section], names: Texts, texts: ConsoleTexts | None = None):
        folders = [section.name for section in sections]
        self.texts = texts or ConsoleTexts.load(folders)
        self.languages = {code: name for code, name in names.languages.items() if code in self.texts.languages}
        self._names, self.sections = names, folders
        self._places = [place for section in sections for place in section.places]
        self.assets = Assets(_files(["frame", *folders]), f"{ROOT}/static", STATIC_HEADERS)
        self._environment, self._findings = _environment(folders), Findings.load()
        self._environment.globals |= {
            "root": ROOT,
            "asset": self.assets.address,
            "languages": self.languages,
            "own_name": names.languages.get,
        }

    def direction(self, language: str) -> str:
        return self._names.direction(language)

    def places(self, account: Account) -> list[Place]:
        """Only what the account may see."""
        return [place for place in self._places if place.for_account(account)]

    def draw(self, template: str, language: str, **values: object) -> str:
        """HTML. Every value is escaped; `t` is the words of `language`, `moment` writes seconds since 1970 as people do,
        `day` a date, `section_name` calls a section of the entries by its name, `finding` gives (what a check said, its language)."""
        words = {"t": self.texts.speaker(language), "language": language, "direction": self.direction(language)}
        words["finding"] = lambda sentence: self._findings.told(language, sentence)
        words |= {"moment": lambda seconds: moment(seconds, language), "day": lambda when: day(when, language)}
        words |= {"section_name": lambda section: section_name(language, section), "direction_of": self.direction}
        return self._environment.get_template(template).render(**(words | values))


def moment(seconds: float, language: str) -> str:
    """Day and time where the house stands."""
    local = datetime.fromtimestamp(seconds, UTC).astimezone(ZONE)
    return f"{format_date(local, 'medium', locale=language)}, {format_time(local, 'short', locale=language)}"


def day(when: date, language: str, style: str = "medium") -> str:
    return format_date(when, style, locale=language)


def _environment(folders: Iterable[str]) -> Environment:
    own = PrefixLoader({name: FileSystemLoader(ROOM / name / "templates") for name in folders})
    loader = ChoiceLoader([FileSystemLoader(ROOM / "frame" / "templates"), own])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _files(folders: Iterable[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for folder in (ROOM / name / "static" for name in folders):
        found |= files_in(folder) if folder.is_dir() else {}
    return found
