"""What a kind of paper (entries, cards, services) brings along, so that the desk can edit it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from knowledge_base.editing.draft import Draft
from knowledge_base.entry import Status
from knowledge_base.problems import Findings
from knowledge_base.versions import Version


@dataclass(frozen=True, slots=True)
class Composed:
    """What a draft would become; `entry` (or card, or service) is None while there are faults that stand in the way."""

    entry: Any
    findings: Findings


class Papers(Protocol):
    """One kind of what is edited. A paper has an `id` and belongs to a city; cards, which hold everywhere, to one name for all."""

    def find(self, city: str, id: str) -> Any:
        """What is live, or None."""

    def versions(self, city: str, id: str) -> list[Version]:
        """Its history, oldest first."""

    def put(self, version: Version) -> None:
        """Make what the version holds live, or take it away, and write it into the history at once. Raises StaleVersion."""

    def note(self, version: Version) -> None:
        """Only write it into the history: it is live already. Raises StaleVersion."""

    def compose(self, draft: Draft, current: Any, status: Status) -> Composed:
        """What the draft makes of `current` (None: a new one); what was changed in it has `status`."""

    def confirmed(self, paper: Any, today: date, review_by: date) -> Any:
        """The same with everything looked at today, and a new day to look again."""

    def part(self, paper: Any, part: str) -> Any:
        """A language of a paper, or its FRAME, as it stands in a form; None when there is none."""
