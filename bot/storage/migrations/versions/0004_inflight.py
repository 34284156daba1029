"""What is in flight (encrypted), chats that may be written to (encrypted), blocked conversations, and processes at work."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _inflight()
    op.create_table(
        "reachable",
        sa.Column("pseudonym", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name="pk_reachable"),
    )
    op.create_table("blocked", sa.Column("pseudonym", sa.String(), nullable=False), sa.PrimaryKeyConstraint("pseudonym", name="pk_blocked"))
    op.create_table(
        "worker",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )


def downgrade() -> None:
    for table in ("worker", "blocked", "reachable", "inflight"):
        op.drop_table(table)


def _inflight() -> None:
    op.create_table(
        "inflight",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=True),
        sa.Column("workflow_id", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_inflight"),
        sa.UniqueConstraint("workflow_id", name="uq_inflight_workflow_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inflight_conversation", "inflight", ["conversation"])
    op.create_index("ix_inflight_state", "inflight", ["state"])
