"""Settings that admins changed on the console: a row for each change, the last one of a name holds."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "kept_setting",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_kept_setting"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_kept_setting_name", "kept_setting", ["name"])


def downgrade() -> None:
    op.drop_index("ix_kept_setting_name", "kept_setting")
    op.drop_table("kept_setting")
