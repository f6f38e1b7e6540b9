"""How pictures look that pages of hot sources show.

Revision ID: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("looks", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address_key", name=op.f("pk_picture")),
    )
