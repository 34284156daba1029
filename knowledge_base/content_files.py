"""Reads content folders, `<city>/<section>/<topic>/entry.yml` with `<language>.md` beside it, into drafts, noting every fault."""

from pathlib import Path

from knowledge_base.city_content import Negative
from knowledge_base.directory import Directory
from knowledge_base.directory_fields import read_directory
from knowledge_base.drafts import DraftCity, DraftEntry, DraftSource, DraftText
from knowledge_base.entry import is_language, is_name
from knowledge_base.fields import Fields
from knowledge_base.folders import FolderReader, files, folders
from knowledge_base.problems import Problems
from knowledge_base.source_fields import read_source
from knowledge_base.yaml_text import texts_in

ENTRY_KEYS = (
    "id", "section", "city", "sources", "legal_basis", "related", "services", "needs", "verify", "review_by",
)  # fmt: skip
TEXT_KEYS = ("title", "questions", "summary", "status", "source_revision")
NEGATIVES = "negatives"
CITY_FILE = "city.yml"  # what is true of a city as a whole: `layers`, the cities whose entries hold here too
SERVICES_FILE = "services.yml"
CARDS = "rumours"  # a folder beside the cities that the rumours room reads


def read_folder(folder: Path, problems: Problems) -> list[DraftCity]:
    """Every city of a content folder, sorted by name. `folder` may also be that of one city; faults name paths relative to it."""
    if not folder.is_dir():
        problems.fault(str(folder), "folder", "does not exist")
        return []
    one_city = any(folder.glob("*/*/entry.yml"))
    cities = [folder] if one_city else _city_folders(folder)
    reader = _Reader(folder.resolve().parent if one_city else folder, problems)
    found = [reader.city(path.resolve() if one_city else path) for path in cities]
    if not any(city.entries or city.directory or city.negatives for city in found):
        problems.fault(folder.name, "folder", "holds no entries: <city>/<section>/<topic>/entry.yml is expected")
    return found


def city_names(folder: Path) -> set[str]:
    """Names of the city folders in a content folder; empty when there is no such folder."""
    return {path.name for path in _city_folders(folder)} if folder.is_dir() else set()


class _Reader(FolderReader):
    """Reads the folder of a city."""

    def city(self, path: Path) -> DraftCity:
        draft = DraftCity(path.name)
        for section in folders(path):
            if section.name == NEGATIVES:
                draft.negatives = self._negatives(section, draft.passages)
            else:
                draft.entries += [self._entry(topic) for topic in folders(section) if any(files(topic))]
        if (path / SERVICES_FILE).is_file():
            draft.directory = self._directory(path / SERVICES_FILE, draft.passages)
        if (path / CITY_FILE).is_file():
            draft.layers = self._layers(path / CITY_FILE)
        return draft

    def _layers(self, path: Path) -> tuple[str, ...] | None:
        if (values := self.yaml(path)) is None:
            return None
        fields = Fields(values, self.place(path), self.problems)
        fields.only("layers")
        return fields.texts("layers")

    def _directory(self, path: Path, passages: list) -> Directory | None:
        values, place = self.yaml(path), self.place(path)
        passages += [(place, key, text) for key, text in texts_in(values)]
        return None if values is None else read_directory(values, place, self.problems)

    def _entry(self, topic: Path) -> DraftEntry:
        file = topic / "entry.yml"
        draft = DraftEntry(self.place(file), (topic.parts[-3], topic.parts[-2], topic.parts[-1]))
        if not file.is_file():
            self.problems.fault(draft.path, "file", "is missing")
        elif (values := self.yaml(file)) is not None:
            self._fill(draft, Fields(values, draft.path, self.problems))
        for path in files(topic):
            if path.suffix == ".md" and is_language(path.stem):
                draft.texts[path.stem] = self._text(path)
            elif path.name != "entry.yml":
                self.problems.advice(self.place(path), "file", "is not a file of an entry and is left out")
        if not draft.texts:
            self.problems.fault(draft.path, "texts", "there is no text in any language")
        return draft

    def _fill(self, draft: DraftEntry, fields: Fields) -> None:
        fields.only(*ENTRY_KEYS)
        for key in ("id", "section", "city"):
            setattr(draft, key, fields.text(key).strip())
            if (value := getattr(draft, key)) and not is_name(value):
                fields.fault(key, "is a name without spaces or slashes")
        draft.sources = [DraftSource(**read_source(source)) for source in fields.list_of("sources")]
        if not draft.sources and "sources" not in fields.values:
            fields.fault("sources", "is missing")
        elif not fields.values.get("sources"):
            fields.fault("sources", "at least one source is needed")
        for key in ("legal_basis", "related", "services", "needs", "verify"):
            setattr(draft, key, fields.texts(key))
        draft.review_by = fields.day("review_by")

    def _text(self, path: Path) -> DraftText:
        draft = DraftText(self.place(path), path.stem)
        if (text := self.read(path)) is None:
            return draft
        front, draft.body, draft.body_line = _split(text)
        if front is None:
            self.problems.fault(draft.path, "front matter", "the file must begin with a block of keys between two lines `---`")
            return draft
        if (values := self.parsed(path, "front matter", front)) is None:
            return draft
        fields = Fields(values, draft.path, self.problems)
        fields.only(*TEXT_KEYS)
        draft.title, draft.summary, draft.status = (fields.text(key) for key in ("title", "summary", "status"))
        draft.questions, draft.source_revision = fields.texts("questions"), fields.count("source_revision")
        return draft

    def _negatives(self, folder: Path, passages: list) -> tuple[Negative, ...]:
        found = []
        for path in files(folder):
            if path.suffix != ".yml" or not is_language(path.stem):
                self.problems.advice(self.place(path), "file", "is not a file of negatives and is left out")
            elif (values := self.yaml(path)) is not None:
                passages += [(self.place(path), key, text) for key, text in texts_in(values)]
                found += self._negatives_of(path, Fields(values, self.place(path), self.problems))
        return tuple(found)

    def _negatives_of(self, path: Path, fields: Fields) -> list[Negative]:
        fields.only("elsewhere", "missing")
        found = [Negative(text.strip(), path.stem) for text in fields.texts("elsewhere")]
        missing = fields.inner("missing")
        for entry_id in missing.values if missing else ():
            if not is_name(str(entry_id)):
                missing.fault(str(entry_id), "is not the name of an entry")
            found += [Negative(text.strip(), path.stem, entry_id) for text in missing.texts(entry_id)]
        return found


def _split(text: str) -> tuple[str | None, str, int]:
    """Front matter (None when there is none), body, and the body's first line in the file."""
    if not text.startswith("---\n"):
        return None, text, 1
    front, fence, body = text[4:].partition("\n---\n")
    if not fence and text.endswith("\n---"):
        front, fence = text[4:-4], "---"  # nothing, not even a line end, behind the keys
    return (front, body, front.count("\n") + 4) if fence else (None, text, 1)


def _city_folders(folder: Path) -> list[Path]:
    return [path for path in folders(folder) if path.name != CARDS]
