"""Answers: questions that found no good one."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str = "0003"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "unanswered_question",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.String(10), nullable=False),
        sa.Column("done_day", sa.String(10), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_question"),
        sa.CheckConstraint("why IN ('unanswered', 'unhelpful')", name=op.f("ck_unanswered_question_why")),
    )
    of_open = sa.text("done_day IS NULL")
    op.create_index(
        "ix_unanswered_question_open",
        "unanswered_question",
        ["asked", "last_day", "id"],
        sqlite_where=of_open,
        postgresql_where=of_open,
    )
    op.create_index("ix_unanswered_question_last_day", "unanswered_question", ["last_day"])
    op.create_table(
        "question_wording",
        sa.Column("id", BIG_ID, nullable=False),
        _of_question("question_wording"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_question_wording"),
        sa.UniqueConstraint("question_id", "text", name="uq_question_wording_question_id_text"),
    )
    op.create_table(
        "question_band",
        sa.Column("band", sa.BigInteger(), nullable=False),
        _of_question("question_band"),
        sa.PrimaryKeyConstraint("band", "question_id", name="pk_question_band"),
    )
    op.create_index("ix_question_band_question_id", "question_band", ["question_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("question_band", "question_wording", "unanswered_question"):
        op.drop_table(table)


def _of_question(table: str) -> sa.Column[int]:
    reference = sa.ForeignKey("unanswered_question.id", name=f"fk_{table}_question_id", ondelete="CASCADE")
    return sa.Column("question_id", BIG_ID, reference, nullable=False)
