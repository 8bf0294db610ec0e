"""On time: pace of each bot and chat, reminders, groups, broadcasts."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str = "0002"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
GROUP_TABLES = ("group_invite", "group_proposal", "school_group", "group_chat")


def upgrade() -> None:
    """Add the tables."""
    _create_groups()


def downgrade() -> None:
    """Drop the tables."""
    for table in GROUP_TABLES:
        op.drop_table(table)


def _create_groups() -> None:
    op.create_table(
        "group_chat",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_inside", sa.Boolean(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name="pk_group_chat"),
    )
    op.create_table(
        "school_group",
        _link("school_id", "school", "school_group"),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("linked_at", INSTANT, nullable=False),
        _link("linked_by", "person", "school_group", nullable=True),
        sa.PrimaryKeyConstraint("school_id", name="pk_school_group"),
        sa.UniqueConstraint("bot_id", "chat_id", name="uq_school_group_bot_id_chat_id"),
    )
    _create_ways_to_groups()


def _create_ways_to_groups() -> None:
    op.create_table(
        "group_proposal",
        sa.Column("id", BIG_ID, nullable=False),
        _link("person_id", "person", "group_proposal"),
        _link("school_id", "school", "group_proposal", nullable=True),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_group_proposal"),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_group_proposal_state")
        ),
    )
    pending = sa.text("state = 'pending'")
    op.create_index(
        "ux_group_proposal_pending",
        "group_proposal",
        ["person_id"],
        unique=True,
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_index("ix_group_proposal_chat_id", "group_proposal", ["bot_id", "chat_id"])
    op.create_table(
        "group_invite",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.CHAR(32), nullable=False),
        _link("school_id", "school", "group_invite"),
        _link("created_by", "person", "group_invite"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_group_invite"),
        sa.UniqueConstraint("token_hash", name="uq_group_invite_token_hash"),
    )
    op.create_index("ix_group_invite_school_id", "group_invite", ["school_id"])
    op.create_index("ix_group_invite_created_by", "group_invite", ["created_by"])


def _link(name: str, target: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, BIG_ID, reference, nullable=nullable)
