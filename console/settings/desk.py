"""What the pages of the settings work with: the groups of settings, what stands fixed, and what other limits would do."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from bot.current_settings import CHANGEABLE, CurrentSettings
from bot.settings import Settings
from console.settings.states import Asked
from knowledge_base.effect import Effect, Rehearsed
from matching.matcher import Matcher, Thresholds

GROUPS = {
    "service": ("operator", "human_contact", "human_hours"),
    "languages": ("languages_off",),
    "retention": ("inflight_minutes", "reachable_days", "later_hours"),
    "sureness": ("answer_from", "ask_from"),
}


@dataclass(frozen=True, slots=True)
class Fixed:
    """A setting that is given at the start: its variable, what it is (never a secret), and whether somebody gave it."""

    variable: str
    value: str
    is_given: bool
    help: str


@dataclass
class SettingsDesk:
    """`rehearse` puts the rehearsal questions through a matcher; `languages` are all there are, by code."""

    current: CurrentSettings
    asked: Callable[[], Asked]
    matcher: Callable[[], Matcher]
    rehearse: Callable[[Matcher], Rehearsed]
    languages: Mapping[str, str]
    _rehearsed: tuple[Matcher, Rehearsed] | None = field(default=None, repr=False)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def effects(self, *limits: Thresholds) -> list[Effect]:
        """What happens to the rehearsal questions under each of these. Seconds the first time, then at once until an entry changes."""
        with self._one_at_a_time:
            matcher = self.matcher()
            if self._rehearsed is None or self._rehearsed[0] is not matcher:
                self._rehearsed = matcher, self.rehearse(matcher)
            return [self._rehearsed[1].under(each) for each in limits]

    def fixed(self) -> list[Fixed]:
        """Everything that cannot be changed here."""
        now, names = self.current.now, Settings.model_fields
        kept = [name for name in names if name not in CHANGEABLE or self.current.is_fixed(name)]
        return [Fixed(f"HARRERA_{n.upper()}", _shown(getattr(now, n)), self.current.is_fixed(n), names[n].description or "") for n in kept]


def bounds(name: str) -> dict[str, float]:
    """`min` and `max` of a number, for the field that takes it."""
    found = {}
    for constraint in Settings.model_fields[name].metadata:
        for attribute, key in (("ge", "min"), ("le", "max"), ("max_length", "maxlength")):
            if (value := getattr(constraint, attribute, None)) is not None:
                found[key] = value
    return found


def _shown(value: object) -> str:
    """Of a secret only whether there is one; of an address with a password in it only what kind it is."""
    if isinstance(value, SecretStr):
        return "•••" if value.get_secret_value() else ""
    text = " ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"{text.partition('://')[0]}://•••" if "://" in text and "@" in text else text
