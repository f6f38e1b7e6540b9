"""The migrations make exactly the tables that the program declares."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from scanner.store import migrate, schema
from scanner.store.database import Store, Transaction


def test_migrations_and_schema_agree(any_store: Store) -> None:
    def differences(tx: Transaction) -> list[object]:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        return list(compare_metadata(context, schema.metadata))

    assert any_store.read(differences) == []


def test_the_program_needs_the_last_migration() -> None:
    scripts = ScriptDirectory(str(migrate.MIGRATIONS))
    assert scripts.get_heads() == [schema.REVISION]
