"""Everything the pages of the knowledge base are given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.errors import NotFound
from knowledge_base.editing.desk import EditingDesk
from knowledge_base.editing.draft import Draft
from knowledge_base.editing.trial import Trial
from knowledge_base.entry import Entry
from knowledge_base.library import Library


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as a channel shows it: its text (HTML of few harmless elements) and the titles of its buttons."""

    html: str
    buttons: tuple[str, ...] = ()


Previews = Callable[[Trial, str], dict[str, list[Bubble]]]  # (trial, language) -> channel -> its messages


@dataclass(frozen=True)
class Workshop:
    """`languages`: code -> own name, of all that an entry may be written in. `city` is shown first."""

    desk: EditingDesk
    library: Library
    previews: Previews
    languages: dict[str, str]
    city: str

    @property
    def cities(self) -> Sequence[str]:
        return self.desk.repository.cities()

    def entry(self, city: str, id: str) -> Entry | None:
        return self.desk.repository.entry(id, city)

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
        """None while the draft has faults."""
        entry = self.desk.composed(draft).entry
        return Trial.of(self.library.shelf(draft.city), entry) if entry else None
