"""The tables of the rumours room, on the one metadata of `bot.storage`. A change here needs a migration there; a test says so."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.storage.tables import metadata
from knowledge_base.tables import draft_columns, history_columns


def _of_card() -> Column:
    return Column("rumour_id", String, ForeignKey("rumour_card.id", ondelete="CASCADE"), primary_key=True)


rumour_revision = Table(
    "rumour_revision",
    metadata,
    Column("room", String, primary_key=True),  # one row: `cards`
    Column("revision", Integer, nullable=False),
)

rumour_card = Table(
    "rumour_card",
    metadata,
    Column("id", String, primary_key=True),
    Column("category", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("handle_with_care", Boolean, nullable=False),
    Column("circulates", JSON, nullable=False),
    Column("related", JSON, nullable=False),
    Column("entries", JSON, nullable=False),
    Column("review_by", Date, nullable=False),
    Column("rests_on", JSON, nullable=False),
    Column("verify", JSON, nullable=False),
)

rumour_evidence = Table(
    "rumour_evidence",
    metadata,
    _of_card(),
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("territory", String, nullable=False),
    Column("data_date", String, nullable=False),
    Column("publisher", String, nullable=False),
    Column("url", String, nullable=False),
    Column("page_date", String, nullable=False),
    Column("underlying_source", String, nullable=False),
    Column("seen", String, nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("verify", String, nullable=False),
)

rumour_text = Table(
    "rumour_text",
    metadata,
    _of_card(),
    Column("language", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("title", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("nuance", String, nullable=False),
    Column("public", String, nullable=False),
    Column("one_line", String, nullable=False),
    Column("one_minute", String, nullable=False),
    Column("full", String, nullable=False),
    Column("story", String, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("worry", String, nullable=False),
    Column("kernel", String, nullable=False),
    Column("avoid", JSON, nullable=False),
    Column("fallacies", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
)

# As for entries, under one city for all: cards hold everywhere.
rumour_change = Table(
    "rumour_change",
    metadata,
    Column("city", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("entry_id", String, primary_key=True),
)
rumour_version = Table("rumour_version", metadata, Column("city", String, primary_key=True), *history_columns())
rumour_draft = Table("rumour_draft", metadata, *draft_columns())

sighting = Table(
    "sighting",
    metadata,
    Column("city", String, primary_key=True),
    Column("week", Date, primary_key=True),  # its Monday
    Column("district", String, primary_key=True),  # empty: not said
    Column("place", String, primary_key=True),
    Column("category", String, primary_key=True),  # empty: no card
    Column("rumour", String, primary_key=True),  # empty: no card
    Column("n", Integer, nullable=False),
)

unmatched_claim = Table(
    "unmatched_claim",
    metadata,
    Column("id", String, primary_key=True),
    Column("city", String, nullable=False),
    Column("week", Date, nullable=False),
    Column("language", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the redacted text, encrypted
    Column("reporter", String, nullable=False),  # an account's id, to tell them later; empty: nobody
    Column("chat", String, nullable=False),  # pseudonym of a linked chat, for the same; empty: none
    Column("state", String, nullable=False),
    Column("rumour", String, nullable=False),  # the card it led to; empty: none
    Column("told", Boolean, nullable=False),
)
Index("ix_unmatched_claim_state", unmatched_claim.c.state)
Index("ix_unmatched_claim_reporter", unmatched_claim.c.reporter)

# The ids of accounts are the console's; no foreign key, since this room stands below it.
agent_code = Table(
    "agent_code",
    metadata,
    Column("account_id", String, primary_key=True),  # one at most
    Column("digest", String, nullable=False, unique=True),  # of the code, keyed
    Column("expires_at", BigInteger, nullable=False),  # seconds since 1970
)

agent_link = Table(
    "agent_link",
    metadata,
    Column("conversation", String, primary_key=True),  # pseudonym
    Column("account_id", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("since", BigInteger, nullable=False),  # seconds since 1970
)
Index("ix_agent_link_account_id", agent_link.c.account_id)
