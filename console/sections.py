"""The sections that need nothing but the desk, around those that the house adds."""

from collections.abc import Sequence

from console.entrance.routes import entrance_section
from console.frame.sections import Section
from console.home.routes import home_section
from console.myself.routes import myself_section
from console.people.routes import people_section
from console.trail.routes import trail_section


def all_sections(work: Sequence[Section] = (), home: Section | None = None) -> list[Section]:
    """In the order of the rail: home, the day's work, then what is seldom needed. `home` is the one that knows of work."""
    return [entrance_section(), home or home_section(), *work, people_section(), trail_section(), myself_section()]
