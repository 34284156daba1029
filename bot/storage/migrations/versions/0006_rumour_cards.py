"""Cards of the rumours room, with their evidence and their texts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "rumour_revision",
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("room", name="pk_rumour_revision"),
    )
    _card()
    _evidence()
    _text()


def downgrade() -> None:
    for table in ("rumour_text", "rumour_evidence", "rumour_card", "rumour_revision"):
        op.drop_table(table)


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _lists(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _card() -> None:
    op.create_table(
        "rumour_card",
        *_words("id", "category", "verdict"),
        sa.Column("handle_with_care", sa.Boolean(), nullable=False),
        *_lists("circulates", "related", "entries"),
        sa.Column("review_by", sa.Date(), nullable=False),
        *_lists("rests_on", "verify"),
        sa.PrimaryKeyConstraint("id", name="pk_rumour_card"),
    )


def _evidence() -> None:
    op.create_table(
        "rumour_evidence",
        *_words("rumour_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_words("id", "territory", "data_date", "publisher", "url", "page_date", "underlying_source", "seen"),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        *_words("verify"),
        sa.PrimaryKeyConstraint("rumour_id", "position", name="pk_rumour_evidence"),
        _of_card("rumour_evidence"),
    )


def _text() -> None:
    op.create_table(
        "rumour_text",
        *_words("rumour_id", "language", "status", "title", "claim"),
        *_lists("phrasings"),
        *_words("nuance", "public", "one_line", "one_minute", "full", "story"),
        *_lists("questions"),
        *_words("worry", "kernel"),
        *_lists("avoid", "fallacies", "evidence"),
        sa.PrimaryKeyConstraint("rumour_id", "language", name="pk_rumour_text"),
        _of_card("rumour_text"),
    )


def _of_card(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["rumour_id"], ["rumour_card.id"], name=f"fk_{table}_rumour_card", ondelete="CASCADE")
