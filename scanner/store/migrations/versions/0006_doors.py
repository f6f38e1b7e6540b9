"""What a link in a mail is for, and how long who guesses must wait.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    # Links that were mailed before could all stop: that they still do, and nothing else.
    op.add_column(
        "stop_link",
        sa.Column("use", sa.String(length=16), nullable=False, server_default="stop"),
    )
    op.create_table(
        "delay",
        sa.Column("name_blind", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name_blind", name=op.f("pk_delay")),
    )
