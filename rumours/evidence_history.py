"""What became of the evidence of a card, and when: read from its versions, for anybody. Who wrote or approved it is not in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from knowledge_base.versions import Kind, Version
from rumours.rumour import UNSEEN, Evidence, Rumour, Verdict

TOLD = ("data_date", "territory", "publisher", "underlying_source", "url", "page_date", "seen", "valid_until")


@dataclass(frozen=True, slots=True)
class Step:
    """One version: what came, what went, what was said anew (before, after), and the verdict before it when that changed."""

    day: date
    kind: Kind
    came: tuple[Evidence, ...] = ()
    went: tuple[Evidence, ...] = ()
    renewed: tuple[tuple[Evidence, Evidence], ...] = ()
    verdict_was: Verdict | None = None

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say: a version that only changed words has nothing."""
        stands = self.kind in (Kind.FOUND, Kind.STILL_VALID, Kind.WITHDRAWN)
        return bool(stands or self.came or self.went or self.renewed or self.verdict_was)


def evidence_history(versions: Sequence[Version]) -> list[Step]:
    """Newest first. What nobody saw is not shown, as on the card itself."""
    pairs = zip([None, *(version.entry for version in versions)], versions)
    steps = [_step(before, version) for before, version in pairs]
    return [step for step in reversed(steps) if step.is_told]


def _step(before: Rumour | None, version: Version) -> Step:
    after, day = version.entry, version.at.date()
    if after is None or version.kind is Kind.FOUND:
        return Step(day, version.kind)
    old, new = _seen(before), _seen(after)
    renewed = ((old[id], evidence) for id, evidence in new.items() if id in old)
    return Step(
        day,
        version.kind,
        came=tuple(evidence for id, evidence in new.items() if id not in old),
        went=tuple(evidence for id, evidence in old.items() if id not in new),
        renewed=tuple(pair for pair in renewed if changed_fields(*pair)),
        verdict_was=before.verdict if before and before.verdict is not after.verdict else None,
    )


def changed_fields(before: Evidence, after: Evidence) -> list[str]:
    """Which of TOLD differ; a look at an unchanged source is told by the version's kind."""
    return [field.name for field in fields(Evidence) if field.name in TOLD and getattr(before, field.name) != getattr(after, field.name)]


def _seen(card: Rumour | None) -> dict[str, Evidence]:
    known: Iterable[Evidence] = card.evidence if card else ()
    return {evidence.id: evidence for evidence in known if evidence.seen != UNSEEN}
