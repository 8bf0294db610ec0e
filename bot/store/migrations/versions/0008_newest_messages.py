"""What was sent to a chat last, to know what a typed number can be about."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str = "0007"
branch_labels: None = None
depends_on: None = None

IS_SENT = sa.text("message_id IS NOT NULL")


def upgrade() -> None:
    """Add the index over messages that were sent."""
    columns = ["bot_id", "chat_id", "message_id"]
    op.create_index("ix_outbox_chat", "outbox", columns, sqlite_where=IS_SENT, postgresql_where=IS_SENT)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_outbox_chat", "outbox")
