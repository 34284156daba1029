"""A service in a person's words: a short card of plain lines, and a long one in Markdown with a map, languages and what to bring."""

from datetime import date, datetime
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date, get_day_names

from bot.texts import Texts
from knowledge_base.directory import DAYS, LAST_MINUTE, Location, Schedule, Service, Words, in_words
from knowledge_base.finding_services import is_closed, is_open
from knowledge_base.languages import DATE_LOCALES, fallbacks_of

MAP = "https://www.openstreetmap.org"  # only a link: nothing is loaded from there


class ServiceCards:
    """What is not known of a service is said, with the words of the catalogue."""

    def __init__(self, texts: Texts):
        self._texts = texts

    def short(self, each: Service, language: str, now: datetime | None = None) -> str:
        """Name, what it does, phone, address, hours, cost; with `now`, whether it is open."""
        return "\n".join(filter(None, [*self._heading(each, language), *self._reach(each, language), self._open(each, language, now)]))

    def long(self, each: Service, language: str) -> str:
        """Markdown: the short card as a list below a bold name, with who may come, languages, what to bring, web page and map."""
        name, *description = self._heading(each, language)
        lines = [f"- {line}" for line in filter(None, [*self._reach(each, language), *self._more(each, language)])]
        return "\n".join([" ".join([f"**{name}**.", *description]), "", *lines])

    def _heading(self, each: Service, language: str) -> list[str]:
        return [text for words in (each.name, each.description) if (text := _said(words, language))]

    def _reach(self, each: Service, language: str) -> list[str]:
        lines = [self._line("phone", ", ".join(phone.number for phone in each.phones), language)]
        if each.location or not each.phones:
            lines.append(self._line("address", each.location.address_1 if each.location else "", language))
        lines.append(self._hours(each, language))
        fees = _said(each.fees_description, language)
        return [*lines, self._line("cost", fees, language) if fees else "", self._closed(each, language)]

    def _more(self, each: Service, language: str) -> list[str]:
        known = {
            "who": _said(each.eligibility_description, language),
            "bring": _said(each.required_documents, language).replace("\n", "; "),
            "languages": ", ".join(_language_name(code, language) for code in each.languages),
            "web": f"<{each.url}>" if each.url else "",
            "map": f"<{map_link(each.location)}>" if each.location and each.location.address_1 else "",
        }
        return [self._line(name, value, language) for name, value in known.items() if value]

    def _open(self, each: Service, language: str, now: datetime | None) -> str:
        open_now = is_open(each, now) if now and not is_closed(each, now.date()) else None
        return "" if open_now is None else self._texts.get(language, "service.open_now" if open_now else "service.closed_now")

    def _closed(self, each: Service, language: str) -> str:
        """When it opens again, while it is closed for a time."""
        if not is_closed(each, date.today()):
            return ""
        return self._line("closed_until", format_date(each.closed_until, "long", locale=DATE_LOCALES.get(language, language)), language)

    def _line(self, name: str, value: str, language: str) -> str:
        key = f"service.{name}" if value else f"service.{name}_unknown"
        return self._texts.get(language, key, value=value)

    def _hours(self, each: Service, language: str) -> str:
        if not each.schedules:
            return self._texts.get(language, "service.hours_unknown")
        if all(len(s.byday) == len(DAYS) and _all_day(s) for s in each.schedules):
            return self._texts.get(language, "service.hours_all_day")
        stretches = (f"{_days(s, language)} {s.opens_at:%H:%M}-{s.closes_at:%H:%M}" for s in each.schedules)
        return self._line("hours", "; ".join(stretches), language)


def map_link(location: Location) -> str:
    """A page that shows the place on a map: by its coordinates where they are known, else by its address."""
    if location.latitude is not None and location.longitude is not None:
        at = f"{location.latitude}/{location.longitude}"
        return f"{MAP}/?mlat={location.latitude}&mlon={location.longitude}#map=18/{at}"
    return f"{MAP}/search?query={quote(', '.join(filter(None, (location.address_1, location.city))))}"


def _said(words: Words, language: str) -> str:
    return in_words(words, language, fallbacks_of(language))


def _language_name(code: str, language: str) -> str:
    return Locale.parse(language).languages.get(code, code)


def _all_day(schedule: Schedule) -> bool:
    return schedule.opens_at == schedule.closes_at or (schedule.opens_at.hour == 0 and schedule.closes_at == LAST_MINUTE)


def _days(schedule: Schedule, language: str) -> str:
    """Names of the days in the language, as a stretch where they follow one another."""
    names = get_day_names("abbreviated", locale=language)
    numbers = sorted(DAYS.index(day) for day in schedule.byday)
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{names[numbers[0]]} – {names[numbers[-1]]}"
    return ", ".join(names[number] for number in numbers)
