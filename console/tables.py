"""The tables of the console, on the one metadata of `bot.storage`. A change here needs a migration there; a test says so.

Times are seconds since 1970. Of whoever tries to sign in no address is kept, and of a name only a keyed digest.
"""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.storage.tables import metadata

account = Table(
    "account",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False, unique=True),
    Column("roles", JSON, nullable=False),
    Column("language", String, nullable=False),
    Column("password", String, nullable=False),  # argon2; empty: none chosen yet
    Column("second_step", LargeBinary, nullable=False),  # sealed; empty: none
    Column("last_step", BigInteger, nullable=False),  # of time: a code is good once
    Column("locked", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("digest", String, primary_key=True),  # of the token in the cookie
    Column("account_id", String, ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)
Index("ix_session_account_id", session.c.account_id)

one_time_link = Table(
    "one_time_link",
    metadata,
    Column("account_id", String, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),  # one at most
    Column("digest", String, nullable=False, unique=True),  # of the token in the address
    Column("expires_at", BigInteger, nullable=False),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("digest", String, primary_key=True),  # of the name, keyed
    Column("n", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

# Triggers of the migration refuse every UPDATE and DELETE.
audit_row = Table(
    "audit_row",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),  # 1, 2, 3, ... without a gap
    Column("at", BigInteger, nullable=False),
    Column("account_id", String, nullable=False),  # no foreign key: the trail outlives everything
    Column("act", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("object_id", String, nullable=False),
    Column("version", Integer, nullable=True),
    Column("previous", String, nullable=False),
    Column("digest", String, nullable=False),
)
Index("ix_audit_row_kind_object_id", audit_row.c.kind, audit_row.c.object_id)

waiting_file = Table(
    "waiting_file",
    metadata,
    Column("account_id", String, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("purpose", String, primary_key=True),  # one file for each: a new one takes the place of the old
    Column("content", LargeBinary, nullable=False),
    Column("sent_at", BigInteger, nullable=False),
)
