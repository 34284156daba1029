"""Reads the texts of HSDS rows: without HTML, which HSDS allows and we do not, and checked like any other content."""

import html
import re

import nh3

from knowledge_base.check_texts import check_passage
from knowledge_base.directory import Words
from knowledge_base.entry import is_link, tidy
from knowledge_base.hsds.marks import Marks
from knowledge_base.hsds.tables import Row
from knowledge_base.problems import Problems

_MARKUP = re.compile(r"<[/!]?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|h\d)>", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


class Passages:
    """The texts of one row. What is wrong is noted, and a harmless text comes back."""

    def __init__(self, row: Row, problems: Problems):
        self._row, self._problems, self._fields = row, problems, row.fields(problems)

    def text(self, column: str, required: bool = False) -> str:
        """The text of a column, `""` when there is none."""
        return self.checked(column, self._fields.text(column, required))

    def words(self, column: str, marks: Marks, required: bool = False) -> Words:
        """The text of a column with its translations; without a language it holds for all of them."""
        text = self.text(column, required)
        said = {marks.languages.get(column, ""): text} if text else {}
        return said | {code: self.checked(column, words) for code, words in marks.translations.get(column, {}).items()}

    def link(self, column: str) -> str:
        """An http or https address, or `""`."""
        link = self.text(column)
        if link and not is_link(link):
            self._fields.fault(column, "is not an http or https link")
        return link

    def email(self) -> str:
        """The e-mail address, or `""`."""
        email = self.text("email")
        if email and not _EMAIL.fullmatch(email):
            self._fields.fault("email", "is not an e-mail address")
        return email

    def checked(self, key: str, text: str) -> str:
        """The text without HTML and spaces around it; what nobody should read or no database keeps is a fault."""
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
            self._fields.fault(key, "holds a character that is none")
            return ""
        if _MARKUP.search(text):
            self._problems.advice(self._row.path, f"{self._row.table}.{key}", "HTML was taken out")
            text = html.unescape(nh3.clean(_BREAK.sub("\n", text), tags=set()))
        check_passage(tidy(text), self._row.path, f"{self._row.place}.{key}", "", self._problems, may_mark=True)
        return tidy(text)
