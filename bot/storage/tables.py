"""The one metadata that every room hangs its tables on, and the tables of the room itself: counts and published figures, what is in flight,
questions that nobody could answer, chats that may be written to, messages that wait for a page, blocked conversations.

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
    Column("decision", String, primary_key=True),  # empty: it was no question
    Column("emergency", Boolean, primary_key=True),
    Column("n", Integer, nullable=False),
)

# Each kind is counted by itself, in whole months: no row says more than one thing about a message.
month_tally = Table(
    "month_tally",
    metadata,
    Column("month", Date, primary_key=True),  # its first day
    Column("kind", String, primary_key=True),  # hour, district, danger, section
    Column("key", String, primary_key=True),
    Column("n", Integer, nullable=False),
)

rating_count = Table(
    "rating_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("helpful", Boolean, primary_key=True),
    Column("n", Integer, nullable=False),
)

published_figure = Table(
    "published_figure",
    metadata,
    Column("month", Date, primary_key=True),  # its first day
    Column("table", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("least", Integer, nullable=False),  # a multiple of five; 0: fewer than five
)

unanswered_question = Table(
    "unanswered_question",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("day", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the encrypted words, redacted before; nothing of who asked
    sqlite_autoincrement=True,  # an id is never given twice
)
Index("ix_unanswered_question_day", unanswered_question.c.day)

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

# Why a platform did not take messages of ours, and on which day last.
unsent_message = Table(
    "unsent_message",
    metadata,
    Column("channel", String, primary_key=True),
    Column("reason", String, primary_key=True),
    Column("day", Date, nullable=False),
)

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

# Settings that admins changed: rows are added, never changed; the last one of a name holds.
kept_setting = Table(
    "kept_setting",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("value", String, nullable=True),  # as it is written in an environment variable; empty: as it is without us
    Column("at", BigInteger, nullable=False),  # seconds since 1970
    Column("account_id", String, nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice
)
Index("ix_kept_setting_name", kept_setting.c.name)
