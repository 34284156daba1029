"""Writes what we know as a content folder, in the canonical form: reading it gives the same, and writing that the same files."""

from collections.abc import Mapping
from pathlib import Path

from knowledge_base.city_content import CityContent, Negative
from knowledge_base.content_files import CITY_FILE, NEGATIVES, SERVICES_FILE, TEXT_KEYS
from knowledge_base.directory_values import directory_values
from knowledge_base.entry import Entry, EntryText
from knowledge_base.source_fields import source_values
from knowledge_base.yaml_text import Folded, Inline, Quoted, write_yaml


def write_city(folder: Path, content: CityContent) -> None:
    """Write one city below `folder`. Files of entries that are no longer there are left alone."""
    write_files(folder, city_files(content))


def city_files(content: CityContent) -> dict[str, str]:
    """Path below a content folder -> text, of everything that a city has."""
    city, found = content.city, {}
    for entry in content.entries:
        found |= entry_files(entry)
    if content.directory is not None:
        found[f"{city}/{SERVICES_FILE}"] = write_yaml(directory_values(content.directory))
    if content.layers:
        found[f"{city}/{CITY_FILE}"] = write_yaml({"layers": Inline(content.layers)})
    for language in sorted({negative.language for negative in content.negatives or ()}):
        of_language = [negative for negative in content.negatives if negative.language == language]
        found[f"{city}/{NEGATIVES}/{language}.yml"] = write_yaml(_negative_values(of_language))
    return found


def entry_files(entry: Entry) -> dict[str, str]:
    """The same of one entry."""
    home = f"{entry.city}/{entry.section}/{entry.id}"
    texts = {f"{home}/{text.language}.md": markdown(text) for text in entry.texts.values()}
    return {f"{home}/entry.yml": write_yaml(entry_values(entry))} | texts


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder, with the folders that they lie in."""
    for path, text in files.items():
        _write(folder / path, text)


def entry_values(entry: Entry) -> dict:
    """The keys of an entry.yml, in canonical order."""
    return {
        "id": entry.id,
        "section": entry.section,
        "city": entry.city,
        "sources": [source_values(source) for source in entry.sources],
        "legal_basis": list(entry.legal_basis),
        "related": Inline(entry.related),
        "services": Inline(entry.services),
        **({"needs": Inline(entry.needs)} if entry.needs else {}),
        "verify": [Quoted(line) for line in entry.verify],
        "review_by": entry.review_by,
    }


def markdown(text: EntryText) -> str:
    """The file of one language: keys between two lines `---`, then the body."""
    values = {key: getattr(text, key) for key in TEXT_KEYS}
    values |= {"questions": list(text.questions), "summary": Folded(text.summary), "status": text.status.value}
    return f"---\n{write_yaml(values)}---\n{text.body}\n"


def _negative_values(negatives: list[Negative]) -> dict:
    missing: dict[str, list[str]] = {}
    for negative in negatives:
        if negative.entry_id is not None:
            missing.setdefault(negative.entry_id, []).append(negative.text)
    return {"elsewhere": [n.text for n in negatives if n.entry_id is None], "missing": missing}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
