"""What agents heard, counted; claims that no card answers; and the chats of agents."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "sighting",
        *_words("city"),
        sa.Column("week", sa.Date(), nullable=False),
        *_words("district", "place", "category", "rumour"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "week", "district", "place", "category", "rumour", name="pk_sighting"),
    )
    _unmatched_claim()
    op.create_table(
        "agent_code",
        *_words("account_id", "digest"),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_agent_code"),
        sa.UniqueConstraint("digest", name="uq_agent_code_digest"),
    )
    op.create_table(
        "agent_link",
        *_words("conversation", "account_id", "channel"),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_agent_link"),
    )
    op.create_index("ix_agent_link_account_id", "agent_link", ["account_id"])


def downgrade() -> None:
    for table in ("agent_link", "agent_code", "unmatched_claim", "sighting"):
        op.drop_table(table)


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _unmatched_claim() -> None:
    op.create_table(
        "unmatched_claim",
        *_words("id", "city"),
        sa.Column("week", sa.Date(), nullable=False),
        *_words("language"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_words("reporter", "chat", "state", "rumour"),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unmatched_claim"),
    )
    op.create_index("ix_unmatched_claim_state", "unmatched_claim", ["state"])
    op.create_index("ix_unmatched_claim_reporter", "unmatched_claim", ["reporter"])
