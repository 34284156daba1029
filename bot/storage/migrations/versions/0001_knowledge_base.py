"""Tables of the knowledge base: cities, entries with sources and texts, directory of services, negatives."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _city()
    _entry()
    _source()
    _text()
    _directory()
    _negative()


def downgrade() -> None:
    for table in ("kb_negative", "kb_directory", "kb_text", "kb_source", "kb_entry", "kb_city"):
        op.drop_table(table)


def _city() -> None:
    op.create_table(
        "kb_city",
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", name="pk_kb_city"),
    )


def _entry() -> None:
    op.create_table(
        "kb_entry",
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("legal_basis", sa.JSON(), nullable=False),
        sa.Column("related", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("verify", sa.JSON(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "id", name="pk_kb_entry"),
        sa.ForeignKeyConstraint(["city"], ["kb_city.city"], name="fk_kb_entry_kb_city", ondelete="CASCADE"),
    )


def _source() -> None:
    op.create_table(
        "kb_source",
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("supports", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("city", "entry_id", "position", name="pk_kb_source"),
        _of_entry("kb_source"),
    )


def _text() -> None:
    op.create_table(
        "kb_text",
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source_revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "entry_id", "language", name="pk_kb_text"),
        _of_entry("kb_text"),
    )


def _of_entry(table: str) -> sa.ForeignKeyConstraint:
    target = ["kb_entry.city", "kb_entry.id"]
    return sa.ForeignKeyConstraint(["city", "entry_id"], target, name=f"fk_{table}_kb_entry", ondelete="CASCADE")


def _directory() -> None:
    op.create_table(
        "kb_directory",
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("city", name="pk_kb_directory"),
        sa.ForeignKeyConstraint(["city"], ["kb_city.city"], name="fk_kb_directory_kb_city", ondelete="CASCADE"),
    )


def _negative() -> None:
    op.create_table(
        "kb_negative",
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("city", "position", name="pk_kb_negative"),
        sa.ForeignKeyConstraint(["city"], ["kb_city.city"], name="fk_kb_negative_kb_city", ondelete="CASCADE"),
    )
