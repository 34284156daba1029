"""The rules for a text that comes back from a translator: those of the content check, held once for a whole file of them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge_base.check_languages import check_languages
from knowledge_base.check_texts import check_texts, same_question
from knowledge_base.drafts import DraftEntry, DraftText, draft_of
from knowledge_base.editing.draft import WrittenText
from knowledge_base.entry import Entry, Status
from knowledge_base.problems import Problem, Problems

_OPEN_LINK = re.compile(r"\]\((?![^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))")  # `](` without its `)`, as it comes of a passage that was cut
_SPLIT_LINK = re.compile(r"\]\s+\(\s*https?:")


class TextCheck:
    """Checks texts against the entries of one city. Questions of texts that were checked before count too."""

    def __init__(self, city: str, entries: Iterable[Entry]):
        self._city, self._entries = city, list(entries)
        self._questions: dict[str, dict[str, str]] = {}  # language -> question -> entry

    def problems(self, entry: Entry, language: str, text: WrittenText) -> tuple[list[Problem], list[Problem]]:
        """(faults, advice) of this one text; those of other languages are not its fault."""
        draft = self._draft(entry, language, text)
        found = Problems(self._city)
        check_texts(draft, found)
        check_languages(draft, found)
        _check_markdown(draft.texts[language], found)
        self._check_questions(entry.id, draft.texts[language], found)
        path = draft.texts[language].path
        return ([p for p in found.faults if p.path == path], [p for p in found.advices if p.path == path])

    def _draft(self, entry: Entry, language: str, text: WrittenText) -> DraftEntry:
        """Only the original and this text: a file of a thousand entries is checked while somebody waits."""
        whole = draft_of(replace(entry, texts={entry.original.language: entry.original}))
        path = "/".join((*whole.folder, f"{language}.md"))
        revision = min(text.made_from or entry.revision, entry.revision)
        fields = (text.title, text.questions, text.summary, text.body, Status.DRAFT.value, revision)
        whole.texts[language] = DraftText(path, language, *fields)
        return whole

    def _check_questions(self, id: str, text: DraftText, found: Problems) -> None:
        owners = self._of(text.language)
        for number, question in enumerate(text.questions, 1):
            owner = owners.setdefault(same_question(question), id)
            if owner != id:
                found.style(text.path, f"questions[{number}]", f"is also a question of {owner}", self._city)

    def _of(self, language: str) -> dict[str, str]:
        if language not in self._questions:
            texts = [(entry.id, entry.texts[language]) for entry in self._entries if language in entry.texts]
            self._questions[language] = {same_question(question): id for id, text in texts for question in text.questions}
        return self._questions[language]


def _check_markdown(text: DraftText, found: Problems) -> None:
    """What programs of translators break most."""
    for key, passage in text.passages():
        if _OPEN_LINK.search(passage) or _SPLIT_LINK.search(passage):
            found.fault(text.path, key, "holds a broken link: [words](https://...) is expected")
        if passage.count("**") % 2:
            found.fault(text.path, key, "holds ** that is not closed")
