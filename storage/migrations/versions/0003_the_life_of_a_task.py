"""Handing on, more time, muting, leave, counted notices, days of one's own"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0003"
down_revision = "0002"

_EVIDENCE_KINDS = "kind IN ('photo', 'document', 'number', 'link')"
_UPLOAD_STATES = "state IN ('reading', 'read', 'written', 'undone', 'dropped', 'refused')"
_TIME_STATES = (
    "state IN ('drafted', 'with_head', 'with_monitor', 'with_leader', 'granted', 'refused', 'dropped')"
)


def upgrade() -> None:
    op.create_table(
        "hand_on",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("to_code", sa.String(length=64), nullable=True),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("taken_back_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_hand_on_assignment_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_hand_on_person_code")),
        sa.ForeignKeyConstraint(["to_code"], ["person.code"], name=op.f("fk_hand_on_to_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_on")),
    )
    op.create_index(op.f("ix_hand_on_assignment_id"), "hand_on", ["assignment_id"])
    op.create_table(
        "time_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", storage.types.Instant(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(_TIME_STATES, name=op.f("ck_time_request_state_known")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_time_request_assignment_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_time_request_person_code")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.code"], name=op.f("fk_time_request_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_request")),
    )
    op.create_index(op.f("ix_time_request_assignment_id"), "time_request", ["assignment_id"])
    op.create_table(
        "mute",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_mute_assignment_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_mute_person_code")),
        sa.PrimaryKeyConstraint("assignment_id", "cycle", "person_code", name=op.f("pk_mute")),
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("substitute_code", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_leave_person_code")),
        sa.ForeignKeyConstraint(["substitute_code"], ["person.code"], name=op.f("fk_leave_substitute_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index(op.f("ix_leave_person_code"), "leave", ["person_code"])
    op.create_table(
        "nudge",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_nudge_assignment_id")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_nudge_person_code")),
        sa.PrimaryKeyConstraint("assignment_id", "day", name=op.f("pk_nudge")),
    )
    op.create_table(
        "notice",
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('morning', 'afternoon', 'month')", name=op.f("ck_notice_kind_known")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_notice_person_code")),
        sa.PrimaryKeyConstraint("person_code", "kind", "day", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])
    op.add_column("assignment", sa.Column("late_filed_at", storage.types.Instant(), nullable=True))
    op.add_column("assignment", sa.Column("withdrawn_at", storage.types.Instant(), nullable=True))
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("said", storage.types.Document(), nullable=False),
        sa.Column("found", storage.types.Document(), nullable=False),
        sa.Column("written_at", storage.types.Instant(), nullable=True),
        sa.Column("former", storage.types.Document(), nullable=False),
        sa.CheckConstraint(_UPLOAD_STATES, name=op.f("ck_upload_state_known")),
        sa.ForeignKeyConstraint(["person_code"], ["person.code"], name=op.f("fk_upload_person_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.add_column("person", sa.Column("reminder_days", storage.types.Document(), nullable=True))
    with op.batch_alter_table("evidence") as table:
        table.add_column(sa.Column("kind", sa.String(length=64), nullable=False, server_default="document"))
        table.create_check_constraint(op.f("ck_evidence_kind_known"), _EVIDENCE_KINDS)
    with op.batch_alter_table("evidence") as table:
        table.alter_column("kind", server_default=None)


    op.add_column("reminder", sa.Column("gathered_at", storage.types.Instant(), nullable=True))
    op.create_index("ix_reminder_person_code", "reminder", ["person_code", "state", "planned_at"])
    op.create_index("ix_assignment_state_cycle", "assignment", ["state", "cycle", "id"])
    on_its_way = sa.text("state = 'sending'")
    op.create_index(
        "ix_outbox_on_its_way", "outbox", ["channel", "chat"], sqlite_where=on_its_way, postgresql_where=on_its_way
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_on_its_way", "outbox")
    op.drop_index("ix_assignment_state_cycle", "assignment")
    op.drop_index("ix_reminder_person_code", "reminder")
    op.drop_column("reminder", "gathered_at")
    with op.batch_alter_table("evidence") as table:
        table.drop_constraint(op.f("ck_evidence_kind_known"), type_="check")
        table.drop_column("kind")
    op.drop_column("person", "reminder_days")
    op.drop_column("assignment", "withdrawn_at")
    op.drop_column("assignment", "late_filed_at")
    op.drop_index(op.f("ix_audit_subject"), "audit")
    for name in ("upload", "notice", "nudge", "leave", "mute", "time_request", "hand_on"):
        op.drop_table(name)
