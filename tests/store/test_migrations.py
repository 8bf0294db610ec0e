import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.store import tables
from bot.store.columns import Base
from bot.store.database import Database
from bot.store.migrate import MIGRATIONS, downgrade, revision_of, revisions


def differences(conn: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(conn), Base.metadata))


def table_names(conn: Connection) -> set[str]:
    return set(inspect(conn).get_table_names()) - {"alembic_version"}


def constraints(conn: Connection) -> dict[str, set[str | None]]:
    """Names of all CHECK constraints, which Alembic does not compare."""
    inspector = inspect(conn)
    return {
        name: {check["name"] for check in inspector.get_check_constraints(name)} for name in table_names(conn)
    }


async def test_models_and_migrations_agree(database: Database) -> None:
    assert await database.transact(differences) == []
    assert await database.transact(table_names) == set(Base.metadata.tables)


async def test_models_and_migrations_have_the_same_checks(database: Database) -> None:
    def build(conn: Connection) -> dict[str, set[str | None]]:
        downgrade(conn, "base")
        Base.metadata.create_all(conn)
        return constraints(conn)

    migrated = await database.transact(constraints)
    assert await database.transact(build) == migrated
    assert migrated[tables.rhk_item.name] == {"ck_rhk_item_quantity"}


async def test_the_first_migration_can_be_taken_back_and_repeated(database: Database) -> None:
    await database.transact(lambda conn: downgrade(conn, "base"))
    assert await database.transact(table_names) == set()
    await database.upgrade()
    assert await database.transact(differences) == []


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await database.upgrade()
    assert await database.transact(differences) == []


async def test_an_older_version_goes_on_beside_tables_that_a_newer_one_has_upgraded(
    database: Database,
) -> None:
    newer = "UPDATE alembic_version SET version_num = '9999'"
    await database.transact(lambda conn: conn.exec_driver_sql(newer))
    await database.upgrade()
    assert await database.transact(revision_of) == "9999"


async def test_several_may_upgrade_an_empty_database_at_once(empty_database_url: str) -> None:
    databases = [Database.open(empty_database_url) for _ in range(4)]
    await asyncio.gather(*(database.upgrade() for database in databases))
    assert await databases[0].transact(differences) == []
    for database in databases:
        await database.close()


def test_files_are_named_by_the_revisions_that_they_hold() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    assert revisions() == (
        {script.revision for script in scripts.walk_revisions()},
        scripts.get_current_head(),
    )
