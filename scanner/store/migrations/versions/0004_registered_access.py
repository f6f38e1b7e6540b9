"""Who may read a registered case, also after its person has left.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "registered_access",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["registered_case.case_id"],
            name=op.f("fk_registered_access_case_id"),
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_registered_access")),
    )
