"""What the last check of links found: the addresses that did not answer, where they stand, and when that was. Replaced by the next one."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from bot.storage.database import reading, transaction
from knowledge_base.link_check import CheckedLink
from knowledge_base.tables import checked_link

_ALL = ""  # the address of the row that says when the check was and how many links there were


@dataclass(frozen=True, slots=True)
class LinkReport:
    """`at`: seconds since 1970; None when nobody has checked yet. `links`: those that did not answer, by address."""

    at: float | None = None
    asked: int = 0
    links: tuple[CheckedLink, ...] = ()

    @property
    def dead(self) -> tuple[CheckedLink, ...]:
        return tuple(link for link in self.links if link.dead)


class SqlCheckedLinks:
    """In the database of `engine`."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time):
        self._engine, self._clock = engine, clock

    def keep(self, links: Iterable[CheckedLink]) -> None:
        """In place of what was kept before."""
        checked, now = list(links), int(self._clock())
        rows = [_row(link.url, link.why, link.guarded, list(link.places), now) for link in checked if link.why]
        with transaction(self._engine) as connection:
            connection.execute(delete(checked_link))
            connection.execute(insert(checked_link), [_row(_ALL, str(len(checked)), False, [], now), *rows])

    def report(self) -> LinkReport:
        with reading(self._engine) as connection:
            rows = {row.url: row for row in connection.execute(select(checked_link).order_by(checked_link.c.url))}
        whole = rows.pop(_ALL, None)
        if whole is None:
            return LinkReport()
        links = tuple(CheckedLink(row.url, tuple(row.places), row.why, row.guarded) for row in rows.values())
        return LinkReport(float(whole.checked_at), int(whole.why), links)


def _row(url: str, why: str, guarded: bool, places: list[str], now: int) -> dict:
    return {"url": url, "why": why, "guarded": guarded, "places": places, "checked_at": now}
