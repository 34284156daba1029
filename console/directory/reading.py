"""What was typed into the forms of a service."""

from console.editing.bench import lines_of
from console.frame.forms import Form
from knowledge_base.directory import DAYS
from knowledge_base.editing.draft import WrittenSource
from knowledge_base.editing.services.written import PLACE, WORDS, WrittenHours, WrittenService, WrittenServiceText

_SEEN = ("url", "publisher", "checked_on", "supports", "seen")
_PLAIN = ("organization_id", "new_organization", "closed_until", "url", "email", "assured_date", *PLACE)


def read_text(form: Form) -> WrittenServiceText:
    """One language."""
    said = {number: words.strip() for number, words in zip(form.all("phone_number"), form.all("phone_words")) if words.strip()}
    return WrittenServiceText(**{name: form.get(name).strip() for name in WORDS}, phones=said)


def read_frame(form: Form) -> WrittenService:
    """What has no language. Hours without days and times, and sources without address and publisher, are none."""
    plain = {name: form.get(name).strip() for name in _PLAIN}
    rows = [WrittenSource(*map(str.strip, row)) for row in zip(*(form.all(f"source_{name}") for name in _SEEN))]
    sources = tuple(row for row in rows if row.url or row.publisher)
    needs = tuple(form.all("needs"))
    lists = {
        "phones": lines_of(form.get("phones")),
        "languages": tuple(form.get("languages").split()),
        "verify": lines_of(form.get("verify")),
    }
    return WrittenService(**plain, **lists, hours=_hours(form), needs=needs, sources=sources)


def _hours(form: Form) -> tuple[WrittenHours, ...]:
    times = zip(form.all("opens_at"), form.all("closes_at"))
    days = (tuple(day for day in DAYS if day in form.all(f"days_{number}")) for number in range(100))
    rows = [WrittenHours(of_row, opens.strip(), closes.strip()) for of_row, (opens, closes) in zip(days, times)]
    return tuple(row for row in rows if row.byday or row.opens_at or row.closes_at)
