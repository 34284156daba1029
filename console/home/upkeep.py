"""What the house itself needs from whoever runs it: what is late, behind, refused or not set. Only what its own data knows; nothing is asked
of another server for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from console.accounts import Account
from console.audit import Checked
from console.home.todo import Item, Kind
from console.permissions import Act

FRESH = timedelta(days=7)  # what a platform refused longer ago is history
OURS = ("token", "permission", "account", "bad_request")  # why a platform refuses what an admin can mend


@dataclass(frozen=True)
class Upkeep:
    """Where it is known from. All are asked for on each page of an admin, so they must be quick.

    `overdue` is how much is kept of people although its time is over, `git_failed` the kind of the error while the repository of the content
    is behind, `refused` why a platform did not take messages and on which day last, `unset` the settings that people miss.
    """

    trail: Callable[[], Checked]
    overdue: Callable[[], int]
    git_failed: Callable[[], str]
    refused: Callable[[], Mapping[str, date]]
    unset: Callable[[], Iterable[str]]
    accounts: Callable[[], Iterable[Account]]
    has_link: Callable[[Account], bool]
    today: Callable[[], date] = date.today


def upkeep_kinds(upkeep: Upkeep) -> list[Kind]:
    """In the order in which a careful person would do them."""
    return [
        Kind("trail_broken", Act.SEE_AUDIT, list, lambda: int(upkeep.trail().broken_at is not None), "/trail"),
        Kind("overdue", Act.CHANGE_SETTINGS, list, upkeep.overdue, "/settings/state"),
        Kind("refused", Act.CHANGE_SETTINGS, list, lambda: len(_refused(upkeep)), "/settings/state"),
        Kind("git_behind", Act.IMPORT_FILES, list, lambda: int(bool(upkeep.git_failed())), "/files"),
        Kind("unset", Act.CHANGE_SETTINGS, list, lambda: len(list(upkeep.unset())), "/settings"),
        Kind("no_way_in", Act.MANAGE_PEOPLE, lambda: _people(upkeep, lambda one: not one.password and not upkeep.has_link(one))),
        Kind("one_step", Act.MANAGE_PEOPLE, lambda: _people(upkeep, lambda one: bool(one.password) and not one.second_step)),
    ]


def _refused(upkeep: Upkeep) -> list[str]:
    since = upkeep.today() - FRESH
    return [reason for reason, day in upkeep.refused().items() if reason in OURS and day >= since]


def _people(upkeep: Upkeep, which: Callable[[Account], bool]) -> list[Item]:
    return [Item(account.name, f"/people/{account.id}") for account in upkeep.accounts() if not account.locked and which(account)]
