"""What changed in a city between two of its revisions, so that a process that follows it reads only that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_NAMED = 100  # entries changed in one act that are named one by one; an import of more concerns everything
KEPT = 500  # revisions back that are remembered


class Change(NamedTuple):
    """One thing that changed with a revision: an `entry` (saved or removed), the `directory`, `everything`, or only the `history`."""

    kind: str
    entry_id: str = ""


EVERYTHING, DIRECTORY, HISTORY = Change("everything"), Change("directory"), Change("history")


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of entries that were saved or removed, and whether the directory was."""

    entries: frozenset[str]
    directory: bool


def named(ids: Collection[str], directory: bool, history: bool) -> list[Change]:
    """The changes of one act; one of very many entries, or one that names nothing, concerns everything."""
    found = [Change("entry", id) for id in dict.fromkeys(ids)] + [DIRECTORY] * directory + [HISTORY] * history
    return found if 0 < len(found) <= MOST_NAMED else [EVERYTHING]


def gathered(found: Mapping[int, Sequence[Change]], steps: int) -> Changes | None:
    """Together what changed in so many `steps`; None when one of them is not known or concerns everything."""
    changes = {change for of_step in found.values() for change in of_step}
    if EVERYTHING in changes or len(found) != steps:
        return None
    return Changes(frozenset(change.entry_id for change in changes if change.kind == "entry"), DIRECTORY in changes)
