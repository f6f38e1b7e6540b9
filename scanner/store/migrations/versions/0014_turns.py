"""When a scan last took up each source, and of which time the last report told.

Revision ID: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index(op.f("ix_scan_started_at"), "scan", ["started_at"])
    op.create_table(
        "source_turn",
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("open_since", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_turn")),
    )
    # Every scan took up all sources; one that was killed since the last that ended left them open.
    op.execute(
        "INSERT INTO source_turn (source_id, began_at, open_since)"
        " SELECT DISTINCT page.source_id, (SELECT max(started_at) FROM scan),"
        " (SELECT min(started_at) FROM scan"
        " WHERE started_at > (SELECT coalesce(max(ended_at), 0) FROM scan))"
        " FROM page WHERE page.visited_in IS NOT NULL AND EXISTS (SELECT 1 FROM scan)"
    )
    op.create_table(
        "report_period",
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("until", name=op.f("pk_report_period")),
    )
    # Every scan that ended wrote a report.
    op.execute(
        "INSERT INTO report_period (until, since)"
        " SELECT max(ended_at) + 1, max(started_at) FROM scan"
        " WHERE ended_at IS NOT NULL HAVING max(ended_at) IS NOT NULL"
    )
