"""One entry in one language as passages that a translator works on, whatever file they travel in; and back to a text.

The body travels in paragraphs. Example questions are one passage, one a line: they are how people ask, so another language has its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge_base.editing.draft import WrittenText
from knowledge_base.entry import Entry

TITLE, QUESTIONS, SUMMARY = "title", "questions", "summary"
_BODY = re.compile(r"body ([1-9]\d{0,3})/([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class Passage:
    """`key` is TITLE, QUESTIONS, SUMMARY or `body 2/7`; `line` is where it stood in the file that was read."""

    key: str
    source: str
    target: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One entry for a translator. `revision` is that of the original it was made from; 0 when the file does not tell."""

    city: str
    entry_id: str
    source_language: str
    language: str
    revision: int
    passages: tuple[Passage, ...]
    is_approved: bool = False

    @property
    def line(self) -> int:
        """Where it began in the file."""
        return min((passage.line for passage in self.passages), default=0)

    @property
    def is_empty(self) -> bool:
        """Nobody wrote anything into it."""
        return not any(passage.target.strip() for passage in self.passages)


class Unusable(ValueError):
    """A sheet that makes no text: `code` says why, `keys` which passages are meant."""

    def __init__(self, code: str, keys: Iterable[str] = ()):
        super().__init__(code)
        self.code, self.keys = code, tuple(keys)


def sheet_of(entry: Entry, language: str) -> Sheet:
    """The original beside what there is in `language` by now."""
    original, text = entry.original, entry.texts.get(language)
    pairs = [(TITLE, original.title, text.title if text else "")]
    pairs += [(QUESTIONS, "\n".join(original.questions), "\n".join(text.questions) if text else "")]
    pairs += [(SUMMARY, original.summary, text.summary if text else "")]
    pairs += _body(original.body, text.body if text else "")
    passages = tuple(Passage(key, source, target) for key, source, target in pairs if source or target)
    approved = text is not None and text.status == "reviewed" and text.source_revision == entry.revision
    return Sheet(entry.city, entry.id, original.language, language, entry.revision, passages, approved)


def _body(source: str, target: str) -> list[tuple[str, str, str]]:
    """Paragraph beside paragraph; as one piece where the translation is divided in another way."""
    of_source, of_target = _paragraphs(source), _paragraphs(target)
    if of_target and len(of_source) != len(of_target):
        of_source, of_target = [source], [target]
    of_target = of_target or [""] * len(of_source)
    return [(f"body {n}/{len(of_source)}", *pair) for n, pair in enumerate(zip(of_source, of_target), 1)]


def _paragraphs(body: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n{2,}", body.strip()) if paragraph]


def text_of(sheet: Sheet) -> WrittenText:
    """The text that a sheet makes. Raises Unusable: `unknown`, `twice` or `unfinished`, with the passages."""
    targets = {passage.key: passage.target.strip() for passage in sheet.passages}
    keys = [passage.key for passage in sheet.passages]
    if unknown := [key for key in keys if key not in (TITLE, QUESTIONS, SUMMARY) and not _BODY.fullmatch(key)]:
        raise Unusable("unknown", unknown)
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise Unusable("twice", twice)
    wanted = [TITLE, SUMMARY, *_body_keys(keys)]
    if missing := [key for key in wanted if not targets.get(key)]:
        raise Unusable("unfinished", missing)
    questions = tuple(line.strip() for line in targets.get(QUESTIONS, "").split("\n") if line.strip())
    body = "\n\n".join(targets[key] for key in _body_keys(keys))
    return WrittenText(targets[TITLE], questions, targets[SUMMARY], body, sheet.revision)


def _body_keys(keys: Iterable[str]) -> list[str]:
    """All paragraphs that the body has, also those that are not among `keys`. Raises Unusable when the keys contradict each other."""
    found = {tuple(map(int, match.groups())) for key in keys if (match := _BODY.fullmatch(key))}
    totals = {total for _, total in found}
    if len(totals) > 1 or any(number > total for number, total in found):
        raise Unusable("unknown", sorted(f"body {number}/{total}" for number, total in found))
    return [f"body {number}/{total}" for total in totals for number in range(1, total + 1)]


def same_words(first: str, second: str) -> bool:
    """Spaces and line ends do not tell two passages apart: programs of translators change them."""
    return first.split() == second.split()


def same_text(text: WrittenText, known: object) -> bool:
    """Whether a text says what another one, published or written, says already."""
    names = ("title", "questions", "summary", "body")
    return known is not None and all(getattr(text, name) == getattr(known, name) for name in names)
