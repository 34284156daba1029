"""What is said and what is true: a card answers one rumour, with its evidence, in every language. Plain values; a wrong one cannot be built."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from knowledge_base.entry import ORIGINAL_LANGUAGE, SEEN, Status, is_language, is_link, is_name, tidy

CATEGORIES = ("ayudas", "empleo", "economia", "sanidad", "vivienda", "educacion", "seguridad", "flujos", "derechos", "convivencia")
PARTS = ("public", "one_line", "one_minute", "full")  # the texts that lean on evidence
WORDS = ("title", "claim", "nuance", *PARTS, "story", "worry", "kernel")  # what a text has one of
LISTS = ("phrasings", "questions", "avoid", "fallacies")  # what it has several of
UNSEEN = "C"


class Verdict(StrEnum):
    """What holds of the claim as literally said."""

    FALSE = "false"
    MISLEADING = "misleading"
    LACKS_CONTEXT = "lacks-context"
    PARTLY_TRUE = "partly-true"
    NOT_A_FACT = "not-a-fact"

    @property
    def key(self) -> str:
        """Its name among the texts."""
        return _VERDICT_KEYS[self]


_VERDICT_KEYS = {
    Verdict.FALSE: "false",
    Verdict.MISLEADING: "misleading",
    Verdict.LACKS_CONTEXT: "lacks_context",
    Verdict.PARTLY_TRUE: "partly_true",
    Verdict.NOT_A_FACT: "not_a_fact",
}


class State(StrEnum):
    """What may be done with a card today: sent as an answer, or only suggested, because staff must check it first."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure or fact and where it was seen (A official page, B secondary page, C not seen). Without a link only when not seen."""

    id: str
    territory: str
    data_date: str
    publisher: str
    url: str
    seen: str
    checked_on: date
    valid_until: date
    page_date: str = ""
    underlying_source: str = ""
    verify: str = ""

    def __post_init__(self):
        _tidy(self, "id", "territory", "data_date", "publisher", "url", "page_date", "underlying_source", "verify")
        _must(is_name(self.id), "an evidence has a name without spaces or slashes")
        _must(self.territory and self.data_date and self.publisher, "an evidence needs territory, date and publisher")
        _must(self.seen in SEEN, "`seen` is A, B or C")
        _must(is_link(self.url) or (self.seen == UNSEEN and not self.url), "what was seen has an http or https link")
        _must(self.checked_on <= self.valid_until, "an evidence cannot run out before it was checked")

    def holds(self, today: date) -> bool:
        """Seen by somebody and not yet out of date."""
        return self.seen != UNSEEN and today < self.valid_until


@dataclass(frozen=True, slots=True)
class CardText:
    """The words of a card in one language. `phrasings` only teach the matcher; `evidence` has one sentence for each evidence's id."""

    language: str
    status: Status
    title: str
    claim: str
    phrasings: tuple[str, ...]
    nuance: str
    public: str
    one_line: str
    one_minute: str
    full: str
    story: str
    questions: tuple[str, ...]
    worry: str
    kernel: str
    avoid: tuple[str, ...]
    fallacies: tuple[str, ...]
    evidence: Mapping[str, str] = field(hash=False)

    def __post_init__(self):
        _tidy(self, *WORDS, *LISTS)
        object.__setattr__(self, "status", Status(self.status))
        object.__setattr__(self, "evidence", MappingProxyType({id: tidy(sentence) for id, sentence in self.evidence.items()}))
        _must(is_language(self.language), "a language is a code such as `es`")
        _must(all(getattr(self, name) for name in WORDS), "a text of a card lacks words")
        _must(all(all(getattr(self, name)) for name in LISTS) and all(self.evidence.values()), "a line of a list cannot be empty")
        _must(self.title != self.claim, "a title says the fact, never the claim")


@dataclass(frozen=True, slots=True)
class Rumour:
    """One rumour and what is true of it. `rests_on`: which evidence each of PARTS leans on; none leans on nothing."""

    id: str
    category: str
    verdict: Verdict
    handle_with_care: bool
    circulates: tuple[str, ...]
    related: tuple[str, ...]
    entries: tuple[str, ...]
    review_by: date
    evidence: tuple[Evidence, ...]
    rests_on: Mapping[str, tuple[str, ...]] = field(hash=False)
    verify: tuple[str, ...]
    texts: Mapping[str, CardText] = field(hash=False)

    def __post_init__(self):
        _tidy(self, "circulates", "related", "entries", "verify")
        object.__setattr__(self, "verdict", Verdict(self.verdict))
        object.__setattr__(self, "evidence", tuple(self.evidence))
        object.__setattr__(self, "rests_on", MappingProxyType({part: tuple(ids) for part, ids in self.rests_on.items()}))
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))
        _must(is_name(self.id), "an id is a name without spaces or slashes")
        _must(self.category in CATEGORIES, "the category is unknown")
        _must(self.id not in self.related, "a card is not related to itself")
        self._must_be_evident()
        _must(self.texts, "a card needs a text")
        _must(all(code == text.language for code, text in self.texts.items()), "texts are filed under their language")
        _must(all(set(text.evidence) == self._ids() for text in self.texts.values()), "each text has one sentence for each evidence")

    def _must_be_evident(self) -> None:
        _must(len(self._ids()) == len(self.evidence), "two evidences have one id")
        _must(set(self.rests_on) == set(PARTS) and all(self.rests_on.values()), "each text of a reply rests on evidence")
        _must({id for ids in self.rests_on.values() for id in ids} <= self._ids(), "a text rests on evidence that is not there")

    def _ids(self) -> set[str]:
        return {evidence.id for evidence in self.evidence}

    def resting(self, part: str) -> tuple[Evidence, ...]:
        """The evidence that a text of PARTS leans on, in the order it names them."""
        known = {evidence.id: evidence for evidence in self.evidence}
        return tuple(known[id] for id in self.rests_on[part])

    def state(self, today: date, part: str = "public") -> State:
        """Only suggested as soon as one evidence that the text leans on was not seen, or is out of date."""
        return State.ANSWERED if all(evidence.holds(today) for evidence in self.resting(part)) else State.SUGGESTED

    def text_for(self, language: str, fallbacks: Iterable[str] = ()) -> CardText:
        """The text in `language`, else in the first of `fallbacks` that exists, else in Spanish, else any; `.language` tells which."""
        first = next((code for code in (language, *fallbacks, ORIGINAL_LANGUAGE) if code in self.texts), min(self.texts))
        return self.texts[first]


def _tidy(thing: object, *names: str) -> None:
    for name in names:
        value = getattr(thing, name)
        object.__setattr__(thing, name, tidy(value) if isinstance(value, str) else tuple(map(tidy, value)))


def _must(condition: object, message: str) -> None:
    if not condition:
        raise ValueError(message)
