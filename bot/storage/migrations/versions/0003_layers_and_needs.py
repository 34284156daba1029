"""Cities that share entries (layers), and entries that name needs instead of services."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("kb_city") as table:
        table.add_column(sa.Column("layers", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("kb_entry") as table:
        table.add_column(sa.Column("needs", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("kb_entry") as table:
        table.drop_column("needs")
    with op.batch_alter_table("kb_city") as table:
        table.drop_column("layers")
