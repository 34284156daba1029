"""What the house itself needs from whoever runs it, from the places that know it."""

from datetime import date

from bot.bootstrap.editing import Editing
from bot.bootstrap.foundations import Foundations
from bot.settings import Settings
from bot.storage.retention import overdue
from bot.storage.unsent import SqlUnsent
from console.desk import Desk
from console.home.upkeep import Upkeep

CHANNEL = "whatsapp"  # the one whose platform tells us afterwards
NEWEST = 50  # rows of the trail that are looked at on each page; the button on its own page looks at all
MISSED = ("operator", "human_contact")  # settings that people read, and whose defaults say nothing


def upkeep_of(house: Foundations, editing: Editing, desk: Desk) -> Upkeep:
    """Nothing is read yet."""
    return Upkeep(
        trail=lambda: desk.audit.check_newest(NEWEST),
        overdue=lambda: overdue(house.database, house.current.now.inflight_minutes * 60.0),
        git_failed=lambda: editing.archived.git.state().failed if editing.archived.git else "",
        refused=lambda: SqlUnsent(house.database).last(CHANNEL, date.today()),
        unset=lambda: _unset(house.current.now),
        accounts=desk.accounts.all,
        has_link=desk.links.waits_for,
    )


def _unset(now: Settings) -> list[str]:
    return [name for name in MISSED if getattr(now, name) in ("", Settings.model_fields[name].default)]
