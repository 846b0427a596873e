"""What a person meant by words that have two readings"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "chosen_reading",
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('agency', 'topic')", name=op.f("ck_chosen_reading_kind_known")),
        sa.ForeignKeyConstraint(
            ["person_code"], ["person.code"], name=op.f("fk_chosen_reading_person_code"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_code", "kind", "words", name=op.f("pk_chosen_reading")),
    )


def downgrade() -> None:
    op.drop_table("chosen_reading")
