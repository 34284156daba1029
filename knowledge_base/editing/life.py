"""The life of whatever staff edit, one function per act: write, send to review, publish, withdraw, restore, confirm.

Entries, cards and services live it alike; what differs between them is their `Papers`. Who may do an act is asked before
(`console.permissions`); here are the rules that hold for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.errors import BadInput, HarreraError, NotFound
from knowledge_base.editing.draft import Draft, State
from knowledge_base.editing.drafts import Drafts
from knowledge_base.editing.papers import Composed, Papers
from knowledge_base.entry import Status, is_language, is_name
from knowledge_base.versions import Kind, Version

LOOK_AGAIN = timedelta(days=182)  # after which somebody looks at what was confirmed again


class FourEyes(HarreraError):
    """Who wrote a text may not be the one who publishes it."""

    code = "four_eyes"
    status = 403

    def __init__(self):
        super().__init__("somebody else publishes what you wrote")


class Conflict(HarreraError):
    """Others published the same parts since the draft was begun; `parts` are languages and FRAME. Both texts are kept."""

    code = "conflict"
    status = 409

    def __init__(self, parts: list[str]):
        super().__init__("somebody else published a part of this draft meanwhile")
        self.parts = parts


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """`four_eyes`: who wrote may not publish. `clock` gives the time in UTC."""

    papers: Papers
    drafts: Drafts
    four_eyes: bool = True
    clock: Callable[[], datetime] = field(default=_now)

    def begin(self, city: str, id: str, author: str) -> Draft:
        """The author's draft, or a new one, not kept yet. Raises BadInput for what can be no name."""
        if not is_name(id) or not is_name(city):
            raise BadInput("it is called by a name without spaces or slashes")
        return self.drafts.find(city, id, author) or Draft(city, id, author, len(self.history(city, id)))

    def history(self, city: str, id: str) -> list[Version]:
        """All versions, oldest first; what was changed beside the console is written into it first, as found."""
        known, live = self.papers.versions(city, id), self.papers.find(city, id)
        last = known[-1].entry if known else None
        if live is None or live == last:
            return known
        found = Version(city, id, len(known) + 1, Kind.FOUND, self.clock(), "", "", live)
        self.papers.note(found)
        return [*known, found]

    def save_text(self, draft: Draft, language: str, text: Any) -> Draft:
        """Keep one language of a draft. Raises SavedElsewhere, BadInput."""
        if not is_language(language):
            raise BadInput("a language is a code such as `es`")
        return self.save(draft.with_text(language, text))

    def save_frame(self, draft: Draft, frame: Any) -> Draft:
        """Keep what has no language; nothing when it is as published. Raises SavedElsewhere."""
        live = self.papers.find(draft.city, draft.entry_id)
        return self.save(replace(draft, frame=None if live and frame == self.papers.part(live, "") else frame))

    def save(self, draft: Draft) -> Draft:
        """Keep a draft; one that was in review is a draft again, for nobody has read this text. Raises SavedElsewhere."""
        return self.drafts.save(replace(draft, state=State.DRAFT, saved_at=self.clock()))

    def send(self, draft: Draft) -> Draft:
        """To review. Raises ContentFaults when something stands in the way."""
        self.composed(draft).findings.must_be_clean()
        return self.drafts.save(replace(draft, state=State.IN_REVIEW, note="", saved_at=self.clock()))

    def send_back(self, draft: Draft, note: str) -> Draft:
        """From review, with what should be changed."""
        return self.drafts.save(replace(draft, state=State.DRAFT, note=note, saved_at=self.clock()))

    def drop(self, draft: Draft) -> None:
        """Throw a draft away; what is published stays."""
        self.drafts.remove(draft.city, draft.entry_id, draft.author)

    def composed(self, draft: Draft, status: Status = Status.DRAFT) -> Composed:
        """What the draft would become, with its faults."""
        return self.papers.compose(draft, self.papers.find(draft.city, draft.entry_id), status)

    def conflicts(self, draft: Draft) -> list[str]:
        """The parts of a draft that others published since it was begun."""
        history = self.history(draft.city, draft.entry_id)
        if len(history) == draft.began_from:
            return []
        began, newest = (history[number - 1].entry if number else None for number in (draft.began_from, len(history)))
        return [part for part in draft.parts if self.papers.part(began, part) != self.papers.part(newest, part)]

    def take_over(self, draft: Draft) -> Draft:
        """The draft, as begun from the newest version: its author has looked at both texts. Raises SavedElsewhere."""
        return self.save(replace(draft, began_from=len(self.history(draft.city, draft.entry_id))))

    def publish(self, draft: Draft, approver: str) -> Version:
        """Make a draft what is answered. Raises FourEyes, Conflict, ContentFaults, StaleVersion; then nothing was published."""
        is_checked = draft.author != approver
        if self.four_eyes and (not is_checked or draft.state is not State.IN_REVIEW):
            raise FourEyes
        if parts := self.conflicts(draft):
            raise Conflict(parts)
        composed = self.composed(draft, Status.REVIEWED if is_checked else Status.DRAFT)
        composed.findings.must_be_clean()
        version = self._put(draft.city, draft.entry_id, Kind.PUBLISHED, draft.author, approver, composed.entry)
        self.drop(draft)
        return version

    def change(self, city: str, id: str, by: str, changed: Callable[[Any], Any]) -> Version | None:
        """A small change that is live at once, by one person; None when it changes nothing. Raises NotFound, StaleVersion."""
        live = self._live(city, id)
        newer = changed(live)
        return None if newer == live else self._put(city, id, Kind.PUBLISHED, by, by, newer)

    def withdraw(self, city: str, id: str, by: str) -> Version:
        """From now on it is not answered. One person is enough: what may be wrong goes at once. Raises NotFound."""
        self._live(city, id)
        return self._put(city, id, Kind.WITHDRAWN, by, by, None)

    def restore(self, city: str, id: str, number: int, by: str) -> Version:
        """Answer an older version again, which was approved once. Raises NotFound."""
        history = self.history(city, id)
        if not 0 < number <= len(history) or history[number - 1].entry is None:
            raise NotFound("there is no such version")
        return self._put(city, id, Kind.RESTORED, history[number - 1].author, by, history[number - 1].entry)

    def confirm(self, city: str, id: str, by: str, today: date) -> Version:
        """Still valid, in all languages: its sources were looked at today. Raises NotFound."""
        paper = self.papers.confirmed(self._live(city, id), today, today + LOOK_AGAIN)
        return self._put(city, id, Kind.STILL_VALID, by, by, paper)

    def _live(self, city: str, id: str) -> Any:
        paper = self.papers.find(city, id)
        if paper is None:
            raise NotFound("there is no such page")
        return paper

    def _put(self, city: str, id: str, kind: Kind, author: str, approver: str, paper: Any) -> Version:
        """Raises StaleVersion when somebody published in the same moment."""
        version = Version(city, id, len(self.history(city, id)) + 1, kind, self.clock(), author, approver, paper)
        self.papers.put(version)
        return version
