"""The settings as they hold now: what the environment fixes, else what admins changed on the console, else the default.

The one place that decides which of the three counts (docs/decisions/0020). Every process looks for changes three times a second.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from bot.errors import BadInput
from bot.privacy_log import log
from bot.settings import Settings
from bot.storage.kept_settings import KeptSetting, KeptSettings
from bot.texts import Texts
from matching.following import Follower

# What can be changed while the house is open. The bounds in `Settings` hold here too: they are what the privacy notice promises.
CHANGEABLE = (
    "operator",
    "human_contact",
    "human_hours",
    "languages_off",
    "inflight_minutes",
    "reachable_days",
    "later_hours",
    "answer_from",
    "ask_from",
)


class CurrentSettings:
    """`base` is what the house was started with. Asking costs nothing and never waits for the database."""

    def __init__(self, base: Settings, kept: KeptSettings):
        self._base, self._kept = base, kept
        self._now, self._mark = base, -1
        self._follower = Follower(self.refresh, "settings")

    @property
    def now(self) -> Settings:
        return self._now

    def follow(self) -> None:
        """Look for changes from now on, until closed."""
        self._follower.start()

    def close(self) -> None:
        self._follower.close()

    def refresh(self) -> None:
        """Take over what was changed since the last look. Raises SQLAlchemyError."""
        mark = self._kept.mark()
        if mark != self._mark:
            self._now, self._mark = self._with(self._kept.newest()), mark

    def is_fixed(self, name: str) -> bool:
        """Whoever started the house gave it, in the environment or on the command line: it cannot be changed here."""
        return name in self._base.model_fields_set

    def read(self, written: Mapping[str, str]) -> dict[str, Any]:
        """Values by name, of what was typed. Raises BadInput with the names that cannot be taken, with spaces between."""
        wrong = [name for name, text in written.items() if name not in CHANGEABLE or self.is_fixed(name) or not _fits(name, text)]
        if wrong:
            raise BadInput(" ".join(wrong))
        values = {name: _value(name, text) for name, text in written.items()}
        if "languages_off" in values and not self._leaves_enough(values["languages_off"]):
            raise BadInput("languages_off")
        return values

    def change(self, written: Mapping[str, str | None], account_id: str) -> list[KeptSetting]:
        """Keep what is different from now; None takes the value of the start again. Raises BadInput as `read` does, SQLAlchemyError."""
        written = {name: text if text is None else " ".join(text.split()) for name, text in written.items()}
        values = self.read({name: text for name, text in written.items() if text is not None})
        values |= {name: getattr(self._base, name) for name, text in written.items() if text is None and name in CHANGEABLE}
        changed = {name: written[name] for name, value in values.items() if value != getattr(self._now, name)}
        rows = self._kept.put(changed, account_id)
        self.refresh()
        return rows

    def undo(self, number: int, account_id: str) -> list[KeptSetting]:
        """The value that a setting had before the change `number`. Raises BadInput when there was no such change, or it cannot be taken."""
        rows = self._kept.history(1_000_000)
        undone = next((row for row in rows if row.number == number), None)
        if undone is None:
            raise BadInput("there was no such change")
        before = next((row.value for row in rows if row.name == undone.name and row.number < number), None)
        return self.change({undone.name: before}, account_id)

    def history(self, limit: int) -> list[tuple[KeptSetting, str, str]]:
        """(change, the value before, the value after), the newest first."""
        rows = self._kept.history(1_000_000)
        before: dict[str, str] = {}
        told = []
        for row in reversed(rows):
            start = str(getattr(self._base, row.name, ""))
            after = start if row.value is None else row.value
            told.append((row, before.get(row.name, start), after))
            before[row.name] = after
        return told[::-1][:limit]

    def _with(self, rows: list[KeptSetting]) -> Settings:
        """What cannot be taken any more, because its bounds changed, is left out and said in the log."""
        found = {}
        for row in rows:
            if row.value is None or row.name not in CHANGEABLE or self.is_fixed(row.name):
                continue
            if _fits(row.name, row.value):
                found[row.name] = _value(row.name, row.value)
            else:
                log("setting_left_out", setting=row.name)
        return self._base.model_copy(update=found)

    def _leaves_enough(self, languages_off: str) -> bool:
        """The language of the house is always answered in, and nobody turns off a language that there is not."""
        off = set(languages_off.split())
        return off <= set(Texts.load().languages) and self._base.default_language not in off


def _fits(name: str, text: str) -> bool:
    try:
        _value(name, text)
    except ValidationError:
        return False
    return True


def _value(name: str, text: str) -> Any:
    """Raises pydantic's ValidationError."""
    field = Settings.model_fields[name]
    return TypeAdapter(Annotated[field.annotation, *field.metadata, name]).validate_python(text)
