"""Cards as a writer left them in the files: anything may be missing or wrong, so that a check can look at all of it at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from datetime import date

from rumours.rumour import LISTS, WORDS, CardText, Evidence, Rumour

_OWN = tuple(f.name for f in fields_of(Rumour) if f.name not in ("evidence", "texts"))
_OF_EVIDENCE = tuple(f.name for f in fields_of(Evidence))
_OF_TEXT = tuple(f.name for f in fields_of(CardText))


@dataclass(slots=True)
class DraftEvidence:
    id: str
    territory: str
    data_date: str
    publisher: str
    url: str
    seen: str
    checked_on: date | None
    valid_until: date | None
    page_date: str = ""
    underlying_source: str = ""
    verify: str = ""


@dataclass(frozen=True, slots=True)
class WrittenCardText:
    """The words of one language, in a file or in a form. `evidence`: id -> sentence."""

    title: str = ""
    claim: str = ""
    phrasings: tuple[str, ...] = ()
    nuance: str = ""
    public: str = ""
    one_line: str = ""
    one_minute: str = ""
    full: str = ""
    story: str = ""
    questions: tuple[str, ...] = ()
    worry: str = ""
    kernel: str = ""
    avoid: tuple[str, ...] = ()
    fallacies: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCardText(WrittenCardText):
    """One language, as written. `path` is that of its file."""

    path: str
    language: str
    status: str = ""

    def passages(self) -> Iterator[tuple[str, str]]:
        """(key, text) of everything in the file that is words."""
        yield from ((key, getattr(self, key)) for key in WORDS)
        for key in LISTS:
            yield from ((f"{key}[{number}]", line) for number, line in enumerate(getattr(self, key), 1))
        yield from ((f"evidence.{id}", sentence) for id, sentence in self.evidence.items())


@dataclass(slots=True)
class DraftCard:
    """One folder, called `folder`. `path` is that of its rumour.yml."""

    path: str
    folder: str
    id: str = ""
    category: str = ""
    verdict: str = ""
    handle_with_care: bool | None = None
    circulates: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    review_by: date | None = None
    evidence: list[DraftEvidence] = field(default_factory=list)
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verify: tuple[str, ...] = ()
    texts: dict[str, DraftCardText] = field(default_factory=dict)


def finished(draft: DraftCard) -> Rumour:
    """The card of a draft without faults. Raises ValueError for any other."""
    if draft.review_by is None or draft.handle_with_care is None or any(not (e.checked_on and e.valid_until) for e in draft.evidence):
        raise ValueError("a draft with faults")
    evidence = tuple(Evidence(**{name: getattr(each, name) for name in _OF_EVIDENCE}) for each in draft.evidence)
    texts = {code: CardText(**{name: getattr(text, name) for name in _OF_TEXT}) for code, text in draft.texts.items()}
    return Rumour(**{name: getattr(draft, name) for name in _OWN}, evidence=evidence, texts=texts)


def draft_of(rumour: Rumour) -> DraftCard:
    """The draft that `finished` makes this card from; for checking what staff wrote in the console."""
    draft = DraftCard(f"{rumour.id}/rumour.yml", rumour.id, **{name: getattr(rumour, name) for name in _OWN})
    draft.verdict, draft.rests_on = rumour.verdict.value, dict(rumour.rests_on)
    draft.evidence = [DraftEvidence(**{name: getattr(each, name) for name in _OF_EVIDENCE}) for each in rumour.evidence]
    for code, text in rumour.texts.items():
        values = {name: getattr(text, name) for name in _OF_TEXT} | {"status": text.status.value, "evidence": dict(text.evidence)}
        draft.texts[code] = DraftCardText(path=f"{rumour.id}/{code}.yml", **values)
    return draft
