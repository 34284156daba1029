"""Entries that live: what changed with each revision, the history of every entry, and drafts beside what is published."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "kb_change",
        *_keys("city"),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_keys("kind", "entry_id"),
        sa.PrimaryKeyConstraint("city", "revision", "kind", "entry_id", name="pk_kb_change"),
        sa.ForeignKeyConstraint(["city"], ["kb_city.city"], name="fk_kb_change_kb_city", ondelete="CASCADE"),
    )
    op.create_table(
        "kb_version",
        *_keys("city", "entry_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *_keys("kind"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_keys("author", "approver"),
        sa.Column("entry", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("city", "entry_id", "number", name="pk_kb_version"),
        sa.ForeignKeyConstraint(["city"], ["kb_city.city"], name="fk_kb_version_kb_city", ondelete="CASCADE"),
    )
    op.create_table(
        "kb_draft",
        *_keys("city", "entry_id", "author"),
        sa.Column("began_from", sa.Integer(), nullable=False),
        *_keys("state"),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        *_keys("note"),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("city", "entry_id", "author", name="pk_kb_draft"),
    )


def downgrade() -> None:
    for table in ("kb_draft", "kb_version", "kb_change"):
        op.drop_table(table)


def _keys(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
