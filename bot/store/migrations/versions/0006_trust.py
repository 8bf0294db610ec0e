"""One machine to many, and trust: which turn wrote a message."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str = "0005"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("outbox", sa.Column("turn_id", sa.String(32), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("outbox", "turn_id")
