"""The half-year after Sepakati: forms, observation, evidence, documents, rating, checklist."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str = "0004"
branch_labels: None = None
depends_on: None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)
RATINGS = "IN ('above', 'meets', 'below')"


def upgrade() -> None:
    """Add the tables, and the jenjang jabatan of people."""
    op.add_column("person", sa.Column("job_level", sa.String(16), nullable=True))
    _forms()
    _observation()
    _evidence()
    _documents()
    _rating()
    op.create_table(
        "checklist_tick",
        _reference("checklist_tick", "plan_id", "performance_plan.id"),
        sa.Column("line", sa.String(32), nullable=False),
        sa.Column("ticked_at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "line", name="pk_checklist_tick"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "checklist_tick",
        "plan_rating",
        "accountability_document",
        "evidence",
        "observation",
        "target_seen",
        "stage_answer",
    ):
        op.drop_table(table)
    op.drop_column("person", "job_level")


def _forms() -> None:
    op.create_table(
        "stage_answer",
        _reference("stage_answer", "plan_id", "performance_plan.id"),
        sa.Column("stage", sa.String(8), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", UTC, nullable=False),
        _reference("stage_answer", "written_by", "person.id"),
        sa.PrimaryKeyConstraint("plan_id", "stage", "field", name="pk_stage_answer"),
    )
    op.create_table(
        "target_seen",
        _reference("target_seen", "plan_id", "performance_plan.id"),
        sa.Column("target", sa.SmallInteger(), nullable=False, autoincrement=False),
        sa.Column("rating", sa.String(24), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "target", name="pk_target_seen"),
        sa.CheckConstraint(
            "rating IN ('not_done', 'done_not_effective', 'effective')", name=op.f("ck_target_seen_rating")
        ),
    )


def _observation() -> None:
    op.create_table(
        "observation",
        _reference("observation", "plan_id", "performance_plan.id"),
        sa.Column("starts_at", UTC, nullable=False),
        sa.Column("proposed_by", sa.String(16), nullable=False),
        sa.Column("agreed_at", UTC, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", name="pk_observation"),
        sa.CheckConstraint("proposed_by IN ('owner', 'appraiser')", name=op.f("ck_observation_proposed_by")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_observation_version")),
    )
    op.create_index("ix_observation_starts_at", "observation", ["starts_at"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", BIG_ID, nullable=False),
        _reference("evidence", "plan_id", "performance_plan.id"),
        _reference("evidence", "person_id", "person.id"),
        sa.Column("slot", sa.String(24), nullable=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("file_id", sa.String(255), nullable=False),
        sa.Column("file_unique_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.CheckConstraint("kind IN ('pdf', 'photo')", name=op.f("ck_evidence_kind")),
        sa.UniqueConstraint("plan_id", "file_unique_id", name="uq_evidence_plan_id_file_unique_id"),
    )
    op.create_index("ix_evidence_person", "evidence", ["person_id", "file_unique_id"])


def _documents() -> None:
    table = "accountability_document"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        _reference(table, "school_id", "school.id", nullable=True),
        _reference(table, "plan_id", "performance_plan.id", nullable=True),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(8), nullable=True),
        sa.Column("file_id", sa.String(255), nullable=True),
        sa.Column("file_unique_id", sa.String(64), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("collected_at", UTC, nullable=False),
        _reference(table, "collected_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.CheckConstraint("(school_id IS NULL) <> (plan_id IS NULL)", name=op.f(f"ck_{table}_owner")),
        sa.CheckConstraint("role IN ('guru', 'ks')", name=op.f(f"ck_{table}_role")),
        sa.UniqueConstraint(
            "school_id", "period", "role", "code", name=f"uq_{table}_school_id_period_role_code"
        ),
        sa.UniqueConstraint("plan_id", "code", name=f"uq_{table}_plan_id_code"),
    )


def _rating() -> None:
    op.create_table(
        "plan_rating",
        _reference("plan_rating", "plan_id", "performance_plan.id"),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("aspects", sa.JSON(), nullable=False),
        sa.Column("behaviors", sa.JSON(), nullable=False),
        sa.Column("work_result", sa.String(8), nullable=True),
        sa.Column("work_behavior", sa.String(8), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _reference("plan_rating", "rated_by", "person.id"),
        sa.Column("updated_at", UTC, nullable=False),
        sa.Column("released_at", UTC, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", name="pk_plan_rating"),
        sa.CheckConstraint("source IN ('appraiser', 'owner')", name=op.f("ck_plan_rating_source")),
        sa.CheckConstraint(f"work_result {RATINGS}", name=op.f("ck_plan_rating_work_result")),
        sa.CheckConstraint(f"work_behavior {RATINGS}", name=op.f("ck_plan_rating_work_behavior")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_plan_rating_version")),
    )


def _reference(table: str, column: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(target, name=f"fk_{table}_{column}")
    return sa.Column(column, BIG_ID, reference, nullable=nullable)
