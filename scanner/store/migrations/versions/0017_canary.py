"""When the invented person of an operator's test page was last found.

Revision ID: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "canary",
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("proved_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_canary")),
    )
