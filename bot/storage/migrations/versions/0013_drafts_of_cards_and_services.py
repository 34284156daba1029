"""Cards and services live as entries do: drafts, versions, and what changed with each revision of the cards."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for kind in ("rumour", "service"):
        _drafts(f"{kind}_draft")
    _versions("rumour_version")
    _versions("service_version", sa.ForeignKeyConstraint(["city"], ["kb_city.city"], name="fk_service_version_kb_city", ondelete="CASCADE"))
    op.create_table(
        "rumour_change",
        *_keys("city"),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_keys("kind", "entry_id"),
        sa.PrimaryKeyConstraint("city", "revision", "kind", "entry_id", name="pk_rumour_change"),
    )


def downgrade() -> None:
    for table in ("rumour_change", "service_version", "rumour_version", "service_draft", "rumour_draft"):
        op.drop_table(table)


def _drafts(name: str) -> None:
    op.create_table(
        name,
        *_keys("city", "entry_id", "author"),
        sa.Column("began_from", sa.Integer(), nullable=False),
        *_keys("state"),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        *_keys("note"),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("city", "entry_id", "author", name=f"pk_{name}"),
    )


def _versions(name: str, *also: sa.Constraint) -> None:
    op.create_table(
        name,
        *_keys("city", "entry_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *_keys("kind"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_keys("author", "approver"),
        sa.Column("entry", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("city", "entry_id", "number", name=f"pk_{name}"),
        *also,
    )


def _keys(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
