"""What a check finds in content files: faults stop an import, advice does not. Collected, so that a writer sees all at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import ContentFaults


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding, shown as `path: key: what is wrong`; `path` is relative to the content folder."""

    path: str
    key: str
    message: str
    is_fault: bool = True

    def __str__(self) -> str:
        return f"{self.path}: {self.key}: {self.message}"


class Problems:
    """A growing list of findings."""

    def __init__(self, own_city: str | None = None):
        self._found: dict[Problem, None] = {}
        self._own_city = own_city

    def fault(self, path: str, key: str, message: str) -> None:
        """Something that must not be imported."""
        self._found[Problem(path, key, message)] = None

    def advice(self, path: str, key: str, message: str) -> None:
        """Something to look at."""
        self._found[Problem(path, key, message, is_fault=False)] = None

    def style(self, path: str, key: str, message: str, city: str) -> None:
        """Against the rules of our house: a fault in our own city, advice in a knowledge base of others."""
        self._found[Problem(path, key, message, is_fault=self.is_own(city))] = None

    def is_own(self, city: str) -> bool:
        """True for the city that follows the rules of our house."""
        return city == self._own_city

    @property
    def faults(self) -> list[Problem]:
        return self._sorted(is_fault=True)

    @property
    def advices(self) -> list[Problem]:
        return self._sorted(is_fault=False)

    def _sorted(self, is_fault: bool) -> list[Problem]:
        return sorted(problem for problem in self._found if problem.is_fault == is_fault)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: `faults` stand in the way, `advice` does not."""

    faults: tuple[Problem, ...]
    advice: tuple[Problem, ...]

    def must_be_clean(self) -> object:
        """Raises ContentFaults, with all faults as lines `path: key: what is wrong`, when there are any."""
        if self.faults:
            raise ContentFaults(lines(self.faults))
        return None


def lines(problems: Iterable[Problem]) -> list[str]:
    """Each finding as one line."""
    return [str(problem) for problem in problems]
