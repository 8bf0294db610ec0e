"""First tables: people, schools, plans and their history, sessions, the outbox."""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
STATUSES = "('belum_diajukan', 'menunggu_persetujuan', 'perlu_perbaikan', 'disetujui', 'disepakati')"


def upgrade() -> None:
    """Create the tables of people, schools, plans, sessions and the outbox."""
    op.create_table(
        "failed_update",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_failed_update"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("dedup_key", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("claim", sa.CHAR(length=32), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("lane IN (0, 1, 2, 3)", name=op.f("ck_outbox_lane")),
        sa.CheckConstraint("state IN (0, 1, 2, 3)", name=op.f("ck_outbox_state")),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("bot_id", "dedup_key", name="ux_outbox_dedup"),
    )
    _partial_index("ix_outbox_due", "outbox", ["bot_id", "lane", "due_at", "id"], where="state = 0")
    op.create_table(
        "person",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("school_level", sa.String(length=16), nullable=False),
        sa.Column("consented_at", INSTANT, nullable=False),
        sa.Column("consent_version", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "school",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("npsn", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("led_by_plt", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(npsn) = 8", name=op.f("ck_school_npsn")),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
        sa.UniqueConstraint("npsn", name="uq_school_npsn"),
    )
    op.create_table(
        "seen_update",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_seen_update"),
    )
    op.create_index("ix_seen_update_seen_at", "seen_update", ["seen_at"])
    op.create_table(
        "session",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("shown_revision", sa.Integer(), nullable=False),
        sa.Column("screen_message_id", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name="pk_session"),
    )
    _partial_index(
        "ix_session_unshown", "session", ["bot_id", "updated_at"], where="shown_revision <> revision"
    )
    op.create_table(
        "channel_account",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_channel_account_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_channel_account"),
        sa.UniqueConstraint("channel", "external_id", name="uq_channel_account_channel_external_id"),
    )
    op.create_index("ix_channel_account_chat_id", "channel_account", ["chat_id"])
    op.create_index("ix_channel_account_person_id", "channel_account", ["person_id"])
    op.create_table(
        "invite",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("school_id", BIG_ID, nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.CheckConstraint("max_uses >= 1", name=op.f("ck_invite_max_uses")),
        sa.CheckConstraint("used >= 0 AND used <= max_uses", name=op.f("ck_invite_used")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_invite_created_by"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_invite_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invite"),
        sa.UniqueConstraint("token_hash", name="uq_invite_token_hash"),
    )
    op.create_index("ix_invite_school_id", "invite", ["school_id"])
    op.create_table(
        "membership",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("school_id", BIG_ID, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_membership_person_id"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_membership_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
    )
    op.create_index("ix_membership_school_id", "membership", ["school_id", "role"])
    _partial_index(
        "ux_membership_active",
        "membership",
        ["person_id", "school_id", "role"],
        unique=True,
        where="ended_at IS NULL",
    )
    op.create_table(
        "performance_plan",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("school_id", BIG_ID, nullable=True),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("rule_set", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("practice", sa.String(length=64), nullable=True),
        sa.Column("submitted_at", INSTANT, nullable=True),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.Column("approved_by", BIG_ID, nullable=True),
        sa.Column("agreed_at", INSTANT, nullable=True),
        sa.Column("revision_note", sa.Text(), nullable=False),
        sa.Column("change_note", sa.Text(), nullable=False),
        sa.CheckConstraint(f"status IN {STATUSES}", name=op.f("ck_performance_plan_status")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_performance_plan_version")),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"], name="fk_performance_plan_approved_by"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_performance_plan_person_id"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name="fk_performance_plan_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_performance_plan"),
        sa.UniqueConstraint("person_id", "period", name="uq_performance_plan_person_id_period"),
    )
    op.create_index("ix_performance_plan_queue", "performance_plan", ["school_id", "status", "submitted_at"])
    op.create_table(
        "additional_duty",
        sa.Column("plan_id", BIG_ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("duty_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["performance_plan.id"], name="fk_additional_duty_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "position", name="pk_additional_duty"),
    )
    op.create_table(
        "plan_event",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("plan_id", BIG_ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("from_status", sa.String(length=24), nullable=False),
        sa.Column("to_status", sa.String(length=24), nullable=False),
        sa.Column("actor_id", BIG_ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.CheckConstraint(f"from_status IN {STATUSES}", name=op.f("ck_plan_event_from_status")),
        sa.CheckConstraint(f"to_status IN {STATUSES}", name=op.f("ck_plan_event_to_status")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_plan_event_actor_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["performance_plan.id"], name="fk_plan_event_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_event"),
    )
    op.create_index("ix_plan_event_plan_id", "plan_event", ["plan_id"])
    op.create_table(
        "rhk_item",
        sa.Column("plan_id", BIG_ID, nullable=False),
        sa.Column("rhk_number", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_rhk_item_quantity")),
        sa.ForeignKeyConstraint(["plan_id"], ["performance_plan.id"], name="fk_rhk_item_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "rhk_number", name="pk_rhk_item"),
    )
    op.create_table(
        "work_behavior",
        sa.Column("plan_id", BIG_ID, nullable=False),
        sa.Column("aspect_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("choice_id", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["performance_plan.id"], name="fk_work_behavior_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "aspect_id", name="pk_work_behavior"),
    )


def downgrade() -> None:
    """Drop them all, those that others refer to last."""
    for table in (
        "work_behavior",
        "rhk_item",
        "plan_event",
        "additional_duty",
        "performance_plan",
        "membership",
        "invite",
        "channel_account",
        "session",
        "seen_update",
        "school",
        "person",
        "outbox",
        "failed_update",
    ):
        op.drop_table(table)


def _partial_index(name: str, table: str, columns: list[str], *, where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
