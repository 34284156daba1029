"""The table of aggregate counts: no text, no conversation, only how often."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHAT_IS_COUNTED = ("day", "channel", "language", "topic", "decision", "emergency")


def upgrade() -> None:
    op.create_table(
        "answer_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_WHAT_IS_COUNTED, name="pk_answer_count"),
    )


def downgrade() -> None:
    op.drop_table("answer_count")
