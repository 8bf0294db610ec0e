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
REMINDER_TABLES = (
    "reminder_setting",
    "stage_mute",
    "stage_entry",
    "snooze",
    "reminded",
    "reminder_run",
    "clock_tick",
)


def upgrade() -> None:
    """Add the tables."""
    _create_pace()
    _create_groups()
    _create_reminders()
    _create_broadcasts()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("broadcast")
    op.drop_index("ix_outbox_broadcast", "outbox")
    op.drop_column("outbox", "broadcast_id")
    _drop_pace()
    _drop_reminders()
    for table in GROUP_TABLES:
        op.drop_table(table)


def _create_pace() -> None:
    op.add_column("outbox", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("written_at", sa.BigInteger(), nullable=True))
    sent = sa.text("state = 1")
    op.create_index("ix_outbox_sent", "outbox", ["finished_at"], sqlite_where=sent, postgresql_where=sent)
    if op.get_context().dialect.name == "postgresql":
        # Rows change a few times within seconds; the usual share of dead ones would slow down every claim.
        op.execute("ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02)")
    op.create_table(
        "bot_pace",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.Column("granted", sa.BigInteger(), nullable=False),
        sa.Column("blocked_until", sa.BigInteger(), nullable=False),
        sa.Column("refused_chat", sa.BigInteger(), nullable=True),
        sa.Column("refused_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name="pk_bot_pace"),
    )
    op.create_table(
        "chat_pace",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("tat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name="pk_chat_pace"),
    )


def _drop_pace() -> None:
    op.drop_table("chat_pace")
    op.drop_table("bot_pace")
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE outbox RESET (autovacuum_vacuum_scale_factor)")
    op.drop_index("ix_outbox_sent", "outbox")
    op.drop_column("outbox", "written_at")
    op.drop_column("outbox", "thread_id")


def _create_groups() -> None:
    op.create_table(
        "group_chat",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_inside", sa.Boolean(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("moved_to", sa.BigInteger(), nullable=True),
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


def _create_reminders() -> None:
    op.add_column("school", sa.Column("reminder_hour", sa.SmallInteger(), nullable=True))
    op.create_index("ix_school_reminder_hour", "school", ["reminder_hour"])
    kinds = ("opening", "deadline", "overdue", "digest")
    op.create_table(
        "reminder_setting",
        _link("person_id", "person", "reminder_setting"),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=True),
        *(sa.Column(kind, sa.Boolean(), nullable=False) for kind in kinds),
        sa.PrimaryKeyConstraint("person_id", name="pk_reminder_setting"),
        sa.CheckConstraint("hour BETWEEN 0 AND 19", name=op.f("ck_reminder_setting_hour")),
    )
    op.create_index("ix_reminder_setting_hour", "reminder_setting", ["hour"])
    _create_of_stage("stage_mute")
    _create_of_stage("snooze", sa.Column("day", sa.String(10), nullable=False))
    op.create_table(
        "reminded",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("stage", sa.String(8), nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("occasion_day", sa.String(10), nullable=False),
        sa.Column("sent_day", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "period", "stage", name="pk_reminded"),
    )
    op.create_table(
        "stage_entry",
        _link("person_id", "person", "stage_entry"),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("stage", sa.String(8), nullable=False),
        sa.Column("capacity", sa.String(16), nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        _link("done_by", "person", "stage_entry", nullable=True),
        sa.PrimaryKeyConstraint("person_id", "period", "stage", "capacity", name="pk_stage_entry"),
        sa.CheckConstraint("capacity IN ('owner', 'appraiser')", name=op.f("ck_stage_entry_capacity")),
    )
    op.create_table(
        "reminder_run",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.Column("enqueued_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "key", name="pk_reminder_run"),
    )
    op.create_table(
        "clock_tick",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("ticked_at", sa.BigInteger(), nullable=False),
        sa.Column("world_at", INSTANT, nullable=False),
        sa.Column("next_due_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("bot_id", name="pk_clock_tick"),
    )


def _create_of_stage(table: str, *columns: sa.Column[str]) -> None:
    """A table with a row for each person, period and stage."""
    op.create_table(
        table,
        _link("person_id", "person", table),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("stage", sa.String(8), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("person_id", "period", "stage", name=f"pk_{table}"),
    )


def _create_broadcasts() -> None:
    op.add_column("outbox", sa.Column("broadcast_id", sa.BigInteger(), nullable=True))
    of_one = sa.text("broadcast_id IS NOT NULL")
    op.create_index(
        "ix_outbox_broadcast",
        "outbox",
        ["broadcast_id", "state", "id"],
        sqlite_where=of_one,
        postgresql_where=of_one,
    )
    op.create_table(
        "broadcast",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        _link("made_by", "person", "broadcast", nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        _link("school_id", "school", "broadcast", nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("last_id", "upto", "due_at", "shown_at")
        ),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("sent", "unreachable", "failed", "stopped")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sa.CheckConstraint(
            "state IN ('filling', 'sending', 'stopping', 'finished', 'stopped')",
            name=op.f("ck_broadcast_state"),
        ),
        sa.CheckConstraint(
            "kind IN ('members', 'group', 'principals', 'everybody')", name=op.f("ck_broadcast_kind")
        ),
    )
    _index_open("ux_broadcast_own", ["bot_id", "made_by"], "kind <> 'everybody'")
    _index_open("ux_broadcast_mass", ["bot_id"], "kind = 'everybody'")
    of_open = sa.text("state IN ('filling', 'sending', 'stopping')")
    op.create_index(
        "ix_broadcast_open",
        "broadcast",
        ["bot_id", "id"],
        sqlite_where=of_open,
        postgresql_where=of_open,
    )
    op.create_index("ix_broadcast_kind", "broadcast", ["bot_id", "kind", "id"])
    op.create_index("ix_broadcast_made_by", "broadcast", ["made_by", "id"])


def _index_open(name: str, columns: list[str], kind: str) -> None:
    """At most one broadcast of a kind is on its way."""
    of_open = sa.text(f"state IN ('filling', 'sending', 'stopping') AND {kind}")
    op.create_index(name, "broadcast", columns, unique=True, sqlite_where=of_open, postgresql_where=of_open)


def _drop_reminders() -> None:
    for table in REMINDER_TABLES:
        op.drop_table(table)
    op.drop_index("ix_school_reminder_hour", "school")
    op.drop_column("school", "reminder_hour")


def _link(name: str, target: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, BIG_ID, reference, nullable=nullable)
