"""Checks of one text by itself: markup, characters, spaces, lengths, questions. Part of the content check."""

import html
import re
from collections.abc import Iterable

from knowledge_base.drafts import DraftEntry, DraftText
from knowledge_base.entry import Status
from knowledge_base.parts import foreign_headings, split_parts
from knowledge_base.problems import Problems
from knowledge_base.reading_level import LONGEST_SENTENCE, reading_level

LONGEST_SUMMARY = 320  # characters
LONGEST_TITLE = 70
FEWEST_QUESTIONS = 15
MOST_STEPS = 5

_MARKUP = re.compile(r"<(?!https?://|mailto:)[/!?]?[A-Za-z]")  # `<https://...>` is a link in Markdown, `< 18` a number
_SCRIPT = re.compile(r"(?:java|vb)script\s*:|\]\s*[(:]\s*<?\s*data\s*:", re.IGNORECASE)
# Controls, line separators, embeddings and overrides of the writing direction, and the mark of a broken encoding.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffd]")
# Nobody sees them, and a question that holds one may never be found again.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DIRECTION_MARK = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")  # where a direction mark beside a Latin word or a bracket is good writing
_PLACEHOLDER = re.compile(r"\b(?:FIXME|TBD|XXXX*|lorem ipsum)\b|\bTODO:|\{\{|\}\}|\{[a-z_]+\}|\?\?\?\?|\[TODO\]")
_STRAY = re.compile(r"\t| {2,}(?=\S)|[ \t]$")
_STEP = re.compile(r"^\d+[.)] ", re.MULTILINE)


def check_texts(entry: DraftEntry, problems: Problems) -> None:
    """All checks that look at one passage or one language of an entry."""
    for key, passage in _own_passages(entry):
        check_passage(passage, entry.path, key, entry.city, problems)
    for text in entry.texts.values():
        for key, passage in text.passages():
            may_mark = text.language in _RIGHT_TO_LEFT and not key.startswith("questions")
            check_passage(passage, text.path, key, entry.city, problems, may_mark)
        _check_lengths(text, entry.city, problems)
        _check_status(text, problems)
        _check_questions(text, entry.city, problems)
        _check_body(text, entry.city, problems)


def same_question(text: str) -> str:
    """Two questions with the same outcome are one: capitals, punctuation and spaces do not tell them apart."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _own_passages(entry: DraftEntry) -> Iterable[tuple[str, str]]:
    for number, source in enumerate(entry.sources, 1):
        for key in ("url", "publisher", "supports"):
            yield f"sources[{number}].{key}", getattr(source, key)
    for key in ("legal_basis", "verify"):
        yield from ((f"{key}[{number}]", text) for number, text in enumerate(getattr(entry, key), 1))


def check_passage(passage: str, path: str, key: str, city: str, problems: Problems, may_mark: bool = False) -> None:
    """Check one passage of any file; `may_mark` allows direction marks."""
    plain = html.unescape(passage) if "&" in passage else passage
    if _SCRIPT.search(plain):
        problems.fault(path, key, "holds a script")
    if "<" in plain and _MARKUP.search(plain):
        problems.fault(path, key, "holds HTML; write Markdown")
    if found := _FORBIDDEN.search(passage):
        problems.fault(path, key, f"holds the control or direction character U+{ord(found.group()):04X}")
    if found := _INVISIBLE.search(passage) or (not may_mark and _DIRECTION_MARK.search(passage)):
        problems.style(path, key, f"holds the invisible character U+{ord(found.group()):04X}", city)
    if _PLACEHOLDER.search(passage):
        problems.fault(path, key, "holds a placeholder")
    if _has_stray_space(passage, is_line=key.startswith("body")):
        problems.style(path, key, "has stray spaces", city)


def _has_stray_space(passage: str, is_line: bool) -> bool:
    if is_line:
        passage = passage.lstrip(" ").removesuffix("  ")  # a list is indented, two spaces at the end break a line
    return passage != passage.strip() or bool(_STRAY.search(passage))


def _check_lengths(text: DraftText, city: str, problems: Problems) -> None:
    if len(text.summary.strip()) > LONGEST_SUMMARY:
        problems.fault(text.path, "summary", f"has {len(text.summary.strip())} characters, at most {LONGEST_SUMMARY} are allowed")
    if len(text.title.strip()) > LONGEST_TITLE:
        message = f"has {len(text.title.strip())} characters, at most {LONGEST_TITLE} are allowed"
        problems.style(text.path, "title", message, city)


def _check_status(text: DraftText, problems: Problems) -> None:
    if text.status and text.status.strip() not in list(Status):
        problems.fault(text.path, "status", f"is one of {', '.join(Status)}")


def _check_questions(text: DraftText, city: str, problems: Problems) -> None:
    if problems.is_own(city) and len(text.questions) < FEWEST_QUESTIONS:
        problems.advice(text.path, "questions", f"there are {len(text.questions)}; {FEWEST_QUESTIONS} or more find the entry better")
    first: dict[str, int] = {}
    for number, question in enumerate(text.questions, 1):
        seen = first.setdefault(same_question(question), number)
        if seen != number:
            problems.style(text.path, f"questions[{number}]", f"is the same as questions[{seen}]", city)


def _check_body(text: DraftText, city: str, problems: Problems) -> None:
    if not text.body.strip():
        problems.advice(text.path, "body", "is empty")
    if not problems.is_own(city):
        return
    if count := len(foreign_headings(text.body, text.language)):
        problems.advice(text.path, "body", f"{count} headings are not in the table of headings")
    if (words := reading_level(f"{text.summary}\n{text.body}").sentence) > LONGEST_SENTENCE:
        problems.advice(text.path, "body", f"its sentences have {words:.0f} words in the mean; {LONGEST_SENTENCE} are easy to read")
    if len(_STEP.findall(split_parts(text.body, text.language).get("steps", ""))) > MOST_STEPS:
        problems.advice(text.path, "body", f"has more than {MOST_STEPS} steps")
