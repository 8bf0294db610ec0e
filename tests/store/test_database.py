from sqlalchemy import literal, select

from bot.store.database import Database


async def test_a_transaction_gives_back_what_its_work_returns(database: Database) -> None:
    assert await database.transact(lambda conn: conn.execute(select(literal(1))).scalar_one()) == 1
