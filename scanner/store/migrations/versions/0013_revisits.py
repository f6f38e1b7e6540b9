"""How often each page changes, and what it is known again by.

Revision ID: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("page", sa.Column("fresh_until", sa.BigInteger(), nullable=True))
    for name in ("shown_sha256", "text_sha256"):
        op.add_column(
            "page", sa.Column(name, sa.String(length=64), nullable=False, server_default="")
        )
    op.add_column("page", sa.Column("read_in", sa.BigInteger(), nullable=True))
    for name in ("changes", "watched_days"):
        op.add_column("page", sa.Column(name, sa.Float(), nullable=False, server_default="0"))
    op.add_column("page", sa.Column("tempo", sa.Integer(), nullable=True))
