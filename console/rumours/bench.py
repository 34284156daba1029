"""Everything the pages of cards are given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.editing.bench import Acts, Bench, Previews
from console.frame.forms import Form
from console.permissions import Act
from console.rumours.reading import read_frame, read_text
from knowledge_base.editing.differences import Piece, differences
from knowledge_base.editing.draft import FRAME, Draft
from knowledge_base.editing.life import Desk
from knowledge_base.entry import ORIGINAL_LANGUAGE, SEEN
from knowledge_base.versions import Version
from rumours.card_check import LANGUAGES
from rumours.check_card_text import LONGEST
from rumours.check_card_text import WORDS as LENGTHS
from rumours.editing.trial import CardTrial
from rumours.editing.written import WrittenCard, WrittenCardText
from rumours.library import RumourLibrary
from rumours.repository import EVERYWHERE
from rumours.rumour import CATEGORIES, PARTS, Rumour, Verdict

ROWS = {"phrasings": 10, "one_minute": 8, "full": 14, "questions": 4, "avoid": 4, "fallacies": 4, "nuance": 4, "public": 4, "story": 4}


@dataclass(frozen=True)
class CardBench(Bench):
    """The bench of cards. `after` is told the id of a card that is live now; `entries` gives the ids of the knowledge base."""

    name = "rumours"
    kind = "rumour"
    draft_template = "rumours/draft.html"
    acts = Acts(Act.SEE_RADAR, Act.WRITE_RUMOUR, Act.PUBLISH_RUMOUR, Act.PUBLISH_RUMOUR, Act.PUBLISH_RUMOUR)
    desk: Desk
    library: RumourLibrary
    previews: Previews
    languages: Mapping[str, str]
    after: Callable[[str], None]
    entries: Callable[[], set[str]]
    city: str = EVERYWHERE

    @property
    def cities(self) -> Sequence[str]:
        return (EVERYWHERE,)

    def trial(self, draft: Draft) -> CardTrial | None:
        card = self.desk.composed(draft).entry
        return CardTrial.of(self.library.shelf(), card) if card else None

    def original(self, paper: Rumour) -> str:
        return paper.text_for(ORIGINAL_LANGUAGE).language

    def changed_since(self, draft: Draft, language: str) -> list[Piece]:
        """From the history: the original when this translation was last changed, and the original now."""
        part, history = self.desk.papers.part, self.desk.history(draft.city, draft.entry_id)
        cards = [version.entry for version in history if version.entry]
        if not cards or language == self.original(cards[-1]) or language not in cards[-1].texts:
            return []
        same = [card for card in cards if part(card, language) == part(cards[-1], language)]
        before, now = (_read(card.text_for(ORIGINAL_LANGUAGE)) for card in (same[0], cards[-1]))
        return differences(before, now) if before != now else []

    def empty_text(self) -> WrittenCardText:
        return WrittenCardText()

    def read_text(self, form: Form) -> WrittenCardText:
        return read_text(form)

    def read_frame(self, form: Form) -> WrittenCard:
        return read_frame(form)

    def frame_choices(self, draft: Draft) -> dict[str, Any]:
        names = {"categories": CATEGORIES, "verdicts": [verdict.value for verdict in Verdict], "seen": SEEN, "leaning": PARTS}
        return names | {"known_cards": [card.id for card in self.desk.papers.all()], "known_entries": sorted(self.entries())}

    def text_limits(self, draft: Draft) -> dict[str, Any]:
        frame = draft.frame or self.desk.papers.part(self.find(draft.city, draft.entry_id), FRAME)
        return {"proofs": frame.evidence if frame else (), "longest": LONGEST, "lengths": LENGTHS, "rows": ROWS}

    def published(self, version: Version) -> None:
        self.after(version.entry_id)

    @property
    def usual(self) -> dict[str, str]:
        """The languages that every card should have, code -> own name."""
        return {code: self.languages[code] for code in LANGUAGES if code in self.languages}


def _read(text: Any) -> str:
    """What a reader of the original sees of it."""
    return "\n\n".join((text.title, text.public, text.one_line, text.one_minute, text.full))
