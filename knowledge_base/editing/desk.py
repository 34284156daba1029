"""What staff do with an entry, one function per act: write, send to review, publish, withdraw, restore, confirm.

Who may do it is asked before (`console.permissions`); here are the rules that hold for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.errors import BadInput, HarreraError, NotFound
from knowledge_base.editing.composing import Composed, compose, still_valid
from knowledge_base.editing.draft import FRAME, Draft, State, WrittenFrame, WrittenText, written_frame
from knowledge_base.editing.drafts import Drafts
from knowledge_base.entry import Entry, Status, is_language, is_name
from knowledge_base.repository import CityContent, EntryRepository
from knowledge_base.versions import Kind, Version

LOOK_AGAIN = timedelta(days=182)  # after which somebody looks at a confirmed entry again


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
class EditingDesk:
    """`four_eyes`: who wrote may not publish. `clock` gives the time in UTC."""

    repository: EntryRepository
    drafts: Drafts
    four_eyes: bool = True
    clock: Callable[[], datetime] = _now

    def begin(self, city: str, id: str, author: str) -> Draft:
        """The author's draft, or a new one, not kept yet. Raises BadInput for what can be no name of an entry."""
        if not is_name(id) or not is_name(city):
            raise BadInput("an entry is called by a name without spaces or slashes")
        return self.drafts.find(city, id, author) or Draft(city, id, author, len(self.history(city, id)))

    def history(self, city: str, id: str) -> list[Version]:
        """All versions, oldest first; what was changed beside the console is written into it first, as found."""
        known, live = self.repository.versions(id, city), self.repository.entry(id, city)
        last = known[-1].entry if known else None
        if live is None or live == last:
            return known
        found = Version(city, id, len(known) + 1, Kind.FOUND, self.clock(), "", "", live)
        self.repository.publish([CityContent(city, versions=(found,))])
        return [*known, found]

    def save_text(self, draft: Draft, language: str, text: WrittenText) -> Draft:
        """Keep one language of a draft. Raises SavedElsewhere, BadInput."""
        if not is_language(language):
            raise BadInput("a language is a code such as `es`")
        return self.save(draft.with_text(language, text))

    def save_frame(self, draft: Draft, frame: WrittenFrame) -> Draft:
        """Keep what has no language; nothing when it is as published. Raises SavedElsewhere."""
        live = self.repository.entry(draft.entry_id, draft.city)
        return self.save(replace(draft, frame=None if live and frame == written_frame(live) else frame))

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
        return compose(draft, self.repository.entry(draft.entry_id, draft.city), status, self.repository)

    def conflicts(self, draft: Draft) -> list[str]:
        """The parts of a draft that others published since it was begun."""
        history = self.history(draft.city, draft.entry_id)
        if len(history) == draft.began_from:
            return []
        began = history[draft.began_from - 1].entry if draft.began_from else None
        return [part for part in draft.parts if part_of(began, part) != part_of(history[-1].entry, part)]

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
        entry = still_valid(self._live(city, id), today, today + LOOK_AGAIN)
        return self._put(city, id, Kind.STILL_VALID, by, by, entry)

    def _live(self, city: str, id: str) -> Entry:
        entry = self.repository.entry(id, city)
        if entry is None:
            raise NotFound("there is no such entry")
        return entry

    def _put(self, city: str, id: str, kind: Kind, author: str, approver: str, entry: Entry | None) -> Version:
        """Raises StaleVersion when somebody published in the same moment."""
        version = Version(city, id, len(self.history(city, id)) + 1, kind, self.clock(), author, approver, entry)
        entries, removed = ((entry,), ()) if entry else ((), (id,))
        self.repository.publish([CityContent(city, entries, removed=removed, versions=(version,))])
        return version


def part_of(entry: Entry | None, part: str) -> object:
    """A language of an entry, or its FRAME, for comparing; None when there is none."""
    if entry is None or part == FRAME:
        return entry and written_frame(entry)
    text = entry.texts.get(part)
    return text and (text.title, text.questions, text.summary, text.body)


def original_at(history: list[Version], revision: int) -> str | None:
    """Summary and body of the original when it had this revision; None when that was before the history."""
    found = [version.entry for version in history if version.entry and version.entry.revision == revision]
    return f"{found[-1].original.summary}\n\n{found[-1].original.body}" if found else None
