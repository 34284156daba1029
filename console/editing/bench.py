"""Everything the pages of one kind of paper are given; what differs between the kinds stands in their own benches."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, NamedTuple

from fastapi import Response

from bot.errors import NotFound
from console.frame.forms import Form
from console.frame.visit import Staff
from console.permissions import Act
from knowledge_base.editing.differences import Piece
from knowledge_base.editing.draft import Draft
from knowledge_base.editing.life import Desk
from knowledge_base.editing.trial import Trial
from knowledge_base.versions import Version


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as a channel shows it: its text (HTML of few harmless elements) and the titles of its buttons."""

    html: str
    buttons: tuple[str, ...] = ()


Previews = Callable[[Any, str], dict[str, list[Bubble]]]  # (trial, language) -> channel -> its messages


class Acts(NamedTuple):
    """What one may do with the papers of a kind."""

    see: Act
    write: Act
    publish: Act
    confirm: Act
    withdraw: Act


class Bench(ABC):
    """A kind's own bench is a dataclass with these fields. `languages`: code -> own name, of all that a paper may be written in. `city` is shown first.

    `name` is the section's, whose texts and templates the pages use; `kind` stands in the trail.
    """

    name: ClassVar[str]
    kind: ClassVar[str]
    acts: ClassVar[Acts]
    draft_template: ClassVar[str] = "knowledge/draft.html"
    desk: Desk
    previews: Previews
    languages: Mapping[str, str]
    city: str

    @property
    @abstractmethod
    def cities(self) -> Sequence[str]:
        """Where its papers belong."""

    def find(self, city: str, id: str) -> Any:
        """What is live, or None."""
        return self.desk.papers.find(city, id)

    def draft(self, city: str, id: str, author: str) -> Draft:
        """Somebody's kept draft. Raises NotFound."""
        draft = self.desk.drafts.find(city, id, author)
        if draft is None:
            raise NotFound("there is no such draft (any more)")
        return draft

    def language(self, code: str) -> str:
        """The code, when texts may be written in it. Raises NotFound."""
        if code not in self.languages:
            raise NotFound("no such language")
        return code

    def trial(self, draft: Draft) -> Trial | None:
        """The draft tried; None while it has faults, or when there is nothing to try."""
        return None

    @abstractmethod
    def original(self, paper: Any) -> str:
        """The language that the others are translated from; empty when there is none."""

    def changed_since(self, draft: Draft, language: str) -> list[Piece]:
        """Word by word, what changed in the original since this translation; nothing when that is not known."""
        return []

    @abstractmethod
    def empty_text(self) -> Any:
        """The form of a language that nothing was written in."""

    @abstractmethod
    def read_text(self, form: Form) -> Any:
        """One language as it was typed."""

    @abstractmethod
    def read_frame(self, form: Form) -> Any:
        """What has no language, as it was typed."""

    def frame_choices(self, draft: Draft) -> dict[str, Any]:
        """What the form of the frame offers to choose from."""
        return {}

    def text_limits(self, draft: Draft) -> dict[str, Any]:
        """What the form of a language says of lengths and of what else it needs."""
        return {}

    def published(self, version: Version) -> None:
        """Something was published, restored or confirmed; most kinds have nothing more to do then."""
        return

    def address(self, city: str, id: str) -> str:
        """Of a paper's page, below /console."""
        return f"/{self.name}/{city}/{id}"

    def did(self, staff: Staff, act: Act | str, city: str, id: str, number: int | None = None) -> None:
        """Into the trail, right after the deed."""
        staff.did(act, self.kind, f"{city}/{id}", number)

    def page(self, staff: Staff, template: str, city: str, id: str, status: int = 200, **values: Any) -> Response:
        """A page about one paper. A template of the section's own is taken before the one that all share."""
        place = {
            "city": city,
            "id": id,
            "here": f"/console{self.address(city, id)}",
            "words": self.name,
            "acts": self.acts,
            "names": self.languages,
        }
        return staff.page(template, status, **place | values)


def fields_of_form(form: Any) -> dict[str, str]:
    """Field -> its value as plain text, of a form or of nothing; lists one item a line. Numbers and flags are ours and not shown."""
    values = {field.name: getattr(form, field.name) for field in fields(form)} if form is not None else {}
    return {name: plain(value) for name, value in values.items() if not isinstance(value, int)}


def plain(value: Any) -> str:
    """A value of a form as text."""
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {plain(inner).replace(chr(10), ', ')}" for key, inner in value.items())
    if isinstance(value, tuple):
        return "\n".join(plain(item) for item in value)
    if is_dataclass(value):
        return " · ".join(said for field in fields(value) if (said := plain(getattr(value, field.name))))
    return str(value)


def author_name(staff: Staff, account_id: str) -> str:
    """What staff call the account; empty when it was nobody here."""
    account = staff.desk.accounts.find(account_id) if account_id else None
    return account.name if account else ""


def lines_of(text: str) -> tuple[str, ...]:
    """One item a line, without empty ones."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
