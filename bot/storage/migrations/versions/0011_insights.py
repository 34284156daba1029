"""Counts that stand alone, ratings, the figures of closed months, questions nobody could answer, and the last check of links."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"


def upgrade() -> None:
    _counted("month_tally", sa.Column("month", sa.Date(), nullable=False), *_words("kind", "key"))
    helpful = sa.Column("helpful", sa.Boolean(), nullable=False)
    _counted("rating_count", sa.Column("day", sa.Date(), nullable=False), *_words("channel", "language", "topic"), helpful)
    _counted("published_figure", sa.Column("month", sa.Date(), nullable=False), *_words("table", "key"), number="least")
    op.create_table(
        "unanswered_question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_question"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unanswered_question_day", "unanswered_question", ["day"])
    op.create_table(
        "checked_link",
        *_words("url", "why"),
        sa.Column("guarded", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_checked_link"),
    )


def downgrade() -> None:
    for table in ("checked_link", "unanswered_question", "published_figure", "rating_count", "month_tally"):
        op.drop_table(table)


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _counted(table: str, *by: sa.Column, number: str = "n") -> None:
    key = sa.PrimaryKeyConstraint(*(column.name for column in by), name=f"pk_{table}")
    op.create_table(table, *by, sa.Column(number, sa.Integer(), nullable=False), key)
