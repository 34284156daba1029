"""Checks that all languages of an entry say the same: links, phone numbers, amounts, revisions. Part of the content check."""

import re

from knowledge_base.drafts import DraftEntry, DraftText
from knowledge_base.entry import original_language
from knowledge_base.numbers import numbers_in, western
from knowledge_base.problems import Problems

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]،؛»]+(?:\([^\s()]*\)[^\s<>\"'()\[\]،؛»]*)*", re.IGNORECASE)
_OTHER_LINK = re.compile(r"\]\(\s*<?\s*([a-z][a-z0-9+.-]*:[^\s)>]+)", re.IGNORECASE)
# Nine to fifteen digits in groups, or the short numbers of emergency and public services. Arabic and Basque glue words to them.
_PHONE = re.compile(
    r"(?<![0-9A-Za-z/.,-])(?<!\d[ \u00a0\u202f])(?:\+?\d(?:[ .\u00a0\u202f-]?\d){8,14}|112|0\d\d|116[ \u00a0]?\d{3})(?!\d|[/.,-]\d|[ \u00a0]\d)"
)
_STEP_NUMBER = re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE)


def check_languages(entry: DraftEntry, problems: Problems) -> None:
    """All checks that hold the texts of an entry against each other."""
    revisions = {language: number for language, number in entry.revisions().items() if number}
    if not revisions:
        return
    original = entry.texts[original_language(revisions)]
    _check_revisions(entry, original, problems)
    _check_links(entry, original, problems)
    _check_phones(entry, original, problems)
    _check_numbers(entry, original, problems)


def _check_revisions(entry: DraftEntry, original: DraftText, problems: Problems) -> None:
    for text in entry.texts.values():
        if text.source_revision > original.source_revision:
            message = f"is {text.source_revision}, but the original ({original.language}) is at {original.source_revision}"
            problems.fault(text.path, "source_revision", message)


def _check_links(entry: DraftEntry, original: DraftText, problems: Problems) -> None:
    sources = {_same_link(source.url) for source in entry.sources}
    of_original = _links(original)
    for link in sorted(of_original - sources):
        problems.advice(original.path, "body", f"the link {link} is not among the sources")
    for text in entry.texts.values():
        for link in sorted(_links(text) - of_original - sources):
            _report(text, original, problems, f"the link {link} is neither in the original nor among the sources")


def _check_phones(entry: DraftEntry, original: DraftText, problems: Problems) -> None:
    phones = {text.language: _phones(text) for text in entry.texts.values()}
    for text in entry.texts.values():
        others = [found for language, found in phones.items() if language != text.language]
        for phone in sorted(phones[text.language]):
            if text is not original and phone not in phones[original.language]:
                _report(text, original, problems, f"the phone number {phone} is not in the original")
            elif others and not any(phone in found for found in others):
                _report(text, original, problems, f"the phone number {phone} is in no other language")
        for phone in sorted(phones[original.language] - phones[text.language]):
            problems.advice(text.path, "body", f"the phone number {phone} of the original is missing")


def _check_numbers(entry: DraftEntry, original: DraftText, problems: Problems) -> None:
    expected = _numbers(original)
    for text in entry.texts.values():
        found = _numbers(text)
        if found != expected:
            more, less = (", ".join(sorted(some)) or "none" for some in (found - expected, expected - found))
            problems.advice(text.path, "body", f"numbers differ from the original; only here: {more}; only there: {less}")


def _report(text: DraftText, original: DraftText, problems: Problems, message: str) -> None:
    # A translation known to be behind may say what the original no longer says.
    is_stale = 0 < text.source_revision < original.source_revision
    (problems.advice if is_stale else problems.fault)(text.path, "body", message)


def _prose(text: DraftText) -> str:
    return f"{text.title}\n{text.summary}\n{text.body}"


def _links(text: DraftText) -> set[str]:
    prose = _prose(text)
    found = {*_LINK.findall(prose), *(link for link in _OTHER_LINK.findall(prose) if not link.lower().startswith("tel:"))}
    return {_same_link(link) for link in found}


def _same_link(link: str) -> str:
    return link.strip().rstrip(".,;:!?*_").rstrip("/")


def _without_links(text: DraftText) -> str:
    """Title, summary and body without links and step numbers, every digit a western one."""
    return _STEP_NUMBER.sub("", western(_OTHER_LINK.sub(" ", _LINK.sub(" ", _prose(text)))))


def _phones(text: DraftText) -> set[str]:
    """Phone numbers without spaces and country code."""
    digits = (re.sub(r"\D", "", number) for number in _PHONE.findall(_without_links(text)))
    return {number[-9:] if len(number) > 9 else number for number in digits}


def _numbers(text: DraftText) -> set[str]:
    """Numbers other than phones; thousands without separators, decimals with a point."""
    return numbers_in(_PHONE.sub(" ", _without_links(text)))
