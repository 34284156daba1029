"""Why a platform did not take messages of ours: for each reason the last day, for staff. No text, no chat, no count."""

from datetime import date, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from bot.storage.tables import unsent_message

SHOWN = timedelta(days=30)


class SqlUnsent:
    """In the database of `engine`. Both methods raise SQLAlchemyError."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def note(self, channel: str, reason: str, day: date) -> None:
        """It happened on `day`; `reason` is a word of our own."""
        row = {"channel": channel, "reason": reason}
        statement = self._insert(unsent_message).values(**row, day=day)
        with transaction(self._engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=list(row), set_={"day": day}))

    def last(self, channel: str, today: date) -> dict[str, date]:
        """Reason -> last day, of the last thirty days."""
        fresh = select(unsent_message.c.reason, unsent_message.c.day).where(
            unsent_message.c.channel == channel, unsent_message.c.day >= today - SHOWN
        )
        with reading(self._engine) as connection:
            return {reason: day for reason, day in connection.execute(fresh.order_by(unsent_message.c.reason))}
