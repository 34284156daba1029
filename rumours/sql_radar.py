"""What agents tell, in SQLite or PostgreSQL: a Radar on the tables of `rumours.tables`. Claims rest encrypted."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.sealing import Sealer, Unreadable
from bot.storage.database import reading, transaction
from rumours.radar import STILL_OPEN, ClaimState, Sighting, UnmatchedClaim, in_order
from rumours.tables import sighting as counted
from rumours.tables import unmatched_claim as claims

_SIGHTING = ("city", "week", "place", "district", "category", "rumour")
_PLAIN = ("id", "city", "week", "language", "reporter", "chat", "state", "rumour", "told")


class SqlRadar:
    """A Radar in the database of `engine`. What was sealed with another secret is left out."""

    def __init__(self, engine: Engine, sealer: Sealer):
        self._engine, self._sealer = engine, sealer
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def record(self, sighting: Sighting) -> None:
        values = {name: getattr(sighting, name) for name in _SIGHTING}
        once_more = {"n": counted.c.n + 1}
        statement = self._insert(counted).values(**values, n=1).on_conflict_do_update(index_elements=_SIGHTING, set_=once_more)
        with transaction(self._engine) as connection:
            connection.execute(statement)

    def sightings(self, city: str, first: date, last: date) -> list[tuple[Sighting, int]]:
        query = select(counted).where(counted.c.city == city, counted.c.week.between(first, last))
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        found = [(Sighting(**{name: getattr(row, name) for name in _SIGHTING}), row.n) for row in rows]
        return sorted(found, key=lambda pair: in_order(pair[0]))

    def report(self, claim: UnmatchedClaim) -> None:
        values = {name: getattr(claim, name) for name in _PLAIN} | {"state": str(claim.state)}
        with transaction(self._engine) as connection:
            connection.execute(insert(claims).values(**values, sealed=self._sealer.seal(claim.text)))

    def unmatched(self, city: str, state: ClaimState = ClaimState.WAITING) -> list[UnmatchedClaim]:
        return self._found((claims.c.city == city) & (claims.c.state == str(state)))

    def decide(self, ids: Iterable[str], state: ClaimState, rumour: str = "") -> int:
        open_ones = claims.c.id.in_(list(ids)) & claims.c.state.in_([str(one) for one in STILL_OPEN])
        return self._change(open_ones, state=str(state), rumour=rumour)

    def untold(self, reporter: str = "", chat: str = "") -> list[UnmatchedClaim]:
        mine = ((claims.c.reporter == reporter) & (claims.c.reporter != "")) | ((claims.c.chat == chat) & (claims.c.chat != ""))
        return self._found(mine & (claims.c.state == str(ClaimState.ATTACHED)) & claims.c.told.is_(False))

    def to_tell(self) -> list[UnmatchedClaim]:
        return self._found((claims.c.chat != "") & (claims.c.state == str(ClaimState.ATTACHED)) & claims.c.told.is_(False))

    def tell(self, ids: Iterable[str], told: bool = True) -> int:
        return self._change(claims.c.id.in_(list(ids)) & claims.c.told.is_(not told), told=told)

    def forget_chat(self, chat: str) -> int:
        return self._change((claims.c.chat == chat) & (claims.c.chat != ""), chat="", reporter="")

    def expire(self, before: date) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(delete(claims).where(claims.c.week < before)).rowcount

    def _found(self, which) -> list[UnmatchedClaim]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(claims).where(which)).all()
        found = (self._claim(row) for row in rows)
        return sorted((claim for claim in found if claim), key=lambda claim: (claim.week, claim.id))

    def _claim(self, row: Row) -> UnmatchedClaim | None:
        try:
            text = self._sealer.open(bytes(row.sealed))
        except Unreadable:
            return None
        return UnmatchedClaim(**{name: getattr(row, name) for name in _PLAIN}, text=text)

    def _change(self, which, **values: object) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(update(claims).where(which).values(**values)).rowcount
