"""Traps: shapes of addresses, what is held, and parameters that change nothing.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "shape",
        sa.Column("host_group", sa.String(length=255), nullable=False),
        sa.Column("shape", sa.String(length=320), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("blind", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("host_group", "shape", name=op.f("pk_shape")),
    )
    op.create_table(
        "held",
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("host_group", sa.String(length=255), nullable=False),
        sa.Column("shape", sa.String(length=320), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address_key", name=op.f("pk_held")),
    )
    op.create_index("ix_held_shape", "held", ["host_group", "shape", "depth", "address_key"])
    op.create_index("ix_held_source", "held", ["source_id"])
    op.create_table(
        "seen_line",
        sa.Column("line_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("line_key", name=op.f("pk_seen_line")),
    )
    op.create_table(
        "parameter",
        sa.Column("host_group", sa.String(length=255), nullable=False),
        sa.Column("shape", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("alike", sa.Integer(), nullable=False),
        sa.Column("unlike", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("host_group", "shape", "name", name=op.f("pk_parameter")),
    )
    op.create_table(
        "variant",
        sa.Column("rest_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text_digest", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("rest_key", name=op.f("pk_variant")),
    )
