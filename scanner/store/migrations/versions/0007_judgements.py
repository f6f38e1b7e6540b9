"""What was said of a finding, kept for the next time.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("judgement_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("finding_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_judgement_person_id")
        ),
        sa.PrimaryKeyConstraint("judgement_id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_judgement_finding_id")),
    )
    op.create_index("ix_judgement_person", "judgement", ["person_id"], unique=False)
