"""Checks of one language of a card by itself: lengths, markup, phrasings, and that every number stands in the evidence."""

import re
from collections.abc import Iterator

from knowledge_base.check_texts import check_passage, same_question
from knowledge_base.entry import ORIGINAL_LANGUAGE, Status
from knowledge_base.numbers import found_numbers, numbers_in, same_number, western
from knowledge_base.problems import Problems
from matching.normalisation import content_words
from rumours.card_drafts import DraftCardText
from rumours.rumour import PARTS

OURS = "rumours"  # the rules of our house hold for every card
LONGEST = {"title": 90, "public": 400, "one_line": 180}  # characters
WORDS = {"one_minute": (60, 130), "full": (150, 300)}
SHORTER = 0.6  # share of the fewest words that a translation needs: Arabic and Basque say in one word what Spanish says in two
FEWEST_PHRASINGS, FEWEST_TRANSLATED = 14, 10
QUESTIONS = (2, 3)
TOO_NEAR = 0.7  # share of the words that a title may have in common with the claim
COUNTING = 10  # up to here a number may be a counting word
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINK = re.compile(r"https?://|www\.|\]\(", re.IGNORECASE)
_GLUED = re.compile(r"[A-Za-z][-\u2011]?$")  # COVID-19, G20: a name, not a figure
_PERCENT = re.compile(r"\s*[%٪]")


def check_card_text(text: DraftCardText, rests_on: dict[str, tuple[str, ...]], problems: Problems) -> None:
    """All checks that need nothing but the text and what its parts rest on."""
    for key, passage in text.passages():
        _check_passage(text, key, passage, problems)
    if text.status and text.status.strip() not in list(Status):
        problems.fault(text.path, "status", f"is one of {', '.join(Status)}")
    _check_lengths(text, problems)
    _check_title(text, problems)
    _check_phrasings(text, problems)
    for part in PARTS:
        _check_numbers(text, part, rests_on.get(part, ()), problems)


def _check_passage(text: DraftCardText, key: str, passage: str, problems: Problems) -> None:
    for line in passage.split("\n"):
        check_passage(line, text.path, key, OURS, problems, may_mark=text.language == "ar")
    if _LINK.search(passage):
        problems.fault(text.path, key, "holds a link; links stand in the evidence")


def _check_lengths(text: DraftCardText, problems: Problems) -> None:
    for key, most in LONGEST.items():
        if (length := len(getattr(text, key).strip())) > most:
            problems.fault(text.path, key, f"has {length} characters, at most {most} are allowed")
    for key, (fewest, most) in WORDS.items():
        fewest = fewest if text.language == ORIGINAL_LANGUAGE else round(fewest * SHORTER)
        if getattr(text, key).strip() and not fewest <= (count := len(getattr(text, key).split())) <= most:
            problems.fault(text.path, key, f"has {count} words; {fewest} to {most} are asked for")
    if text.questions and not QUESTIONS[0] <= len(text.questions) <= QUESTIONS[1]:
        problems.fault(text.path, "questions", f"there are {len(text.questions)}; {QUESTIONS[0]} or {QUESTIONS[1]} are asked for")


def _check_title(text: DraftCardText, problems: Problems) -> None:
    title, claim = (set(content_words(words, text.language)) for words in (text.title, text.claim))
    if same_question(text.title) == same_question(text.claim) != "":
        problems.fault(text.path, "title", "is the claim; a title says the fact")
    elif title and 2 * len(title & claim) / (len(title) + len(claim)) >= TOO_NEAR:
        problems.fault(text.path, "title", "has nearly all words of the claim; say the fact in other words")


def _check_phrasings(text: DraftCardText, problems: Problems) -> None:
    fewest = FEWEST_PHRASINGS if text.language == ORIGINAL_LANGUAGE else FEWEST_TRANSLATED
    if text.phrasings and len(text.phrasings) < fewest:
        problems.fault(text.path, "phrasings", f"there are {len(text.phrasings)}; {fewest} or more are asked for")
    first = {same_question(text.claim): "the claim"}
    for number, phrasing in enumerate(text.phrasings, 1):
        seen = first.setdefault(same_question(phrasing), f"phrasings[{number}]")
        if seen != f"phrasings[{number}]":
            problems.fault(text.path, f"phrasings[{number}]", f"is the same as {seen}")


def _check_numbers(text: DraftCardText, part: str, rests_on: tuple[str, ...], problems: Problems) -> None:
    evident = {number for id in rests_on for number in numbers_in(text.evidence.get(id, ""))}
    for number in _figures(getattr(text, part)):
        if number not in evident and number not in numbers_in(text.claim):
            problems.fault(text.path, part, f"the number {number} is in no evidence that it rests on")


def _figures(words: str) -> Iterator[str]:
    """The numbers that must be evident: years, small counting words and names such as COVID-19 are not."""
    words = western(words)
    for match in found_numbers(words):
        before, after = words[: match.start()], words[match.end() :]
        is_share = bool(_PERCENT.match(after)) or before.rstrip()[-1:] in ("%", "٪")
        is_counting = match.group().isdigit() and int(match.group()) <= COUNTING and not is_share
        if not (is_counting or _YEAR.fullmatch(match.group()) or _GLUED.search(before)):
            yield same_number(match.group())
