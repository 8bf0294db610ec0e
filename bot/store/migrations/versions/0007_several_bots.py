"""Several bots on one database: which of them serves a person, and which was sent a file."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str = "0006"
branch_labels: None = None
depends_on: None = None

TABLES = ("channel_account", "evidence", "accountability_document")


def upgrade() -> None:
    """Add the columns; what is there already belongs to the first bot, which is what null says."""
    for table in TABLES:
        op.add_column(table, sa.Column("bot_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_column(table, "bot_id")
