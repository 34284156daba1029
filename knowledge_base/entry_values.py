"""An entry as plain values for JSON, and back: how the history keeps it."""

from datetime import date

from knowledge_base.entry import Entry, EntryText, Source

_LISTS = ("legal_basis", "related", "services", "needs", "verify")
_PLAIN = ("id", "section", "city", "revision")
_SOURCE = ("url", "publisher", "supports", "seen")
_TEXT = ("language", "title", "summary", "body", "source_revision")


def entry_to_values(entry: Entry) -> dict:
    """Only texts, numbers, lists and dicts."""
    sources = [
        {name: getattr(source, name) for name in _SOURCE} | {"checked_on": source.checked_on.isoformat()} for source in entry.sources
    ]
    texts = [
        {name: getattr(text, name) for name in _TEXT} | {"questions": list(text.questions), "status": text.status.value}
        for text in entry.texts.values()
    ]
    values = {name: getattr(entry, name) for name in _PLAIN} | {name: list(getattr(entry, name)) for name in _LISTS}
    return values | {"review_by": entry.review_by.isoformat(), "sources": sources, "texts": texts}


def entry_from_values(values: dict) -> Entry:
    """The entry that `entry_to_values` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    sources = tuple(Source(**source | {"checked_on": date.fromisoformat(source["checked_on"])}) for source in values["sources"])
    texts = {text["language"]: EntryText(**text | {"questions": tuple(text["questions"])}) for text in values["texts"]}
    lists = {name: tuple(values[name]) for name in _LISTS}
    plain = {name: values[name] for name in _PLAIN}
    return Entry(**plain, **lists, sources=sources, texts=texts, review_by=date.fromisoformat(values["review_by"]))
