"""Reads a folder of cards, `<rumour-id>/rumour.yml` with `<language>.yml` beside it, into drafts, noting every fault."""

from dataclasses import fields as fields_of
from pathlib import Path

from knowledge_base.content_files import CARDS
from knowledge_base.entry import SEEN, is_language, is_link, is_name
from knowledge_base.fields import Fields
from knowledge_base.folders import FolderReader, files, folders
from knowledge_base.problems import Problems
from rumours.card_drafts import DraftCard, DraftCardText, DraftEvidence
from rumours.rumour import CATEGORIES, LISTS, UNSEEN, WORDS, CardText, Verdict

CARD_FILE = "rumour.yml"
CARD_KEYS = (
    "id", "category", "verdict", "handle_with_care", "circulates", "related", "entries", "review_by", "evidence", "rests_on", "verify",
)  # fmt: skip
EVIDENCE_KEYS = (
    "id", "territory", "data_date", "publisher", "url", "page_date", "underlying_source", "seen", "checked_on", "valid_until", "verify",
)  # fmt: skip
TEXT_KEYS = tuple(f.name for f in fields_of(CardText) if f.name != "language")  # in this order they stand in a file
_OPTIONAL = ("page_date", "underlying_source", "verify")


def is_card_folder(folder: Path) -> bool:
    """Whether a folder holds cards."""
    return folder.is_dir() and any(folder.glob(f"*/{CARD_FILE}"))


def cards_in(folder: Path) -> Path | None:
    """The folder of cards that `folder` is or holds beside its cities; None when there is none."""
    return next((path for path in (folder, folder / CARDS) if is_card_folder(path)), None)


def read_cards(folder: Path, problems: Problems) -> list[DraftCard]:
    """Every card of a folder, sorted by name; faults name paths relative to it."""
    reader = _Reader(folder, problems)
    return [reader.card(path) for path in folders(folder) if any(files(path))]


class _Reader(FolderReader):
    def card(self, folder: Path) -> DraftCard:
        file = folder / CARD_FILE
        draft = DraftCard(self.place(file), folder.name)
        if not file.is_file():
            self.problems.fault(draft.path, "file", "is missing")
        elif (values := self.yaml(file)) is not None:
            fill_card(draft, Fields(values, draft.path, self.problems))
        for path in files(folder):
            if path.suffix == ".yml" and is_language(path.stem):
                draft.texts[path.stem] = self._text(path)
            elif path.name != CARD_FILE:
                self.problems.fault(self.place(path), "file", "is not a file of a card")
        return draft

    def _text(self, path: Path) -> DraftCardText:
        if (values := self.yaml(path)) is None:
            return DraftCardText(path=self.place(path), language=path.stem)
        return read_text(path.stem, Fields(values, self.place(path), self.problems))


def read_text(language: str, fields: Fields) -> DraftCardText:
    """One language from the keys of its file, every fault noted."""
    _only(fields, TEXT_KEYS)
    words = {key: fields.text(key) for key in ("status", *WORDS)}
    lists = {key: _list(fields, key) for key in LISTS}
    said = fields.inner("evidence")
    sentences = {id: said.text(id) for id in map(str, said.values)} if said else {}
    return DraftCardText(path=fields.path, language=language, **words, **lists, evidence=sentences)


def fill_card(draft: DraftCard, fields: Fields) -> None:
    """What has no language from the keys of rumour.yml, every fault noted."""
    _only(fields, CARD_KEYS)
    draft.id, draft.category, draft.verdict = (_one_of(fields, key, allowed) for key, allowed in _CHOICES)
    draft.handle_with_care, draft.review_by = fields.flag("handle_with_care"), fields.day("review_by")
    draft.circulates, draft.verify = fields.texts("circulates"), fields.texts("verify")
    draft.related, draft.entries = fields.texts("related"), fields.texts("entries")
    draft.evidence = [_evidence(each) for each in fields.list_of("evidence")]
    rests_on = fields.inner("rests_on")
    draft.rests_on = {part: rests_on.texts(part) for part in map(str, rests_on.values)} if rests_on else {}


_CHOICES = (("id", None), ("category", CATEGORIES), ("verdict", tuple(Verdict)))


def _one_of(fields: Fields, key: str, allowed: tuple[str, ...] | None) -> str:
    value = fields.text(key).strip()
    if value and allowed and value not in allowed:
        fields.fault(key, f"is one of {', '.join(allowed)}")
    if value and allowed is None and not is_name(value):
        fields.fault(key, "is a name without spaces or slashes")
    return value


def _evidence(fields: Fields) -> DraftEvidence:
    _only(fields, EVIDENCE_KEYS)
    seen = _one_of(fields, "seen", SEEN)
    url = fields.text("url", required=seen != UNSEEN).strip()
    if url and not is_link(url):
        fields.fault("url", "is not an http or https link")
    words = {key: fields.text(key).strip() for key in ("territory", "data_date", "publisher")}
    optional = {key: fields.text(key, required=False).strip() for key in _OPTIONAL}
    dates = {key: fields.day(key) for key in ("checked_on", "valid_until")}
    return DraftEvidence(_one_of(fields, "id", None), url=url, seen=seen, **words, **dates, **optional)


def _list(fields: Fields, key: str) -> tuple[str, ...]:
    if not fields.values.get(key):
        fields.fault(key, "is empty" if key in fields.values else "is missing")
    return fields.texts(key)


def _only(fields: Fields, known: tuple[str, ...]) -> None:
    for key in fields.values:
        if key not in known:
            fields.fault(str(key), "is not a key we know")
