"""The one page at a people-search site that she let be looked up.

Revision ID: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "recheck",
        sa.Column("recheck_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_recheck_person_id")
        ),
        sa.PrimaryKeyConstraint("recheck_id", name=op.f("pk_recheck")),
    )
    op.create_index("ix_recheck_person", "recheck", ["person_id"], unique=False)
