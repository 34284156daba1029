"""The tables of the knowledge base, on the one metadata of `bot.storage`. A change here needs a migration there; a test says so."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, ForeignKeyConstraint, Integer, String, Table

from bot.storage.tables import metadata


def _city() -> Column:
    return Column("city", String, ForeignKey("kb_city.city", ondelete="CASCADE"), primary_key=True)


def _of_entry() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["city", "entry_id"], ["kb_entry.city", "kb_entry.id"], ondelete="CASCADE")


kb_city = Table(
    "kb_city",
    metadata,
    Column("city", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("layers", JSON, nullable=False, server_default="[]"),
)

kb_entry = Table(
    "kb_entry",
    metadata,
    _city(),
    Column("id", String, primary_key=True),
    Column("section", String, nullable=False),
    Column("legal_basis", JSON, nullable=False),
    Column("related", JSON, nullable=False),
    Column("services", JSON, nullable=False),
    Column("needs", JSON, nullable=False, server_default="[]"),
    Column("verify", JSON, nullable=False),
    Column("review_by", Date, nullable=False),
    Column("revision", Integer, nullable=False),
)

kb_source = Table(
    "kb_source",
    metadata,
    Column("city", String, primary_key=True),
    Column("entry_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("url", String, nullable=False),
    Column("publisher", String, nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("supports", String, nullable=False),
    Column("seen", String, nullable=False),
    _of_entry(),
)

kb_text = Table(
    "kb_text",
    metadata,
    Column("city", String, primary_key=True),
    Column("entry_id", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("summary", String, nullable=False),
    Column("body", String, nullable=False),
    Column("status", String, nullable=False),
    Column("source_revision", Integer, nullable=False),
    _of_entry(),
)

kb_directory = Table("kb_directory", metadata, _city(), Column("fields", JSON, nullable=False))  # as in services.yml

kb_negative = Table(
    "kb_negative",
    metadata,
    _city(),
    Column("position", Integer, primary_key=True),
    Column("text", String, nullable=False),
    Column("language", String, nullable=False),
    Column("entry_id", String),
)

kb_change = Table(
    "kb_change",
    metadata,
    _city(),
    Column("revision", Integer, primary_key=True),  # of the city, which the change made
    Column("kind", String, primary_key=True),  # entry, directory, everything
    Column("entry_id", String, primary_key=True),  # empty unless it is an entry
)


def history_columns() -> tuple[Column, ...]:
    """Of a table of versions, after the city; no key to what they are versions of, since the history outlives it."""
    return (
        Column("entry_id", String, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("kind", String, nullable=False),  # found, published, still-valid, restored, withdrawn
        Column("at", BigInteger, nullable=False),  # seconds since 1970
        Column("author", String, nullable=False),  # id of an account
        Column("approver", String, nullable=False),
        Column("entry", JSON(none_as_null=True)),  # nothing when it was withdrawn
    )


def draft_columns() -> tuple[Column, ...]:
    """Of a table of drafts."""
    return (
        Column("city", String, primary_key=True),
        Column("entry_id", String, primary_key=True),
        Column("author", String, primary_key=True),  # id of an account
        Column("began_from", Integer, nullable=False),  # number of the version; 0: a new one
        Column("state", String, nullable=False),  # draft, in-review
        Column("saves", Integer, nullable=False),
        Column("saved_at", BigInteger, nullable=False),  # seconds since 1970
        Column("note", String, nullable=False),  # of the reviewer who sent it back
        Column("fields", JSON, nullable=False),  # as written: anything may be missing or wrong
    )


kb_version = Table("kb_version", metadata, _city(), *history_columns())
kb_draft = Table("kb_draft", metadata, *draft_columns())
service_version = Table("service_version", metadata, _city(), *history_columns())
service_draft = Table("service_draft", metadata, *draft_columns())

# The last check of published links: those that did not answer, and one row without an address for the whole.
checked_link = Table(
    "checked_link",
    metadata,
    Column("url", String, primary_key=True),
    Column("why", String, nullable=False),
    Column("guarded", Boolean, nullable=False),
    Column("places", JSON, nullable=False),
    Column("checked_at", BigInteger, nullable=False),  # seconds since 1970
)
