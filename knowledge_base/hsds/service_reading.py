"""Reads one service of HSDS with everything that belongs to it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel import Locale

from knowledge_base.directory import Evidence, Location, Phone
from knowledge_base.entry import SEEN
from knowledge_base.hsds.hours import read_hours
from knowledge_base.hsds.marks import Marks, read_marks
from knowledge_base.hsds.passages import Passages
from knowledge_base.hsds.tables import Row, Tables
from knowledge_base.problems import Problems
from knowledge_base.source_fields import read_evidence

NOT_FOR_CALLING = ("fax", "pager")
_NUMBER = re.compile(r"(?=.*\d)\+?[\d ]+", re.ASCII)


class ServiceReader:
    """The parts of the service in `row`; `place` is the row of service_at_location that the service is read for, or None."""

    def __init__(self, row: Row, place: Row | None, tables: Tables, today: date, problems: Problems):
        self._row, self._place, self._tables, self._today, self._problems = row, place, tables, today, problems
        self._location = tables.one("location", place.get("location_id")) if place else None

    def values(self) -> dict:
        """The fields of a Service, but for its id and that of its organization."""
        marks, texts = read_marks(self._row, self._tables, self._problems), Passages(self._row, self._problems)
        words = {column: texts.words(column, marks) for column in ("description", "eligibility_description")}
        return words | {
            "name": texts.words("name", marks, required=True),
            "fees_description": texts.words("fees_description", marks) or self._costs(),
            "required_documents": self._documents(texts, marks),
            "url": texts.link("url") or self._virtual_place(),
            "email": texts.email(),
            "phones": tuple(self._phones()),
            "schedules": read_hours(self._of("schedule", ("service", "service_at_location")), self._today, self._problems),
            "location": self._address(),
            "languages": tuple(dict.fromkeys(self._languages())),
            "needs": tuple(marks.needs),
            "assured_date": self._row.fields(self._problems).day("assured_date", required=False),
            "sources": tuple(Evidence(**values) for values in map(read_evidence, marks.sources) if values["seen"] in SEEN),
            "closed_until": marks.closed_until.day("value") if marks.closed_until else None,
            "verify": tuple(filter(None, (texts.checked("attributes", line.text("value")) for line in marks.verify))),
        }

    def _of(self, table: str, owners: tuple[str, ...]) -> list[Row]:
        """Rows of the service itself, of it at its place, or of the place, as `owners` says."""
        rows = {"service": self._row, "service_at_location": self._place, "location": self._location}
        found = [row for name in owners if (owner := rows[name]) for row in self._tables.belonging(table, f"{name}_id", owner.id)]
        return list({row.id: row for row in found}.values())

    def _phones(self) -> Iterator[Phone]:
        # The phone of the house helps when the service has none of its own.
        for row in self._of("phone", ("service", "service_at_location")) or self._of("phone", ("location",)):
            if row.get("type").strip().lower() in NOT_FOR_CALLING:
                self._problems.advice(row.path, row.place, f"is a {row.get('type').strip()} and is left out")
                continue
            texts, marks = Passages(row, self._problems), read_marks(row, self._tables, self._problems)
            number = " ".join(re.sub(r"\(0\)|[\"'().-]", " ", texts.text("number", required=True)).split())
            if number and not _NUMBER.fullmatch(number):
                row.fields(self._problems).fault("number", "is digits and spaces, with a + before a country code")
            elif number:
                yield Phone(number, texts.words("description", marks))

    def _languages(self) -> Iterator[str]:
        for row in self._of("language", ("service",)) or self._of("language", ("location",)):
            texts = Passages(row, self._problems)
            name = texts.text("name")
            if said := texts.text("code") or _codes().get(name.casefold(), name):
                yield said

    def _documents(self, texts: Passages, marks: Marks) -> dict[str, str]:
        rows = self._of("required_document", ("service",))
        listed = "\n".join(filter(None, (Passages(row, self._problems).text("document") for row in rows)))
        said = {marks.languages.get("required_documents", ""): listed} if listed else {}
        translations = marks.translations.get("required_documents", {})
        return said | {code: texts.checked("attributes", text) for code, text in translations.items()}

    def _costs(self) -> dict[str, str]:
        """The cost options, one line each, where the service has no words about what it costs."""
        lines = []
        for row in self._of("cost_option", ("service",)):
            texts = Passages(row, self._problems)
            amount = " ".join(filter(None, (texts.text("amount"), texts.text("currency").upper())))
            lines.append(", ".join(filter(None, (texts.text("option"), amount, texts.text("amount_description")))))
        said = "\n".join(filter(None, lines))
        return {"": said} if said else {}

    def _virtual_place(self) -> str:
        return Passages(self._location, self._problems).link("url") if self._location else ""

    def _address(self) -> Location | None:
        """The place of the service; None when there is none or it is only on the internet."""
        if self._location is None or self._location.get("location_type").strip() == "virtual":
            return None
        rows = self._tables.belonging("address", "location_id", self._location.id)
        row = next((row for row in rows if row.get("address_type").strip() == "physical"), rows[0] if rows else None)
        lines = self._lines(row) if row else {}
        fields = self._location.fields(self._problems)
        degrees = {key: fields.coordinate(key) for key in ("latitude", "longitude")}
        return Location(**lines, **degrees, district=read_marks(self._location, self._tables, self._problems).district)

    def _lines(self, row: Row) -> dict[str, str]:
        texts = Passages(row, self._problems)
        street = ", ".join(filter(None, (texts.text("address_1"), texts.text("address_2"))))
        return {"address_1": street, "city": texts.text("city"), "postal_code": texts.text("postal_code")}


@cache
def _codes() -> dict[str, str]:
    """English name of a language -> its code."""
    return {name.casefold(): code.replace("_", "-") for code, name in Locale("en").languages.items()}
