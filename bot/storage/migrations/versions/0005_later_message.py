"""Messages that wait until the page of a conversation fetches them (encrypted)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "later_message",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=True),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_later_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_later_message_conversation", "later_message", ["conversation"])


def downgrade() -> None:
    op.drop_table("later_message")
