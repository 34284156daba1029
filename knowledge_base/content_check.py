"""Checks a content folder before anything of it is imported, and reports every fault at once, with file and key."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from knowledge_base import problems as found
from knowledge_base.check_languages import check_languages
from knowledge_base.check_texts import check_passage, check_texts, same_question
from knowledge_base.city_content import CityContent
from knowledge_base.content_files import CITY_FILE, read_folder
from knowledge_base.drafts import DraftCity, DraftEntry, draft_of, finished
from knowledge_base.entry import Entry, is_section
from knowledge_base.problems import Problems
from knowledge_base.repository import EntryRepository, MemoryEntryRepository


@dataclass(frozen=True, slots=True)
class Findings(found.Findings):
    """What a check found. `contents` is what may be imported: empty as soon as there is one fault."""

    contents: tuple[CityContent, ...] = ()

    @property
    def found(self) -> str:
        """How much may be imported."""
        return f"{sum(len(content.entries) for content in self.contents)} entries"

    def must_be_clean(self) -> tuple[CityContent, ...]:
        """The contents. Raises ContentFaults as all findings do."""
        found.Findings.must_be_clean(self)
        return self.contents


def check_folder(folder: Path, own_city: str | None = None, repository: EntryRepository | None = None) -> Findings:
    """Check a content folder of one or more cities.

    The rules of our house (short titles, no stray spaces, no question twice) are faults in `own_city` and advice elsewhere.
    Entries and services that `repository` has already may be referred to.
    """
    problems = Problems(own_city)
    cities = read_folder(folder, problems)
    for city in cities:
        _check_city(city, _Known(city, cities, repository), problems)
    contents = () if problems.faults else tuple(_content(city) for city in cities)
    return Findings(tuple(problems.faults), tuple(problems.advices), contents)


def check_entry(entry: Entry, repository: EntryRepository, own_city: str | None = None) -> Findings:
    """Check one entry against the others of its city."""
    return check_draft(draft_of(entry), repository, Problems(own_city))


def check_draft(draft: DraftEntry, repository: EntryRepository, problems: Problems) -> Findings:
    """Check one entry as staff wrote it in the console; `problems` holds what was found while it was read."""
    city = DraftCity(draft.city, [draft])
    _check_city(city, _Known(city, [city], repository), problems)
    contents = () if problems.faults else (CityContent(draft.city, (finished(draft),)),)
    return Findings(tuple(problems.faults), tuple(problems.advices), contents)


class _Known:
    """What an entry of the city may refer to: what comes with it and what is there already, in its layers and in cities above it."""

    def __init__(self, city: DraftCity, coming: list[DraftCity], repository: EntryRepository | None):
        store = repository or MemoryEntryRepository()
        self._coming, self._store = {draft.city: draft for draft in coming}, store
        ids = {entry.id for entry in city.entries}
        self.others = [entry for entry in store.entries(city.city) if entry.id not in ids]
        self.topics = {id for name in self._family(city.city) for id in self._ids(name)}
        directory = city.directory or store.directory(city.city)
        self.services = {service.id for service in directory.services} if directory else set()
        self.cities = self._coming.keys() | set(store.cities())

    def _family(self, city: str) -> set[str]:
        every = self._coming.keys() | set(self._store.cities())
        return {city, *self._layers(city), *(name for name in every if city in self._layers(name))}

    def _layers(self, city: str) -> tuple[str, ...]:
        draft = self._coming.get(city)
        return self._store.layers(city) if draft is None or draft.layers is None else draft.layers

    def _ids(self, city: str) -> set[str]:
        draft = self._coming.get(city)
        return {entry.id for entry in self._store.entries(city)} | {entry.id for entry in (draft.entries if draft else ())}


def _check_city(city: DraftCity, known: _Known, problems: Problems) -> None:
    for entry in city.entries:
        _check_place(entry, problems)
        _check_references(entry, known, problems)
        check_texts(entry, problems)
        check_languages(entry, problems)
    for path, key, passage in city.passages:
        check_passage(passage, path, key, city.city, problems)
    for name in city.layers or ():
        if name == city.city or name not in known.cities:
            problems.fault(f"{city.city}/{CITY_FILE}", "layers", f"`{name}` is no other city")
    _check_ids(city, problems)
    _check_questions(city, known, problems)
    _check_negatives(city, known, problems)


def _check_place(entry: DraftEntry, problems: Problems) -> None:
    for key, folder in zip(("city", "section", "id"), entry.folder, strict=True):
        if (value := getattr(entry, key)) and value != folder:
            problems.fault(entry.path, key, f"is `{value}`, but the folder is called `{folder}`")
    if entry.section and not is_section(entry.section):
        problems.fault(entry.path, "section", f"cannot be `{entry.section}`")


def _check_references(entry: DraftEntry, known: _Known, problems: Problems) -> None:
    for key, all_of_it in (("related", known.topics), ("services", known.services)):
        for name in dict.fromkeys(text.strip() for text in getattr(entry, key)):
            if name == entry.id and key == "related":
                problems.fault(entry.path, key, "an entry is not related to itself")
            elif name not in all_of_it:
                problems.fault(entry.path, key, f"`{name}` is not known in {entry.folder[0]}")


def _check_ids(city: DraftCity, problems: Problems) -> None:
    places = defaultdict(list)
    for entry in city.entries:
        places[entry.id or entry.folder[2]].append(entry.path)
    for id, paths in places.items():
        for path in paths[1:]:
            problems.fault(path, "id", f"`{id}` is also the id of {paths[0]}")


def _check_questions(city: DraftCity, known: _Known, problems: Problems) -> None:
    first: dict[tuple[str, str], str] = {}
    for entry in known.others:
        for text in entry.texts.values():
            first.update({(text.language, same_question(question)): entry.id for question in text.questions})
    for entry in city.entries:
        for text in entry.texts.values():
            for number, question in enumerate(text.questions, 1):
                owner = first.setdefault((text.language, same_question(question)), entry.folder[2])
                if owner != entry.folder[2]:
                    problems.style(text.path, f"questions[{number}]", f"is also a question of {owner}", city.city)


def _check_negatives(city: DraftCity, known: _Known, problems: Problems) -> None:
    for language, id in sorted({(n.language, n.entry_id) for n in city.negatives or () if n.entry_id in known.topics}):
        path = f"{city.city}/negatives/{language}.yml"
        problems.advice(path, f"missing.{id}", "the entry exists by now, so these are no longer negatives")


def _content(city: DraftCity) -> CityContent:
    return CityContent(city.city, tuple(finished(entry) for entry in city.entries), city.directory, city.negatives, city.layers)
