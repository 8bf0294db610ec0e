"""Ways in and on: codes, requests, relinks, recommendations, nudges, reports, and who changed what."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str = "0001"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
REQUEST_STATES = "('pending', 'accepted', 'refused', 'withdrawn')"
COLUMNS: dict[str, tuple[tuple[str, sa.types.TypeEngine[Any]], ...]] = {
    "person": (("active_school_id", sa.BigInteger()), ("retired_at", INSTANT), ("erased_at", INSTANT)),
    "school": (("join_code", sa.String(8)),),
    "membership": (("end_reason", sa.String(16)),),
    "invite": (("created_at", INSTANT), ("nonce", sa.CHAR(32)), ("revoked_at", INSTANT)),
}
TABLES = (
    "audit_event",
    "invite_school",
    "join_request",
    "nudge",
    "problem_report",
    "relink",
    "school_recommendation",
)


def upgrade() -> None:
    """Add the columns and the tables."""
    for table, columns in COLUMNS.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index("ux_school_join_code", "school", ["join_code"], unique=True)
    _create_ways_in()
    _create_school_life()


def downgrade() -> None:
    """Drop the tables and the columns."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ux_school_join_code", "school")
    for table, columns in COLUMNS.items():
        for name, _ in columns:
            op.drop_column(table, name)


def _create_ways_in() -> None:
    op.create_table(
        "invite_school",
        _link("invite_id", "invite", "invite_school"),
        _link("school_id", "school", "invite_school"),
        sa.PrimaryKeyConstraint("invite_id", "school_id", name="pk_invite_school"),
    )
    op.create_table(
        "relink",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.CHAR(32), nullable=False),
        _link("person_id", "person", "relink"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_relink"),
        sa.UniqueConstraint("token_hash", name="uq_relink_token_hash"),
    )
    op.create_index("ix_relink_person_id", "relink", ["person_id"])
    op.create_table(
        "join_request",
        sa.Column("id", BIG_ID, nullable=False),
        _link("person_id", "person", "join_request"),
        _link("school_id", "school", "join_request"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        _link("decided_by", "person", "join_request", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_join_request"),
        sa.CheckConstraint(f"state IN {REQUEST_STATES}", name=op.f("ck_join_request_state")),
    )
    pending = sa.text("state = 'pending'")
    op.create_index(
        "ux_join_request_pending",
        "join_request",
        ["person_id"],
        unique=True,
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_index("ix_join_request_school_id", "join_request", ["school_id", "state"])


def _create_school_life() -> None:
    op.create_table(
        "school_recommendation",
        _link("school_id", "school", "school_recommendation"),
        sa.Column("sub_indicator", sa.String(64), nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        _link("marked_by", "person", "school_recommendation"),
        sa.PrimaryKeyConstraint("school_id", "sub_indicator", name="pk_school_recommendation"),
    )
    op.create_table(
        "nudge",
        _link("person_id", "person", "nudge"),
        _link("school_id", "school", "nudge"),
        sa.Column("day", sa.String(10), nullable=False),
        _link("sent_by", "person", "nudge"),
        sa.PrimaryKeyConstraint("person_id", "school_id", "day", name="pk_nudge"),
    )
    op.create_table(
        "problem_report",
        sa.Column("id", BIG_ID, nullable=False),
        _link("person_id", "person", "problem_report"),
        sa.Column("reported_at", INSTANT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_problem_report"),
    )
    op.create_index("ix_problem_report_person_id", "problem_report", ["person_id"])
    op.create_table(
        "audit_event",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        _link("actor_id", "person", "audit_event", nullable=True),
        sa.Column("by_operator", sa.Boolean(), nullable=False),
        _link("school_id", "school", "audit_event", nullable=True),
        _link("person_id", "person", "audit_event", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_person_id", "audit_event", ["person_id"])


def _link(name: str, target: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, BIG_ID, reference, nullable=nullable)
