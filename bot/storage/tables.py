"""The one metadata that every room hangs its tables on, and the tables of the room itself: aggregate counts, what is in flight,
chats that may be written to, messages that wait for a page, blocked conversations.

A room with tables keeps them in `<room>/tables.py` on `metadata`; the migrations in `bot/storage/migrations` are written by
hand, because storage may not import the rooms above it. A test holds that both agree on SQLite and PostgreSQL.
"""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

answer_count = Table(
    "answer_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("topic", String, primary_key=True),  # empty: nothing was answered
    Column("decision", String, primary_key=True),
    Column("emergency", Boolean, primary_key=True),
    Column("n", Integer, nullable=False),
)

inflight = Table(
    "inflight",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),  # order of arrival
    Column("workflow_id", String, nullable=False, unique=True),  # channel and a keyed digest of the platform's id
    Column("conversation", String, nullable=True),  # pseudonym; empty when nothing is left to do
    Column("sealed", LargeBinary, nullable=True),  # the encrypted update; empty when nothing is left to do
    Column("state", String, nullable=False),  # waiting, parked, done
    Column("attempts", Integer, nullable=False),
    Column("received_at", BigInteger, nullable=False),  # seconds since 1970
    sqlite_autoincrement=True,  # a position is never given twice
)
Index("ix_inflight_conversation", inflight.c.conversation)
Index("ix_inflight_state", inflight.c.state)

reachable = Table(
    "reachable",
    metadata,
    Column("pseudonym", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the encrypted chat id
    Column("expires_at", BigInteger, nullable=False),  # seconds since 1970
)

blocked = Table("blocked", metadata, Column("pseudonym", String, primary_key=True))

worker = Table(
    "worker",
    metadata,
    Column("id", String, primary_key=True),
    Column("seen_at", BigInteger, nullable=False),  # seconds since 1970, by the database's clock
)

later_message = Table(
    "later_message",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("conversation", String, nullable=False),  # pseudonym
    Column("sealed", LargeBinary, nullable=False),  # the encrypted reply
    Column("expires_at", BigInteger, nullable=False),  # seconds since 1970
    sqlite_autoincrement=True,  # a position is never given twice
)
Index("ix_later_message_conversation", later_message.c.conversation)
