"""A file that somebody sent to the console and has not decided about: the report is looked at before anything is imported."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "waiting_file",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "purpose", name="pk_waiting_file"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_waiting_file_account", ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("waiting_file")
