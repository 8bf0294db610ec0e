"""What a killed product had claimed is due again at once, as it would be after a while."""

from sqlalchemy import update

from bot.store.database import Database
from bot.store.tables import outbox


async def end_leases(database_url: str) -> None:
    """Only where nothing runs that could still send what it has claimed."""
    claimed = update(outbox).where(outbox.c.claim.is_not(None)).values(due_at=0)
    database = Database.open(database_url)
    try:
        await database.transact(lambda conn: conn.execute(claimed))
    finally:
        await database.close()
