"""The first shape.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "erasure",
        sa.Column("erasure_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("erased_person_id", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("erasure_id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("erased_person_id", name=op.f("uq_erasure_erased_person_id")),
    )
    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("file", name=op.f("uq_evidence_file")),
    )
    op.create_table(
        "host",
        sa.Column("host_group", sa.String(length=255), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("latency_us", sa.BigInteger(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("budget_day", sa.String(length=10), nullable=False),
        sa.Column("budget_used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("host_group", name=op.f("pk_host")),
    )
    op.create_table(
        "installation",
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("is_lab", sa.Boolean(), nullable=False),
        sa.Column("people_generation", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_installation")),
    )
    op.create_table(
        "login_token",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("mail_blind", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_login_token")),
    )
    op.create_index("ix_login_token_mail", "login_token", ["mail_blind"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("mail_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("idempotency_key", sa.String(length=160), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("mail_id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_outbox_idempotency_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"], unique=False)
    op.create_table(
        "page",
        sa.Column("page_id", sa.String(length=32), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("host_group", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_owner", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("seen_generation", sa.String(length=64), nullable=False),
        sa.Column("gone_sha256", sa.String(length=64), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("visited_in", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page")),
        sa.UniqueConstraint("address_key", name=op.f("uq_page_address_key")),
    )
    op.create_index(
        "ix_page_group_due",
        "page",
        ["host_group", "state", "kind", "due_at", "page_id"],
        unique=False,
    )
    op.create_index("ix_page_lease", "page", ["state", "lease_until"], unique=False)
    op.create_index("ix_page_source_due", "page", ["source_id", "due_at"], unique=False)
    op.create_table(
        "person",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reference_sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person")),
        sa.UniqueConstraint("label", name=op.f("uq_person_label")),
        sa.UniqueConstraint("reference_sha256", name=op.f("uq_person_reference_sha256")),
    )
    op.create_table(
        "cluster",
        sa.Column("cluster_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_cluster_person_id")
        ),
        sa.PrimaryKeyConstraint("cluster_id", name=op.f("pk_cluster")),
    )
    op.create_index("ix_cluster_person", "cluster", ["person_id"], unique=False)
    op.create_table(
        "registered_case",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("registered_person_id", sa.String(length=32), nullable=False),
        sa.Column("case_reference", sa.String(length=16), nullable=False),
        sa.Column("registry_number", sa.String(length=64), nullable=False),
        sa.Column("retention_reference", sa.String(length=128), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_registered_case")),
        sa.UniqueConstraint("case_reference", name=op.f("uq_registered_case_case_reference")),
    )
    op.create_table(
        "report_file",
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_file")),
    )
    op.create_table(
        "robots",
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_robots")),
    )
    op.create_table(
        "scan",
        sa.Column("scan_id", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_scan")),
    )
    op.create_table(
        "session",
        sa.Column("session_sha256", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("mail_blind", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("session_sha256", name=op.f("pk_session")),
    )
    op.create_table(
        "consent_event",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text_version", sa.String(length=32), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_consent_event_person_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_consent_event")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_consent_event_person_id")),
    )
    op.create_table(
        "detail",
        sa.Column("detail_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_detail_person_id")
        ),
        sa.PrimaryKeyConstraint("detail_id", name=op.f("pk_detail")),
    )
    op.create_index("ix_detail_person", "detail", ["person_id"], unique=False)
    op.create_table(
        "evidence_subject",
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("page_blind", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_evidence_subject_person_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_evidence_subject")),
    )
    op.create_index(
        "ix_evidence_subject_person", "evidence_subject", ["person_id", "page_blind"], unique=False
    )
    op.create_table(
        "finding",
        sa.Column("finding_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("cluster_id", sa.String(length=32), nullable=False),
        sa.Column("case_reference", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.cluster_id"], name=op.f("fk_finding_cluster_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_finding_person_id")
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_finding")),
        sa.UniqueConstraint("case_reference", name=op.f("uq_finding_case_reference")),
        sa.UniqueConstraint("person_id", "cluster_id", name=op.f("uq_finding_person_id")),
    )
    op.create_index("ix_finding_level", "finding", ["level"], unique=False)
    op.create_table(
        "report_person",
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_report_person_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report_file.report_id"], name=op.f("fk_report_person_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", "person_id", name=op.f("pk_report_person")),
    )
    op.create_table(
        "case_redirect",
        sa.Column("case_reference", sa.String(length=16), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("finding_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.finding_id"], name=op.f("fk_case_redirect_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_case_redirect_person_id")
        ),
        sa.PrimaryKeyConstraint("case_reference", name=op.f("pk_case_redirect")),
    )
    op.create_table(
        "finding_event",
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("tenant_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("finding_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.finding_id"], name=op.f("fk_finding_event_finding_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.person_id"], name=op.f("fk_finding_event_person_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_finding_event")),
        sa.UniqueConstraint("finding_id", "number", name=op.f("uq_finding_event_finding_id")),
    )
    for statement in _REFUSE_CHANGES[op.get_bind().dialect.name]:
        op.execute(statement)


_REFUSE_CHANGES = {
    "sqlite": (
        (
            "CREATE TRIGGER consent_event_never_changes BEFORE UPDATE ON consent_event "
            "BEGIN SELECT RAISE(ABORT, 'consent events never change'); END"
        ),
        (
            "CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit rows never change'); END"
        ),
        (
            "CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION varn_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME; END $$"
        ),
        (
            "CREATE TRIGGER consent_event_never_changes BEFORE UPDATE ON consent_event "
            "FOR EACH ROW EXECUTE FUNCTION varn_refuse()"
        ),
        (
            "CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION varn_refuse()"
        ),
    ),
}
