"""The first shape.

Revision ID: 0001
"""

from alembic import op

from scanner.store import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    schema.metadata.create_all(op.get_bind())
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
