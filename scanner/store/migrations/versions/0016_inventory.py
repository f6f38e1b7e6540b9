"""When each source was first gone through: what stood there before is no news.

Revision ID: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("source_turn", sa.Column("first_whole", sa.BigInteger(), nullable=True))
    # Whatever was taken up before alerted from its first scan on.
    op.execute("UPDATE source_turn SET first_whole = began_at")
