"""Being in control: second factor, safe contact, stop links, tips, staff accounts.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("login_blind", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login_blind", name=op.f("uq_staff_login_blind")),
    )
    op.create_table(
        "staff_invitation",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("invited_by", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_staff_invitation")),
    )
    op.create_table(
        "contact",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_contact_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_contact")),
    )
    op.create_table(
        "contact_code",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_contact_code_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_contact_code")),
    )
    op.create_table(
        "leaver",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_leaver_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_leaver")),
    )
    op.create_table(
        "photo",
        sa.Column("photo_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_photo_person_id")
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_photo")),
    )
    op.create_index("ix_photo_person", "photo", ["person_id"], unique=False)
    op.create_table(
        "removal_tick",
        sa.Column("tick_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_removal_tick_person_id")
        ),
        sa.PrimaryKeyConstraint("tick_id", name=op.f("pk_removal_tick")),
    )
    op.create_index("ix_removal_tick_person", "removal_tick", ["person_id"], unique=False)
    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_second_factor_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "spelling",
        sa.Column("code_blind", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_spelling_person_id")
        ),
        sa.PrimaryKeyConstraint("code_blind", name=op.f("pk_spelling")),
    )
    op.create_index("ix_spelling_person", "spelling", ["person_id"], unique=False)
    op.create_table(
        "staff_session",
        sa.Column("session_sha256", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.staff_id"], name=op.f("fk_staff_session_staff_id")
        ),
        sa.PrimaryKeyConstraint("session_sha256", name=op.f("pk_staff_session")),
    )
    op.create_index("ix_staff_session_staff", "staff_session", ["staff_id"], unique=False)
    op.create_table(
        "stop_link",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_stop_link_person_id")
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_stop_link")),
    )
    op.create_index("ix_stop_link_person", "stop_link", ["person_id"], unique=False)
    op.create_table(
        "tip",
        sa.Column("tip_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.person_id"], name=op.f("fk_tip_person_id")),
        sa.PrimaryKeyConstraint("tip_id", name=op.f("pk_tip")),
    )
    op.create_index("ix_tip_person", "tip", ["person_id"], unique=False)
    op.create_table(
        "acknowledgement",
        sa.Column("finding_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.finding_id"], name=op.f("fk_acknowledgement_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_acknowledgement_person_id")
        ),
        sa.PrimaryKeyConstraint("finding_id", "role", name=op.f("pk_acknowledgement")),
    )
    op.create_index("ix_acknowledgement_person", "acknowledgement", ["person_id"], unique=False)
    op.add_column("session", sa.Column("factor_at", sa.BigInteger(), nullable=True))
    for statement in _AUDIT_MAY_SHRINK[op.get_bind().dialect.name]:
        op.execute(statement)


# By the database's own clock: no setting and no lab lets a younger entry go.
_AUDIT_MAY_SHRINK = {
    "sqlite": (
        "DROP TRIGGER audit_never_shrinks",
        (
            "CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit "
            "WHEN OLD.at > (unixepoch() - 31536000) * 1000000 "
            "BEGIN SELECT RAISE(ABORT, 'audit rows are kept for a year at least'); END"
        ),
    ),
    "postgresql": (
        "DROP TRIGGER audit_never_changes ON audit",
        (
            "CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION varn_refuse()"
        ),
        (
            "CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit FOR EACH ROW "
            "WHEN (OLD.at > (extract(epoch FROM now()) - 31536000) * 1000000) "
            "EXECUTE FUNCTION varn_refuse()"
        ),
    ),
}
