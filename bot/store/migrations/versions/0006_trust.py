"""One machine to many, and trust: which turn wrote a message, what is kept for how long."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str = "0005"
branch_labels: None = None
depends_on: None = None

SENT, FINISHED, ERASED = (
    sa.text("state = 1"),
    sa.text("finished_at IS NOT NULL"),
    sa.text("erased_at IS NOT NULL"),
)


def upgrade() -> None:
    """Add the column."""
    op.add_column("outbox", sa.Column("turn_id", sa.String(32), nullable=True))
    _retention()
    op.create_table(
        "sealing_key",
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_sealing_key"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("sealing_key")
    op.drop_table("question_day")
    op.drop_table("upkeep")
    op.drop_index("ix_person_erased_at", "person")
    op.drop_index("ix_outbox_finished", "outbox")
    op.create_index("ix_outbox_sent", "outbox", ["finished_at"], sqlite_where=SENT, postgresql_where=SENT)
    op.drop_column("outbox", "turn_id")


def _retention() -> None:
    op.drop_index("ix_outbox_sent", "outbox")
    columns = ["finished_at", "id"]
    op.create_index("ix_outbox_finished", "outbox", columns, sqlite_where=FINISHED, postgresql_where=FINISHED)
    op.create_index(
        "ix_person_erased_at", "person", ["erased_at"], sqlite_where=ERASED, postgresql_where=ERASED
    )
    op.create_table(
        "upkeep",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_upkeep"),
    )
    op.create_table(
        "question_day",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "day", name="pk_question_day"),
    )
