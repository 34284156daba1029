"""Why a platform did not take messages of ours, and when last."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "unsent_message",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "reason", name="pk_unsent_message"),
    )


def downgrade() -> None:
    op.drop_table("unsent_message")
