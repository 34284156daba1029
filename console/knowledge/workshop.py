"""Everything the pages of the knowledge base are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.editing.bench import Acts, Bench, Bubble, Previews
from console.frame.forms import Form
from console.knowledge.reading import read_frame, read_text
from console.permissions import Act
from knowledge_base.check_texts import LONGEST_SUMMARY, LONGEST_TITLE
from knowledge_base.editing.desk import EditingDesk, original_at
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.editing.draft import Draft, WrittenFrame, WrittenText
from knowledge_base.editing.trial import Trial
from knowledge_base.entry import SEEN, Entry
from knowledge_base.library import Library

__all__ = ["Bubble", "Previews", "Workshop"]


@dataclass(frozen=True)
class Workshop(Bench):
    """The bench of entries."""

    name = "knowledge"
    kind = "entry"
    acts = Acts(Act.SEE_KNOWLEDGE, Act.WRITE_ENTRY, Act.PUBLISH_ENTRY, Act.CONFIRM_ENTRY, Act.WITHDRAW_ENTRY)
    desk: EditingDesk
    library: Library
    previews: Previews
    languages: Mapping[str, str]
    city: str

    @property
    def cities(self) -> Sequence[str]:
        return self.desk.repository.cities()

    def entry(self, city: str, id: str) -> Entry | None:
        return self.desk.repository.entry(id, city)

    def trial(self, draft: Draft) -> Trial | None:
        entry = self.desk.composed(draft).entry
        return Trial.of(self.library.shelf(draft.city), entry) if entry else None

    def original(self, paper: Entry) -> str:
        return paper.original.language

    def changed_since(self, draft: Draft, language: str) -> list[Piece]:
        entry = self.entry(draft.city, draft.entry_id)
        text = entry.texts.get(language) if entry else None
        if text is None or text.source_revision == entry.revision:
            return []
        before = original_at(self.desk.history(draft.city, draft.entry_id), text.source_revision)
        return differences(before, f"{entry.original.summary}\n\n{entry.original.body}") if before else []

    def empty_text(self) -> WrittenText:
        return WrittenText()

    def read_text(self, form: Form) -> WrittenText:
        return read_text(form)

    def read_frame(self, form: Form) -> WrittenFrame:
        return read_frame(form)

    def frame_choices(self, draft: Draft) -> dict[str, Any]:
        directory = self.desk.repository.directory(draft.city)
        return {"seen": SEEN, "services": [service.id for service in directory.services] if directory else []}

    def text_limits(self, draft: Draft) -> dict[str, Any]:
        return {"limits": (LONGEST_TITLE, LONGEST_SUMMARY)}
